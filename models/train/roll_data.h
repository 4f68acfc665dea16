// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/encoding/pictures/roll_image.h"
#include "core/runs/recipe.h"
#include "models/nets/picture_net.h"
#include "models/train/family.h"

#include <array>
#include <vector>

namespace leitmotif {

/// Where held-out pictures are judged: of the generator of noise, the same each time, and pictures
/// at once.
inline constexpr std::uint64_t kJudgingSeed = 1;
inline constexpr std::int64_t kJudgedAtOnce = 32;

/// How far pictures are moved, up and to the right. Drums stay on their rows.
struct RollShift {
    int semitones = 0;
    int beats = 0;
};

/// The pictures that a family of pictures learns from: an encoding, what is held out, and the order
/// of an epoch. Owned by the family.
class RollData {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting.
    static Result<RollData> create(const Recipe& recipe, const Corpus& corpus);

    [[nodiscard]] const RollImage& image() const { return m_image; }
    [[nodiscard]] PictureShape shape() const {
        return {1, m_image.rowCount(), m_image.columnCount()};
    }
    [[nodiscard]] std::size_t trainingNotes() const { return m_training.notes; }
    [[nodiscard]] std::size_t notes(HeldOut part) const { return partOf(part).notes; }
    /// Share of the pixels of the training pictures that sound.
    [[nodiscard]] double density() const { return m_density; }
    /// Notes that begin in a training picture, on average.
    [[nodiscard]] double notesPerPicture() const { return m_notesPerPicture; }
    /// Mean share of pixels in which two training pictures differ.
    [[nodiscard]] double distance() const { return m_distance; }

    /// Draws an epoch: pictures that together show every training column, in random order. Fitted
    /// pictures begin with another bar each time.
    void startEpoch(Random& random);
    [[nodiscard]] std::size_t pictureCount() const { return m_epoch.size(); }
    /// (count, 1, rows, columns): brightness 0 to 1 of some of the epoch's pictures.
    /// REQUIRES: first + count ≤ pictureCount().
    [[nodiscard]] torch::Tensor pictures(std::size_t first, std::size_t count) const;
    /// All held-out pictures, one after the other; undefined if there are none.
    [[nodiscard]] torch::Tensor heldOut(HeldOut part) const;

    /// A picture of the music from one of its parts, as it stands.
    struct Placed {
        std::size_t piece = 0; ///< of the corpus
        std::int64_t bar = 0;  ///< its first one, from 0
        PieceRole part = PieceRole::Training;
    };
    /// One after the other what is learned from and held out; of very many some, spread over all.
    [[nodiscard]] const std::vector<Placed>& placed() const { return m_placed; }
    /// (count, 1, rows, columns): brightness 0 to 1. REQUIRES: first + count ≤ placed().size().
    [[nodiscard]] torch::Tensor placedPictures(std::size_t first, std::size_t count) const;

    /// Pictures (N, planes, rows, columns) moved together; what is moved out of them is lost.
    [[nodiscard]] torch::Tensor moved(const torch::Tensor& pictures, const RollShift& shift) const;

  private:
    struct Window {
        std::size_t piece = 0;
        std::int64_t first = 0; ///< column
        std::int64_t end = 0;   ///< columns from here on belong to another part and stay silent
    };
    struct Part {
        std::vector<Window> spans; ///< whole stretches
        std::size_t notes = 0;
    };

    explicit RollData(RollImage image) : m_image(std::move(image)) {}
    void divide(const CorpusSplit& parts);
    [[nodiscard]] const Part& partOf(HeldOut part) const {
        return m_heldOut[part == HeldOut::Test ? 1 : 0];
    }
    void addWindows(std::vector<Window>& windows, const Window& span, std::int64_t offset) const;
    [[nodiscard]] torch::Tensor rendered(std::span<const Window> windows) const;
    void measure();
    void place();

    RollImage m_image;
    std::vector<RollStrip> m_strips; ///< one a piece
    Part m_training;
    std::array<Part, 2> m_heldOut; ///< validation, test
    std::vector<Window> m_epoch;
    std::vector<Placed> m_placed;
    std::vector<Window> m_placedWindows;
    double m_density = 0.0;
    double m_notesPerPicture = 0.0;
    double m_distance = 0.0;
};

/// Any shift that the recipe's transposition and time shift allow.
[[nodiscard]] RollShift drawnShift(const Recipe& recipe, Random& random);

/// Mean share of pixels in which two of the pictures (N, 1, rows, columns) of 0 and 1 differ; 0 for
/// fewer than two.
[[nodiscard]] double meanPairwiseDistance(const torch::Tensor& pictures);

/// Onsets in pictures: pixels above 0 without one to their left.
[[nodiscard]] double onsetCount(const torch::Tensor& pictures);

} // namespace leitmotif
