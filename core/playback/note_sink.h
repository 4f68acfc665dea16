// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// Scores may use several ports of 16 channels each; the last port carries notes that are played
/// live (piano keys on the screen, a MIDI keyboard) beside the score.
inline constexpr std::uint8_t kScorePorts = 4;
inline constexpr std::uint8_t kLivePort = kScorePorts;
inline constexpr int kChannelsPerPort = 16;

/// A channel message of MIDI 1.0 and its port. Also a drum mode message, as MIDI has only those of
/// each maker: from now on a channel is percussion (0xfn with 1) or melodic (with 0).
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

/// The receiver of a player: a synthesizer, a MIDI port, a test.
class NoteSink {
  public:
    virtual ~NoteSink() = default;
    /// Called on the audio thread, in time order; `frame` counts from the start of the block that
    /// is being played. Must not allocate, lock, log or throw.
    virtual void sendRt(std::int64_t frame, ShortMessage message) noexcept = 0;
};

} // namespace leitmotif
