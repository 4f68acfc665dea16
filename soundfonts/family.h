// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leitmotif::soundfont {

/// Groups of samples that programs choose from.
enum class Family : std::uint8_t {
    Piano,
    ElectricPiano,
    Plucked,
    Bell,
    Bar,
    Organ,
    PipeOrgan,
    FreeReed,
    Guitar,
    Distorted,
    Bass,
    Violin,
    Strings,
    Choir,
    Brass,
    Saxophone,
    DoubleReed,
    Clarinet,
    Flute,
    Saw,
    Square,
    Pad,
    Water,
    Wind,
    Bird,
    Telephone,
    Helicopter,
    Applause,
    Shot,
    Scratch,
};

} // namespace leitmotif::soundfont
