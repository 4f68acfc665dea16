// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

namespace leitmotif {

/// A key signature as MIDI writes it.
struct KeySignature {
    int sharps = 0; ///< −7 to 7, flats below 0
    bool isMinor = false;

    auto operator<=>(const KeySignature&) const = default;
};

/// The conductor track of every take: the tempo, time signature and key signature of most notes of
/// the corpus. Stored in the checkpoint.
struct TakeSetting {
    std::uint32_t microseconds = 500'000; ///< of a quarter note
    int numerator = 4;
    int denominator = 4;
    std::optional<KeySignature> key;
    /// True if most of the corpus has no usable beat. Encodings then count two beats a second, in
    /// 4/4.
    bool isFree = false;

    bool operator==(const TakeSetting&) const = default;

    /// The setting of the training pieces that have a beat, or of those that are free of it:
    /// whichever most are, unless `isFree` decides.
    static TakeSetting of(const Corpus& corpus, std::optional<bool> isFree = {});

    /// Tempo, time signature and key at tick 0.
    [[nodiscard]] std::vector<Event> events() const;
    /// Key at tick 0, if there is one.
    [[nodiscard]] std::vector<Event> keyEvents() const;
    /// Adds events() to a decoded score without conductor events. A score with a free beat has two
    /// beats a second; its notes keep their seconds.
    [[nodiscard]] Score finished(Score score) const;
    /// Quarter notes in `bars` bars; where the beat is free, half seconds.
    [[nodiscard]] double quartersIn(int bars) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception. `isSane` tells whether it can be used.
    static TakeSetting fromJson(const nlohmann::json& json);
    [[nodiscard]] bool isSane() const;
};

/// A signature that a MIDI file can hold.
[[nodiscard]] bool isSaneSignature(int numerator, int denominator);

} // namespace leitmotif
