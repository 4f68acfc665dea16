// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace leitmotif {

/// Whether the notes follow the beat of the file, or are free in time (a performance).
enum class BeatKind : std::uint8_t { Metrical, Free };

/// How a source is learned: decided by its notes, or by the user.
enum class BeatChoice : std::uint8_t { Automatic, Fixed, Free };

/// "automatic", "fixed", "free".
[[nodiscard]] std::string_view nameOf(BeatChoice choice);
[[nodiscard]] std::optional<BeatChoice> beatChoiceNamed(std::string_view name);

/// How the notes of a score relate to its beat.
struct BeatReading {
    BeatKind kind = BeatKind::Metrical;
    /// By track and channel: the delay of its notes (negative: early); 0 without one, or if the
    /// notes differ too much.
    std::vector<std::array<Tick, 16>> delays;
    /// By track: number of strums, that is chords (not of drums) whose notes are struck one after
    /// the other.
    std::vector<std::size_t> strums;
    /// By track, for each note in order: its onset without delay and strum. Empty for tracks in
    /// which nothing moves.
    std::vector<std::vector<Tick>> onsets;
};

/// Decides by the circular mean of onsets (Mardia and Jupp, Directional Statistics, 2000) within
/// halves, thirds, quarters … of a beat, counted from where the last time signature began: in
/// written music, live playing to a click and swing each track keeps to one phase for the whole
/// piece; a performance without click drifts and leaves a mean near 0. A phase off the grid is a
/// constant delay. SMPTE time has no beat.
[[nodiscard]] BeatReading readBeat(const Score& score);
[[nodiscard]] BeatKind beatKindOf(const Score& score);

/// The score with the onsets of `reading`. Notes of a strum keep their ends; the channel messages
/// of a delayed track move with it.
[[nodiscard]] Score onTheBeat(const Score& score, const BeatReading& reading);

} // namespace leitmotif
