// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

namespace leitmotif {

/// True for the five black keys of an octave.
[[nodiscard]] constexpr bool isBlackKey(int pitch) {
    const int pitchClass = pitch % 12;
    return pitchClass == 1 || pitchClass == 3 || pitchClass == 6 || pitchClass == 8 ||
           pitchClass == 10;
}

/// "C4" for 60, with a sharp sign for black keys, as it is painted on keys and notes.
[[nodiscard]] inline QString pitchLabel(int pitch) {
    constexpr std::array kNames = {u"C",  u"C♯", u"D",  u"D♯", u"E",  u"F",
                                   u"F♯", u"G",  u"G♯", u"A",  u"A♯", u"B"};
    return QString::fromUtf16(kNames[static_cast<std::size_t>(pitch % 12)]) +
           QString::number(pitch / 12 - 1);
}

} // namespace leitmotif
