// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/family.h"
#include "soundfonts/sf2_writer.h"

#include <cstddef>
#include <map>
#include <vector>

namespace leitmotif::soundfont {

/// Makes the samples of a family on first use, and stores their places in the bank.
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
