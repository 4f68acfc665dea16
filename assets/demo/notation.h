// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/note.h"

#include <string_view>
#include <vector>

namespace leitmotif {

/// Ticks of a quarter note in the demo pieces.
inline constexpr std::int64_t kDemoTicksPerQuarter = 480;

/// One voice as text, in notes of full length and velocity 64. Words, separated by blanks:
///   4 8 16 2 1, with a dot 4. 2.   the value of the notes that follow
///   c4 f#5 bb3                     letter, accidental, octave (c4 is middle C)
///   g3+b3+d4                       a chord
///   ~                              the last note or chord goes on
///   r                              a rest
///   |                              the end of a bar, which must be full
/// The tables of this folder are part of the program, so a mistake in them is a bug: the sentence
/// goes to standard error and the program ends.
[[nodiscard]] std::vector<Note> notesOf(std::string_view voice, Tick barLength, Tick start = {});

/// Copies of `notes`, later by `distance`.
[[nodiscard]] std::vector<Note> shifted(std::vector<Note> notes, Tick distance);

} // namespace leitmotif
