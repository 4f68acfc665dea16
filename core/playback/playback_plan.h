// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"
#include "core/playback/note_sink.h"
#include "core/playback/playback_state.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// How a score is to be played.
struct PlanOptions {
    double sampleRate = 48'000.0; ///< frames a second
    double tempoFactor = 1.0;     ///< 2 plays twice as fast
    std::vector<bool> muted = {}; ///< by track; missing ones are false
    std::vector<bool> solo = {};  ///< by track; if any is true, only those are heard
};

/// One message and the frame, counted from tick 0, at which it is sent.
struct PlanEvent {
    std::int64_t frame = 0;
    ShortMessage message;

    bool operator==(const PlanEvent&) const = default;
};

/// A score ready to be played: every channel message at its exact frame. Immutable, made on any
/// thread, read by the audio thread; queries neither allocate nor lock.
///
/// Within a tick notes end first, then come programs, controllers and bends in the order of the
/// file, then notes begin, so that tracks that share a channel agree. If a key is struck while it
/// sounds, the first note ends there, and the key ends with the last of its notes: note-ons and
/// note-offs of a key always alternate. Sysex is read only for percussion modes. Notes of a second
/// rendition are left out (see silentChannels).
class PlaybackPlan {
  public:
    /// An empty plan at 48 kHz.
    PlaybackPlan() : PlaybackPlan(Score{}, PlanOptions{}) {}
    PlaybackPlan(const Score& score, const PlanOptions& options);

    /// In the order of sending.
    [[nodiscard]] std::span<const PlanEvent> events() const { return m_events; }
    /// Index of the first event at or after `frame`.
    [[nodiscard]] std::size_t firstEventAt(std::int64_t frame) const noexcept;
    /// Where the last note ends.
    [[nodiscard]] std::int64_t lengthFrames() const { return m_lengthFrames; }
    [[nodiscard]] Tick length() const { return m_length; }

    [[nodiscard]] std::int64_t frameAt(double tick) const noexcept;
    [[nodiscard]] std::int64_t frameAt(Tick tick) const noexcept {
        return frameAt(static_cast<double>(tick.value));
    }
    /// The tick at a frame; a whole number if a tick lies on that frame, so that bar lines are
    /// exact.
    [[nodiscard]] double tickAt(std::int64_t frame) const noexcept;

    /// The state of the channels after all events before `frame`. Reads at most a few thousand
    /// events, however long the score is.
    [[nodiscard]] PlaybackState stateBefore(std::int64_t frame) const noexcept;

  private:
    TempoMap m_tempoMap;
    double m_sampleRate;
    double m_tempoFactor;
    Tick m_length;
    std::int64_t m_lengthFrames = 0;
    std::vector<PlanEvent> m_events;
    std::vector<PlaybackState> m_states; // before every kStateInterval-th event
};

} // namespace leitmotif
