// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/family.h"
#include "soundfonts/sf2_writer.h"

#include <vector>

namespace leitmotif::soundfont {

/// The samples of an unpitched family: noises, whistles, bells. REQUIRES: Water or a later family.
[[nodiscard]] std::vector<Sample> effectSamples(Family family);

} // namespace leitmotif::soundfont
