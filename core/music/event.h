// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/units.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace leitmotif {

/// Meta event types of the Standard MIDI File 1.0 specification.
namespace meta {
inline constexpr std::uint8_t kText = 0x01;
inline constexpr std::uint8_t kTrackName = 0x03;
inline constexpr std::uint8_t kInstrumentName = 0x04;
inline constexpr std::uint8_t kLyric = 0x05;
inline constexpr std::uint8_t kMarker = 0x06;
inline constexpr std::uint8_t kDeviceName = 0x09;
inline constexpr std::uint8_t kPort = 0x21;
inline constexpr std::uint8_t kEndOfTrack = 0x2f;
inline constexpr std::uint8_t kTempo = 0x51;
inline constexpr std::uint8_t kTimeSignature = 0x58;
inline constexpr std::uint8_t kKeySignature = 0x59;
inline constexpr std::uint8_t kSequencerSpecific = 0x7f;
} // namespace meta

/// Everything in a track that is not a note: channel messages, sysex, system and meta events, also
/// a note-off without a note. Bytes are kept as in the file.
struct Event {
    Tick tick;
    std::uint32_t order = 0; ///< place among the track's events in the file, from 1; 0 = new
    std::uint8_t status = 0; ///< 0x80–0xef channel message, 0xf0/0xf7 sysex, 0xff meta, else system
    std::uint8_t data1 = 0; ///< first data byte, or the meta type
    std::uint8_t data2 = 0;
    std::shared_ptr<const Bytes> payload = {}; ///< bytes of a sysex or meta event, else null

    [[nodiscard]] bool isChannelMessage() const { return status >= 0x80 && status < 0xf0; }
    [[nodiscard]] bool isMeta() const { return status == 0xff; }
    [[nodiscard]] bool isMeta(std::uint8_t type) const { return isMeta() && data1 == type; }
    [[nodiscard]] bool isSysex() const { return status == 0xf0 || status == 0xf7; }
    [[nodiscard]] bool isController(std::uint8_t number) const {
        return (status & 0xf0U) == 0xb0 && data1 == number;
    }
    [[nodiscard]] bool isProgramChange() const { return (status & 0xf0U) == 0xc0; }
    [[nodiscard]] bool isPitchBend() const { return (status & 0xf0U) == 0xe0; }
    [[nodiscard]] std::uint8_t channel() const { return status & 0x0fU; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const {
        return payload ? std::span<const std::uint8_t>(*payload) : std::span<const std::uint8_t>{};
    }

    bool operator==(const Event& other) const;
};

/// New events, placed before the notes of their tick.
[[nodiscard]] Event metaEvent(Tick tick, std::uint8_t type, std::span<const std::uint8_t> bytes);
[[nodiscard]] Event textEvent(Tick tick, std::uint8_t type, std::string_view text);
[[nodiscard]] Event tempoEvent(Tick tick, std::uint32_t microsecondsPerQuarter);
/// `denominator` is a power of two from 1 to 128.
[[nodiscard]] Event timeSignatureEvent(Tick tick, int numerator, int denominator);
[[nodiscard]] Event programChange(Tick tick, std::uint8_t channel, std::uint8_t program);
[[nodiscard]] Event controllerEvent(Tick tick, std::uint8_t channel, std::uint8_t number,
                                    std::uint8_t value);

[[nodiscard]] inline bool earlier(const Event& a, const Event& b) {
    return a.tick != b.tick ? a.tick < b.tick : a.order < b.order;
}

} // namespace leitmotif
