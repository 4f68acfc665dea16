// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif {

/// A channel message of MIDI 1.0.
struct ShortMessage {
    std::uint8_t status = 0;
    std::uint8_t data1 = 0;
    std::uint8_t data2 = 0;

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
