// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/encoding.h"
#include "core/encoding/common/take_setting.h"

#include <bitset>
#include <cstddef>
#include <vector>

namespace leitmotif {

/// The keys of a piano that sound in one step of time; key 0 is the lowest A.
inline constexpr int kFrameKeys = 88;
inline constexpr int kLowestFramePitch = 21;
using Frame = std::bitset<kFrameKeys>;

/// Limits of the corpus that also hold for samples.
struct FrameLimits {
    int leadingRest = 0; ///< empty frames before the first key, at most
    int longestRest = 0; ///< empty frames between keys, at most
    int mostKeys = 1;    ///< in one frame, at most

    bool operator==(const FrameLimits&) const = default;
};

/// Music as a row of frames, the multi-hot vectors of Boulanger-Lewandowski et al. (2012): which
/// keys sound in each step of time. `stepsPerBeat` steps make a beat (of half a second where the
/// beat is free); a note sounds in the steps that it fills by half or more, and in at least one.
/// Immutable once fitted; pure.
///
/// Lost on purpose: who plays, velocities, what is finer than a frame, percussion, pitches outside
/// the piano's 88 keys, and whether a key that sounds in successive frames was struck again. For
/// that, decoded scores follow the majority of the corpus.
class Frames {
  public:
    /// Longer rests are cut to this many beats, and longer notes are struck again.
    static constexpr int kLongestBeats = 64;

    /// 0 steps a beat: as many as the music needs. Errors: NoNotes (of the 88 keys), BadSetting
    /// (steps_per_beat).
    static Result<Frames> fitted(const Corpus& corpus, int stepsPerBeat);

    /// The frames from the piece's start to its end. encode(decode(x)) = x for every x =
    /// encode(piece).
    [[nodiscard]] std::vector<Frame> encode(const CorpusPiece& piece) const;
    /// One part with the name, program and channel of the corpus's largest.
    [[nodiscard]] Score decode(std::span<const Frame> frames) const;

    [[nodiscard]] const FrameLimits& limits() const { return m_limits; }
    /// Whole frames in `bars` bars of the decoded score, at least 1.
    [[nodiscard]] int framesIn(int bars) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<Frames> fromJson(const nlohmann::json& json);

  private:
    [[nodiscard]] std::vector<Note> notesOf(std::span<const Frame> frames) const;
    [[nodiscard]] int longestFrames() const { return kLongestBeats * m_stepsPerBeat; }
    [[nodiscard]] int ticksPerFrame() const;
    [[nodiscard]] bool isSane() const;

    int m_stepsPerBeat = 1;
    bool m_strikesAnew = false;
    CorpusPart m_part;
    FrameLimits m_limits;
    TakeSetting m_setting;
};

} // namespace leitmotif
