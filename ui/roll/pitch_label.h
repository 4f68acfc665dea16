// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/general_midi.h"

#include <QString>

namespace leitmotif {

/// True for the five black keys of an octave.
[[nodiscard]] constexpr bool isBlackKey(int pitch) {
    const int pitchClass = pitch % 12;
    return pitchClass == 1 || pitchClass == 3 || pitchClass == 6 || pitchClass == 8 ||
           pitchClass == 10;
}

/// "C4" for 60, with a true sharp sign, as it is painted on keys and notes.
[[nodiscard]] inline QString pitchLabel(int pitch) {
    return QString::fromStdString(pitchName(pitch));
}

} // namespace leitmotif
