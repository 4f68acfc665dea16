// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/sf2_writer.h"

namespace leitmotif::soundfont {

/// Adds the percussion of General MIDI (keys 27 to 87) as program 0 of bank 128.
void addDrumKit(Bank& bank);

} // namespace leitmotif::soundfont
