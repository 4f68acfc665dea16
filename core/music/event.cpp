// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/event.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace leitmotif {

bool Event::operator==(const Event& other) const {
    return tick == other.tick && order == other.order && status == other.status &&
           data1 == other.data1 && data2 == other.data2 &&
           std::ranges::equal(bytes(), other.bytes());
}

Event metaEvent(Tick tick, std::uint8_t type, std::span<const std::uint8_t> bytes) {
    Event event{.tick = tick, .status = 0xff, .data1 = type};
    event.payload = std::make_shared<const Bytes>(bytes.begin(), bytes.end());
    return event;
}

Event textEvent(Tick tick, std::uint8_t type, std::string_view text) {
    return metaEvent(tick, type, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Event tempoEvent(Tick tick, std::uint32_t microsecondsPerQuarter) {
    assert(microsecondsPerQuarter > 0 && microsecondsPerQuarter < (1U << 24U));
    const std::array<std::uint8_t, 3> bytes = {
        static_cast<std::uint8_t>(microsecondsPerQuarter >> 16U),
        static_cast<std::uint8_t>(microsecondsPerQuarter >> 8U),
        static_cast<std::uint8_t>(microsecondsPerQuarter)};
    return metaEvent(tick, meta::kTempo, bytes);
}

Event timeSignatureEvent(Tick tick, int numerator, int denominator) {
    assert(numerator > 0 && numerator < 256 && std::has_single_bit(unsigned(denominator)));
    const std::array<std::uint8_t, 4> bytes = {
        static_cast<std::uint8_t>(numerator),
        static_cast<std::uint8_t>(std::countr_zero(static_cast<unsigned>(denominator))), 24, 8};
    return metaEvent(tick, meta::kTimeSignature, bytes);
}

Event programChange(Tick tick, std::uint8_t channel, std::uint8_t program) {
    return {.tick = tick, .status = static_cast<std::uint8_t>(0xc0U | channel), .data1 = program};
}

Event controllerEvent(Tick tick, std::uint8_t channel, std::uint8_t number, std::uint8_t value) {
    return {.tick = tick,
            .status = static_cast<std::uint8_t>(0xb0U | channel),
            .data1 = number,
            .data2 = value};
}

} // namespace leitmotif
