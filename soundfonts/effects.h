// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/family.h"
#include "soundfonts/sf2_writer.h"

#include <vector>

namespace leitmotif::soundfont {

/// The samples of a family that plays no tones: noises, whistles, bells. REQUIRES: it is Water or
/// one after it.
[[nodiscard]] std::vector<Sample> effectSamples(Family family);

} // namespace leitmotif::soundfont
