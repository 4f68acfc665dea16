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

/// For the evaluation of held-out pictures: the seed of the noise, the same each time, and the
/// number of pictures at once.
inline constexpr std::uint64_t kEvaluationSeed = 1;
inline constexpr std::int64_t kEvaluatedAtOnce = 32;

/// A shift of pictures, up and to the right. Drums stay on their rows.
struct RollShift {
    int semitones = 0;
    int beats = 0;
};

/// The training data of a family of pictures: encoding, split, and the order of an epoch. Owned by
/// the family.
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

    /// Draws an epoch: pictures that together cover every training column, in random order. Fitted
    /// pictures begin at another bar each time.
    void startEpoch(Random& random);
    [[nodiscard]] std::size_t pictureCount() const { return m_epoch.size(); }
    /// (count, 1, rows, columns): brightness 0 to 1 of pictures of the epoch. REQUIRES: first +
    /// count ≤ pictureCount().
    [[nodiscard]] torch::Tensor pictures(std::size_t first, std::size_t count) const;
    /// All held-out pictures of a part, in order; undefined if there are none.
    [[nodiscard]] torch::Tensor heldOut(HeldOut part) const;

    /// A picture of the music at its original place and pitch.
    struct Placed {
        std::size_t piece = 0; ///< of the corpus
        std::int64_t bar = 0;  ///< first bar, from 0
        PieceRole part = PieceRole::Training;
    };
    /// Pictures of the training and held-out parts in order; an even sample if there are very many.
    [[nodiscard]] const std::vector<Placed>& placed() const { return m_placed; }
    /// (count, 1, rows, columns): brightness 0 to 1. REQUIRES: first + count ≤ placed().size().
    [[nodiscard]] torch::Tensor placedPictures(std::size_t first, std::size_t count) const;

    /// Pictures (N, planes, rows, columns) shifted together; content shifted outside is lost.
    [[nodiscard]] torch::Tensor moved(const torch::Tensor& pictures, const RollShift& shift) const;

  private:
    struct Window {
        std::size_t piece = 0;
        std::int64_t first = 0; ///< column
        std::int64_t end = 0;   ///< columns from here on belong to another part and stay silent
    };
    struct Part {
        std::vector<Window> spans; ///< whole spans
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
    std::vector<RollStrip> m_strips; ///< one for each piece
    Part m_training;
    std::array<Part, 2> m_heldOut; ///< validation, test
    std::vector<Window> m_epoch;
    std::vector<Placed> m_placed;
    std::vector<Window> m_placedWindows;
    double m_density = 0.0;
    double m_notesPerPicture = 0.0;
    double m_distance = 0.0;
};

/// A random shift within the recipe's transposition and time shift.
[[nodiscard]] RollShift drawnShift(const Recipe& recipe, Random& random);

/// Mean share of pixels in which two of the pictures (N, 1, rows, columns) of 0 and 1 differ; 0 for
/// fewer than two.
[[nodiscard]] double meanPairwiseDistance(const torch::Tensor& pictures);

/// Onsets in pictures: pixels above 0 without one to their left.
[[nodiscard]] double onsetCount(const torch::Tensor& pictures);

} // namespace leitmotif
