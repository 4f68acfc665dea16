// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/melody_finder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

namespace {

std::vector<Tick> endsInOrder(const std::vector<Note>& notes) {
    std::vector<Tick> ends;
    ends.reserve(notes.size());
    for (const Note& note : notes)
        ends.push_back(
            std::max(note.end(), note.onset + Tick{1})); // even without length, it sounds
    std::ranges::sort(ends);
    return ends;
}

/// Share of the notes that begin while no other begins or goes on sounding for most of them: legato
/// lines that overlap a little still count as one voice.
double monophony(const std::vector<Note>& notes) {
    std::size_t alone = 0;
    Tick soundingUntil{-1};
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const Note& note = notes[i];
        const bool beginsWithNext = i + 1 < notes.size() && notes[i + 1].onset == note.onset;
        const bool beginsWithLast = i > 0 && notes[i - 1].onset == note.onset;
        const Tick overlap = soundingUntil - note.onset;
        const bool isCovered = overlap * 2 > note.length && overlap > Tick{0};
        alone += !beginsWithNext && !beginsWithLast && !isCovered ? 1 : 0;
        soundingUntil = std::max(soundingUntil, note.end());
    }
    return static_cast<double>(alone) / static_cast<double>(notes.size());
}

/// Share of the piece's beats in which a note of the track begins or sounds.
double activity(const std::vector<Note>& notes, double beat, Tick end) {
    double covered = 0.0;
    double until = 0.0; // in beats
    for (const Note& note : notes) {
        const double from = std::max(until, static_cast<double>(note.onset.value) / beat);
        const double to = static_cast<double>(note.end().value) / beat + 0.5;
        covered += std::max(0.0, to - from);
        until = std::max(until, to);
    }
    return std::min(1.0, covered / std::max(1.0, static_cast<double>(end.value) / beat));
}

double meanPitch(const std::vector<Note>& notes) {
    double sum = 0.0;
    for (const Note& note : notes)
        sum += note.pitch.value;
    return sum / static_cast<double>(notes.size());
}

bool contains(const std::string& name, std::span<const std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

/// What names and programs tell.
double prior(const Track& track) {
    static constexpr std::array<std::string_view, 9> kLeading = {
        "melod", "vocal", "vox", "voice", "lead", "sing", "solo", "right", "theme"};
    static constexpr std::array<std::string_view, 8> kAccompanying = {
        "bass", "chord", "pad", "accomp", "left", "drum", "perc", "string"};
    std::string name = track.name();
    std::ranges::transform(name, name.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    double prior = 1.0;
    if (contains(name, kLeading))
        prior *= 2.0;
    if (contains(name, kAccompanying))
        prior *= 0.5;
    const int program = track.program(track.channels().front()).value_or(0);
    const bool isBass = program >= 32 && program < 40;
    const bool isEffect = program >= 112;
    return isBass || isEffect ? prior * 0.3 : prior;
}

double melodyScore(const Track& track, double beat, Tick end) {
    constexpr double kLow = 36.0;
    constexpr double kRange = 48.0;
    const auto& notes = track.notes();
    const double height = std::clamp((meanPitch(notes) - kLow) / kRange, 0.05, 1.0);
    return height * (0.2 + 0.8 * monophony(notes)) * (0.02 + activity(notes, beat, end)) *
           prior(track);
}

bool isPitched(const Track& track) {
    return std::ranges::any_of(track.notes(),
                               [](const Note& note) { return note.channel != kDrumChannel; });
}

} // namespace

int polyphonyOf(const Track& track) {
    const std::vector<Tick> ends = endsInOrder(track.notes());
    std::size_t ended = 0;
    std::size_t begun = 0;
    std::size_t most = 0;
    for (const Note& note : track.notes()) {
        while (ends[ended] <= note.onset)
            ++ended;
        ++begun;
        most = std::max(most, begun - ended);
    }
    return static_cast<int>(most);
}

std::optional<std::size_t> melodyTrackOf(const Score& score) {
    const double beat = score.division.ticksPerBeat();
    const Tick end = score.lastNoteEnd();
    std::optional<std::size_t> best;
    double bestScore = 0.0;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        if (!isPitched(track))
            continue;
        const double thisScore = melodyScore(track, beat, end);
        if (thisScore > bestScore) {
            bestScore = thisScore;
            best = i;
        }
    }
    return best;
}

} // namespace leitmotif
