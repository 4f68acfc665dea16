// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/sf2_writer.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

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

/// Makes the samples of a family when first asked for, and keeps where they are in the bank.
class Families {
  public:
    explicit Families(Bank& bank) : m_bank(bank) {}

    /// Indexes into Bank::samples, in ascending order of root keys.
    [[nodiscard]] const std::vector<std::size_t>& samplesOf(Family family);

  private:
    Bank& m_bank;
    std::map<Family, std::vector<std::size_t>> m_made;
};

} // namespace leitmotif::soundfont
