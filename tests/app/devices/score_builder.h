// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace leitmotif {

inline constexpr std::uint8_t kClaves = 75; ///< a dry click: its beginning is easily found

/// Short notes of one key, 480 ticks a beat at 120 beats a minute (50 frames a tick at 48 kHz).
inline Score strokes(const std::vector<std::int64_t>& onsets, std::uint8_t key = kClaves,
                     std::uint8_t channel = kDrumChannel, std::int64_t length = 20) {
    std::vector<Note> notes;
    for (const std::int64_t onset : onsets) {
        Note note;
        note.onset = {onset};
        note.length = {length};
        note.pitch = {key};
        note.velocity = {110};
        note.channel = channel;
        notes.push_back(note);
    }
    Score score;
    score.tracks.push_back(std::make_shared<const Track>(notes, std::vector<Event>{}));
    return score;
}

/// Frames where a sound rises after at least `quiet` frames below the threshold.
inline std::vector<std::int64_t> onsetsOf(const std::vector<float>& sound, float threshold,
                                          std::int64_t quiet) {
    std::vector<std::int64_t> onsets;
    std::int64_t silent = quiet;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const bool loud = sound[i] > threshold || sound[i] < -threshold;
        if (loud && silent >= quiet)
            onsets.push_back(static_cast<std::int64_t>(i));
        silent = loud ? 0 : silent + 1;
    }
    return onsets;
}

} // namespace leitmotif
