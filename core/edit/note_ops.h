// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/settle.h"
#include "core/edit/snap_grid.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace leitmotif {

// Pure operations on a selection of notes. Each returns one note for each note given, in the same
// order, within MIDI's range: a note at the limit stops all others, so that a chord keeps its shape
// and a phrase its rhythm. replacing() makes the edit.

/// Shifted in time and pitch as far as all of them can go.
[[nodiscard]] std::vector<Note> moved(std::span<const Note> notes, Tick by, int semitones);
/// Shifted in pitch, or unchanged if one of them would leave the range (an octave stays an octave).
[[nodiscard]] std::vector<Note> transposed(std::span<const Note> notes, int semitones);
/// Ends moved by `by`; no note becomes shorter than `shortest`, unless it already was.
[[nodiscard]] std::vector<Note> lengthened(std::span<const Note> notes, Tick by,
                                           Tick shortest = {1});
/// Starts moved by `by` while the ends stay; limited as in lengthened(), and at tick 0.
[[nodiscard]] std::vector<Note> startsMoved(std::span<const Note> notes, Tick by,
                                            Tick shortest = {1});
/// Onsets moved towards the nearest line of the grid by the share `strength` (0 to 1) of the
/// distance; lengths stay.
[[nodiscard]] std::vector<Note> quantized(std::span<const Note> notes, const SnapGrid& grid,
                                          double strength = 1.0);
/// Velocities changed by `by`, each within 1 to 127.
[[nodiscard]] std::vector<Note> louder(std::span<const Note> notes, int by);
[[nodiscard]] std::vector<Note> withVelocity(std::span<const Note> notes, Velocity velocity);
/// Copies as new notes: without a place in a file, and with an end.
[[nodiscard]] std::vector<Note> asNew(std::span<const Note> notes);
/// New notes that repeat the given ones right after them. The distance is their span, widened to
/// the grid; to whole beats if it is longer than a beat; to whole bars if longer than half a bar.
[[nodiscard]] std::vector<Note> duplicated(std::span<const Note> notes, const MeterMap& meter,
                                           const SnapGrid& grid);

/// The settled edit that removes `from` from a track and adds `to`. REQUIRES: track exists, and
/// `from` is in it.
[[nodiscard]] ScoreEdit replacing(const Score& score, std::size_t track, std::vector<Note> from,
                                  std::vector<Note> to);
/// The edit for notes of several tracks at once, with its result.
[[nodiscard]] Settlement replacing(const Score& score, const TrackNotes& from,
                                   const TrackNotes& to);

/// Changes notes of several tracks as if they were in one: no track goes further than all can.
/// REQUIRES: `operation` returns one note for each, in order.
[[nodiscard]] TrackNotes
changedTogether(const TrackNotes& notes,
                const std::function<std::vector<Note>(std::span<const Note>)>& operation);
/// All of them, track by track.
[[nodiscard]] std::vector<Note> allOf(const TrackNotes& notes);

/// The channel that a new note in `track` plays on: that of the track's first note or message, else
/// the first that no other track uses, percussion left out.
[[nodiscard]] std::uint8_t channelForNewNotes(const Score& score, std::size_t track);

} // namespace leitmotif
