// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <array>
#include <optional>
#include <string>

namespace leitmotif {

/// A major or minor key.
struct Key {
    int tonic = 0; ///< pitch class, 0 for C
    bool isMinor = false;

    bool operator==(const Key&) const = default;
};

/// Sounding time of each pitch class over all notes but percussion and what looks like it, in
/// beats; a note counts for at most four, so that a drone does not drown the rest.
[[nodiscard]] std::array<double, 12> pitchClassDurations(const Score& score);

/// The key whose probe-tone profile (Krumhansl and Kessler, 1982) correlates best with the
/// durations, as in the algorithm of Krumhansl and Schmuckler (Krumhansl, 1990). Nothing if there
/// is no key to find: no notes, or all pitch classes alike. Of keys that fit nearly as well, one of
/// the written signature wins (`sharps`, flats below 0): notes alone sometimes take the dominant
/// for the tonic. A signature without accidentals counts little, as many programs write it by
/// default.
[[nodiscard]] std::optional<Key> keyOf(const std::array<double, 12>& pitchClassDurations,
                                       std::optional<int> sharps = {});

/// "C major", "F# minor", in ASCII for scripts.
[[nodiscard]] std::string nameOf(Key key);
/// A name of a note or key with the signs that musicians read: "F♯ minor".
[[nodiscard]] std::string withSigns(std::string name);

} // namespace leitmotif
