// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace leitmotif {

/// A position or distance in the time base of one score (its Division).
struct Tick {
    std::int64_t value = 0;

    auto operator<=>(const Tick&) const = default;
    constexpr Tick& operator+=(Tick other) {
        value += other.value;
        return *this;
    }
    constexpr Tick& operator-=(Tick other) {
        value -= other.value;
        return *this;
    }
    friend constexpr Tick operator+(Tick a, Tick b) { return {a.value + b.value}; }
    friend constexpr Tick operator-(Tick a, Tick b) { return {a.value - b.value}; }
    friend constexpr Tick operator*(Tick a, std::int64_t factor) { return {a.value * factor}; }
};

inline constexpr int kPitchClasses = 12;
inline constexpr int kHighestPitch = 127; ///< of MIDI notes

/// A MIDI note number, 0 to 127; 60 is middle C.
struct Pitch {
    std::uint8_t value = 60;

    auto operator<=>(const Pitch&) const = default;
};

/// A MIDI key velocity, 0 to 127.
struct Velocity {
    std::uint8_t value = 64;

    auto operator<=>(const Velocity&) const = default;
};

/// The MIDI channel of percussion in General MIDI, counted from 0.
inline constexpr std::uint8_t kDrumChannel = 9;

} // namespace leitmotif
