// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/playback/note_sink.h"

#include <array>
#include <bitset>
#include <cstdint>

namespace leitmotif {

/// The state of one MIDI channel: the values sent so far. `kUnset`: never sent, so the receiver's
/// default holds.
struct ChannelState {
    static constexpr std::uint8_t kUnset = 0xff;
    static constexpr int kRegisteredCount = 3; // pitch-bend range, fine and coarse tuning

    ChannelState();

    std::array<std::uint8_t, 128> controllers;
    /// Values (MSB, LSB) of the registered parameters 0 to 2.
    std::array<std::array<std::uint8_t, 2>, kRegisteredCount> registered;
    std::uint8_t program = kUnset;
    std::uint8_t drumMode = kUnset; ///< 1 percussion, 0 melodic; unset, channel 10 is percussion
    std::uint8_t pressure = kUnset;
    std::uint8_t bendLow = kUnset;
    std::uint8_t bendHigh = kUnset;
    std::bitset<128> sounding;

    void applyRt(ShortMessage message) noexcept;

    bool operator==(const ChannelState&) const = default;

  private:
    void applyControllerRt(std::uint8_t number, std::uint8_t value) noexcept;
    void resetControllersRt() noexcept;
};

/// How a jump of the playhead treats sounding notes.
enum class SoundingNotes : std::uint8_t {
    End,              ///< all get their note-off
    KeepIfStillThere, ///< those that also sound at the target go on
};

/// The state of all channels of a score, so that a seek, a loop or another plan begins with the
/// right programs, controllers and bends. A value of about 10 KB without pointers; functions may
/// run on the audio thread.
class PlaybackState {
  public:
    void applyRt(ShortMessage message) noexcept;

    /// Sends to `sink`, at `frame`, the messages that turn a receiver in this state into one in
    /// state `target` (notes only end, none begins), and becomes that state.
    void changeToRt(const PlaybackState& target, SoundingNotes notes, std::int64_t frame,
                    NoteSink& sink) noexcept;

    /// Sends the note-offs of all sounding notes and releases the pedals.
    void silenceRt(std::int64_t frame, NoteSink& sink) noexcept;

    [[nodiscard]] const ChannelState& channel(std::uint8_t port, std::uint8_t channel) const {
        return m_channels[static_cast<std::size_t>(port * kChannelsPerPort + channel)];
    }

    bool operator==(const PlaybackState&) const = default;

  private:
    std::array<ChannelState, std::size_t{kScorePorts} * kChannelsPerPort> m_channels;
};

/// The value that a receiver has after power-on (MIDI 1.0, General MIDI 2 and RP-015).
[[nodiscard]] std::uint8_t defaultController(std::uint8_t number);

} // namespace leitmotif
