// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// Scores may use several ports of 16 channels each; the last port carries notes that are played
/// live (piano keys on the screen, a MIDI keyboard) beside the score.
inline constexpr std::uint8_t kScorePorts = 4;
inline constexpr std::uint8_t kLivePort = kScorePorts;
inline constexpr int kChannelsPerPort = 16;

/// A channel message of MIDI 1.0 and the port it is meant for; or that a channel is percussion from
/// now on (0xfn with 1) or melodic again (with 0), which MIDI says in the ways of each maker.
struct ShortMessage {
    std::uint8_t status = 0;
    std::uint8_t data1 = 0;
    std::uint8_t data2 = 0;
    std::uint8_t port = 0; ///< 0 to kLivePort

    [[nodiscard]] constexpr std::uint8_t kind() const { return status & 0xf0U; }
    [[nodiscard]] constexpr std::uint8_t channel() const { return status & 0x0fU; }
    /// A note-on with velocity 0 is a note-off.
    [[nodiscard]] constexpr bool isNoteOn() const { return kind() == 0x90 && data2 != 0; }
    [[nodiscard]] constexpr bool isNoteOff() const {
        return kind() == 0x80 || (kind() == 0x90 && data2 == 0);
    }

    [[nodiscard]] constexpr bool isDrumMode() const { return kind() == kDrumMode; }

    static constexpr std::uint8_t kDrumMode = 0xf0;

    bool operator==(const ShortMessage&) const = default;
};

/// Who hears the player: a synthesizer, a MIDI port, a test.
class NoteSink {
  public:
    virtual ~NoteSink() = default;
    /// Called on the audio thread, in time order; `frame` counts from the start of the block that
    /// is being played. Must not allocate, lock, log or throw.
    virtual void sendRt(std::int64_t frame, ShortMessage message) noexcept = 0;
};

} // namespace leitmotif
