// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soundfonts/sf2_writer.h"

namespace leitmotif::soundfont {

/// Adds the 128 programs of General MIDI to bank 0: families of samples, and for each program a
/// family with envelope, filter and vibrato of its own.
void addPrograms(Bank& bank);

} // namespace leitmotif::soundfont
