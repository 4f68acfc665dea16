// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/playback/note_sink.h"
#include "core/playback/player.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leitmotif {

/// The keys and pedals that a MIDI port holds, so that none hangs when it is closed. Never
/// allocates.
class SoundingKeys {
  public:
    void note(ShortMessage message) {
        Channel& channel = m_channels[message.channel()];
        if (message.isNoteOn() || message.isNoteOff())
            channel.keys.set(message.data1 & 0x7fU, message.isNoteOn());
        else if (message.kind() == 0xb0 && message.data1 == kPedal)
            channel.isPedalDown = message.data2 >= 64;
    }

    /// Sends the ends of all held keys and pedals, then "all notes off" for devices that count
    /// differently. True if any was held.
    template <class Send>
    bool end(Send send) {
        bool wasAny = false;
        for (std::uint8_t i = 0; i < kChannelsPerPort; ++i) {
            Channel& channel = m_channels[i];
            if (channel.keys.none() && !channel.isPedalDown)
                continue;
            wasAny = true;
            const auto controller = static_cast<std::uint8_t>(0xb0U | i);
            send(ShortMessage{controller, kPedal, 0});
            for (std::uint8_t key = 0; key < 128; ++key)
                if (channel.keys[key])
                    send(ShortMessage{static_cast<std::uint8_t>(0x80U | i), key, 64});
            send(ShortMessage{controller, kAllNotesOff, 0});
            channel = {};
        }
        return wasAny;
    }

  private:
    static constexpr std::uint8_t kPedal = 64;
    static constexpr std::uint8_t kAllNotesOff = 123;

    struct Channel {
        std::bitset<128> keys;
        bool isPedalDown = false;
    };
    std::array<Channel, kChannelsPerPort> m_channels{};
};

/// Passes the messages of a MIDI keyboard to the player; its destructor releases held keys.
class LiveKeys {
  public:
    /// `player` must outlive it.
    explicit LiveKeys(Player& player) : m_player(player) {}
    ~LiveKeys() {
        m_keys.end([this](ShortMessage message) { m_player.playLive(message); });
    }
    LiveKeys(const LiveKeys&) = delete;
    LiveKeys& operator=(const LiveKeys&) = delete;

    /// Plays one whole message. On the port's thread; never allocates.
    void play(std::span<const std::uint8_t> bytes) {
        if (bytes.size() < 2 || bytes.size() > 3 || bytes[0] < 0x80 || bytes[0] >= 0xf0)
            return;
        const auto third = bytes.size() == 3 ? bytes[2] : std::uint8_t{0};
        const ShortMessage message{bytes[0], bytes[1], third};
        m_keys.note(message);
        m_player.playLive(message);
    }

  private:
    Player& m_player;
    SoundingKeys m_keys;
};

/// False for messages to the program's own synthesizer only: live notes use the instrument that the
/// port's device has on that channel.
[[nodiscard]] inline bool isForMidiPort(ShortMessage message) {
    const bool isBank = message.kind() == 0xb0 && (message.data1 == 0 || message.data1 == 32);
    return message.port != kLivePort || (message.kind() != 0xc0 && !isBank);
}

/// The bytes of a message for a device. A drum mode becomes the part mode of GS, which devices of
/// other makers ignore.
struct WireBytes {
    explicit WireBytes(ShortMessage message) noexcept {
        if (message.isDrumMode()) {
            setPartMode(message.channel(), message.data1 != 0);
            return;
        }
        bytes = {message.status, message.data1, message.data2};
        size = message.kind() == 0xc0 || message.kind() == 0xd0 ? 2 : 3;
    }

    std::array<std::uint8_t, 11> bytes{};
    std::size_t size = 0;

  private:
    void setPartMode(std::uint8_t channel, bool isDrums) noexcept {
        // GS numbers its parts from the drum channel on.
        const unsigned part = channel == kDrumChannel  ? 0U
                              : channel < kDrumChannel ? channel + 1U
                                                       : channel;
        const auto address = static_cast<std::uint8_t>(0x10U | part);
        const auto mode = static_cast<std::uint8_t>(isDrums ? 1 : 0);
        const auto sum = static_cast<unsigned>(0x40U + address + 0x15U + mode);
        const auto check = static_cast<std::uint8_t>((128 - sum % 128) % 128);
        bytes = {0xf0, 0x41, 0x10, 0x42, 0x12, 0x40, address, 0x15, mode, check, 0xf7};
        size = bytes.size();
    }
};

} // namespace leitmotif
