// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leitmotif {

/// English name of a General MIDI program, 0 to 127; source text for translation (context
/// "Program").
[[nodiscard]] const char* programName(int program);

/// "C4" for 60, sharps for black keys: "C♯4".
[[nodiscard]] std::string pitchName(int pitch);

} // namespace leitmotif
