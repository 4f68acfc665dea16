// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/vocabulary.h"
#include "core/encoding/frames/frames.h"

#include <utility>
#include <vector>

namespace leitmotif {

/// The `frames` encoding as tokens: the pitches of a frame in ascending order, then a TimeShift of
/// one frame. A model of them is a joint distribution over all keys of a frame. All 88 keys are in
/// the vocabulary, whatever the corpus has, so that likelihoods compare with those of other
/// systems. Frames take the place of notes, and the first one is given.
class FrameTokens final : public SequenceEncoding {
  public:
    static constexpr int kFrameEnd = kFrameKeys; ///< id; those below it are keys

    explicit FrameTokens(Frames frames);

    [[nodiscard]] int vocabularySize() const override { return m_vocabulary.size(); }
    [[nodiscard]] TokenSequence encode(const CorpusPiece& piece) const override;
    /// Any tokens give a valid score.
    [[nodiscard]] Score decode(std::span<const int> tokens) const override;
    [[nodiscard]] std::vector<int> transposed(std::span<const int> tokens,
                                              int semitones) const override;
    [[nodiscard]] std::pair<int, int>
    transpositionRange(std::span<const int> tokens) const override;
    [[nodiscard]] std::unique_ptr<SequenceGuide> guide(int bars) const override;
    [[nodiscard]] nlohmann::json toJson() const override;

  private:
    Frames m_frames;
    Vocabulary m_vocabulary;
};

/// Allows the sequences that an encoder could have written within the corpus' limits; every sample
/// has notes.
class FrameGuide final : public SequenceGuide {
  public:
    /// REQUIRES: frames ≥ 1.
    FrameGuide(const FrameLimits& limits, int frames) : m_limits(limits), m_wanted(frames) {}

    void fillAllowed(std::span<std::uint8_t> allowed) const override;
    void accept(int token) override;
    [[nodiscard]] bool isComplete() const override { return m_frames >= m_wanted; }

    /// True if the current frame may stay empty.
    [[nodiscard]] bool canRest() const;

  private:
    FrameLimits m_limits;
    int m_wanted;
    int m_frames = 0;
    int m_rest = 0; ///< empty frames before this one
    bool m_hasKeys = false;
    int m_keysHere = 0;
    int m_lastKey = -1; ///< of this frame
};

} // namespace leitmotif
