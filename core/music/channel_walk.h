// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/drum_channels.h"
#include "core/music/mix_levels.h"
#include "core/music/score.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace leitmotif {

/// The port of a track, counted from 0.
struct TrackPort {
    std::uint8_t port = 0;
    bool isNamed = false; ///< the track itself names it
};
[[nodiscard]] std::vector<TrackPort> trackPorts(const Score& score);

/// An event that sets the instrument or the mix of channels.
struct TimedEvent {
    const Event* event;
    std::uint32_t track;
};

/// Walks through a score in time and tracks the state of the channels of all ports. The score must
/// outlive it.
class ChannelWalk {
  public:
    struct Channel {
        std::optional<std::uint8_t> program;
        MixState mix;
    };

    explicit ChannelWalk(const Score& score);

    /// The next event to take effect, or null after the last one. Within a tick, events for all
    /// channels come first, as tracks may be in any order, then others by track.
    [[nodiscard]] const TimedEvent* next() const {
        return m_next < m_events.size() ? &m_events[m_next] : nullptr;
    }
    /// Applies the next event; true if it changed which channels are percussion.
    bool advance();
    void advanceTo(Tick tick) { // and past the events that stand there
        while (next() && next()->event->tick <= tick)
            advance();
    }

    [[nodiscard]] const std::vector<TrackPort>& trackPorts() const { return m_trackPorts; }
    [[nodiscard]] std::size_t portCount() const { return m_drums.size(); }
    [[nodiscard]] const Channel& channel(std::uint8_t port, std::uint8_t channel) const {
        return m_channels[port * kChannels + channel];
    }
    [[nodiscard]] bool isDrums(std::uint8_t port, std::uint8_t channel) const {
        return m_drums[port].isDrums(channel);
    }

    static constexpr std::size_t kChannels = 16;

  private:
    std::vector<TrackPort> m_trackPorts;
    std::vector<TimedEvent> m_events;
    std::size_t m_next = 0;
    std::vector<DrumChannels> m_drums; // by port
    std::vector<Channel> m_channels;
};

} // namespace leitmotif
