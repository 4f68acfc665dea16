// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/event.h"

#include <array>
#include <cstdint>
#include <optional>

namespace leitmotif {

/// Which of the 16 channels of a port are percussion, as its messages so far say. Channel 10 is,
/// until one of these says otherwise:
///
/// - Roland GS part mode (sysex 40 1n 15), whatever the device id;
/// - Yamaha XG part mode (sysex 08 nn 07) and bank 127, or 126 for effects, behind an XG System On:
///   without it these numbers mean nothing that devices agree on;
/// - General MIDI 2 banks 120 and 121, behind a GM2 System On or where no reset chose another
///   system: no other one has such banks.
///
/// A bank is chosen by the program change behind it. A reset makes channels what they were. Fed in
/// time order. A value.
class DrumChannels {
  public:
    DrumChannels() { reset(System::Unknown); }

    /// True of sysex that may change which channels are percussion.
    [[nodiscard]] static bool concerns(const Event& event);
    /// True if another channel is percussion now, or one less.
    bool apply(const Event& event);
    [[nodiscard]] bool isDrums(std::uint8_t channel) const { return m_isDrums[channel & 0x0fU]; }

  private:
    enum class System : std::uint8_t { Unknown, Gm1, Gm2, Gs, Xg };
    static constexpr std::uint8_t kNoBank = 0xff;

    /// What a sysex asks for: another system, which resets all channels, or a kind of one channel.
    struct Order {
        System system;
        std::optional<std::uint8_t> channel;
        bool isDrums;
    };

    [[nodiscard]] static std::optional<Order> orderIn(const Event& event);
    void reset(System system);
    void chooseBank(std::uint8_t channel);

    System m_system = System::Unknown;
    std::array<bool, 16> m_isDrums{};
    std::array<bool, 16> m_isSet{};         ///< to be percussion, by a part mode
    std::array<std::uint8_t, 16> m_banks{}; ///< the last bank asked for
};

} // namespace leitmotif
