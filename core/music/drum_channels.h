// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/event.h"

#include <array>
#include <cstdint>
#include <optional>

namespace leitmotif {

/// The percussion channels among the 16 of a port, by its messages so far. Channel 10 is one, until
/// one of these changes it:
///
/// - Roland GS part mode (sysex 40 1n 15), whatever the device id;
/// - Yamaha XG part mode (sysex 08 nn 07) and bank 127, or 126 for effects, after an XG System On:
///   without it devices do not agree on these numbers;
/// - General MIDI 2 banks 120 and 121, after a GM2 System On or where no reset chose another
///   system: no other one has such banks.
///
/// A bank takes effect with the program change after it. A reset restores the defaults. Fed in time
/// order. A value.
class DrumChannels {
  public:
    DrumChannels() { reset(System::Unknown); }

    /// True for sysex that may change which channels are percussion.
    [[nodiscard]] static bool concerns(const Event& event);
    /// Applies an event; true if the percussion channels changed.
    bool apply(const Event& event);
    [[nodiscard]] bool isDrums(std::uint8_t channel) const { return m_isDrums[channel & 0x0fU]; }

  private:
    enum class System : std::uint8_t { Unknown, Gm1, Gm2, Gs, Xg };
    static constexpr std::uint8_t kNoBank = 0xff;

    /// The request of a sysex: another system, which resets all channels, or the mode of one
    /// channel.
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
    std::array<bool, 16> m_isSet{};         ///< set to percussion by a part mode
    std::array<std::uint8_t, 16> m_banks{}; ///< the last bank select
};

} // namespace leitmotif
