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

/// Whether bars and beats of a file mean anything, or notes fall freely in time (a performance).
enum class BeatKind : std::uint8_t { Metrical, Free };

/// How a source is learned: as its notes tell, or as its musician says.
enum class BeatChoice : std::uint8_t { Automatic, Fixed, Free };

/// "automatic", "fixed", "free".
[[nodiscard]] std::string_view nameOf(BeatChoice choice);
[[nodiscard]] std::optional<BeatChoice> beatChoiceNamed(std::string_view name);

/// How the notes of a score lie to its beat.
struct BeatReading {
    BeatKind kind = BeatKind::Metrical;
    /// By track and channel: what its notes are late by (early where it is negative), 0 where they
    /// are not or differ too much to tell.
    std::vector<std::array<Tick, 16>> delays;
    /// By track: chords, not of drums, whose notes are struck one after the other.
    std::vector<std::size_t> strums;
    /// By track, one for each note in its order: where it would begin without delay and strum.
    /// Empty for tracks in which nothing moves.
    std::vector<std::vector<Tick>> onsets;
};

/// Decides by the circular mean of onsets (Mardia and Jupp, Directional Statistics, 2000) within
/// halves, thirds, quarters … of a beat, counted from where the last time signature began: written
/// music, live playing to a click and swing gather around one phase for the whole piece, for each
/// track its own, where a performance without click wanders off and leaves a mean near 0. Such a
/// phase that lies beside the grid is a constant delay. SMPTE time has no beat.
[[nodiscard]] BeatReading readBeat(const Score& score);
[[nodiscard]] BeatKind beatKindOf(const Score& score);

/// The score with its notes where `reading` puts them. Notes keep their ends within a strum, and
/// channel messages of a track that is late move with it.
[[nodiscard]] Score onTheBeat(const Score& score, const BeatReading& reading);

} // namespace leitmotif
