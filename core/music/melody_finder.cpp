// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/melody_finder.h"

#include "core/base/lower_case.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

namespace {

std::vector<Tick> endsInOrder(std::span<const Note> notes) {
    std::vector<Tick> ends;
    ends.reserve(notes.size());
    for (const Note& note : notes)
        ends.push_back(
            std::max(note.end(), note.onset + Tick{1})); // notes without length sound, too
    std::ranges::sort(ends);
    return ends;
}

/// Share of the notes that sound alone for most of their length: legato lines that overlap a little
/// still count as one voice.
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

/// How much the notes move: melodies have at least an onset in two sounding beats, drones and pads
/// do not.
double movement(const std::vector<Note>& notes, double beat) {
    constexpr double kSlowest = 0.5; // onsets in a beat that sounds
    constexpr double kFewPitches = 4.0;
    std::set<std::uint8_t> pitches;
    double onsets = 0.0;
    double sounding = 0.0; // beats
    Tick onset{-1};
    Tick until{-1};
    for (const Note& note : notes) {
        pitches.insert(note.pitch.value);
        onsets += std::exchange(onset, note.onset) != note.onset ? 1.0 : 0.0;
        const Tick from = std::max(until, note.onset);
        sounding += std::max(0.0, static_cast<double>((note.end() - from).value) / beat);
        until = std::max(until, note.end());
    }
    const double pace = std::min(1.0, onsets / kSlowest / std::max(1.0, sounding));
    const double variety = std::min(1.0, static_cast<double>(pitches.size()) / kFewPitches);
    return pace * variety;
}

bool isNamedAsLeading(const std::string& trackName) {
    static constexpr std::array<std::string_view, 9> kLeading = {
        "melod", "vocal", "vox", "voice", "lead", "sing", "solo", "right", "theme"};
    return contains(lowerCase(trackName), kLeading);
}

/// The prior of a melody by track name and program.
double prior(const std::string& trackName, int program) {
    static constexpr std::array<std::string_view, 8> kAccompanying = {
        "bass", "chord", "pad", "accomp", "left", "drum", "perc", "string"};
    double prior = 1.0;
    if (isNamedAsLeading(trackName))
        prior *= 2.0;
    if (contains(lowerCase(trackName), kAccompanying))
        prior *= 0.5;
    const bool isBass = program >= 32 && program < 40;
    const bool isEffect = program >= 112;
    return isBass || isEffect ? prior * 0.3 : prior;
}

/// The pitched notes of one channel of a track.
struct Line {
    std::vector<Note> notes;
    std::map<int, std::size_t> programs; ///< and how many notes have each

    [[nodiscard]] int program() const {
        return std::ranges::max_element(programs, {}, [](const auto& p) { return p.second; })
            ->first;
    }
};

double melodyScore(const Line& line, const std::string& trackName, double beat, Tick end) {
    constexpr double kLow = 36.0;
    constexpr double kRange = 48.0;
    const auto& notes = line.notes;
    const double height = std::clamp((meanPitch(notes) - kLow) / kRange, 0.05, 1.0);
    return height * (0.2 + 0.8 * monophony(notes)) * (0.02 + activity(notes, beat, end)) *
           movement(notes, beat) * prior(trackName, line.program());
}

/// A line that moves, with its score.
struct Candidate {
    TrackChannel place;
    int program = 0;
    double pitch = 0.0; ///< mean
    std::size_t notes = 0;
    bool isNamed = false; ///< as leading
    double score = 0.0;
};

/// True for the left hand of a keyboard, or the lower voices of a choir or a section: the same
/// instrument also plays higher notes, and not much less. It may be a single voice below chords or
/// thirds. A line named as leading is lower only than another such line.
bool isLower(const Candidate& line, const std::vector<Candidate>& others) {
    constexpr double kApart = 5.0; // semitones
    constexpr std::size_t kMuch = 3;
    return std::ranges::any_of(others, [&](const Candidate& other) {
        return other.program == line.program && (other.isNamed || !line.isNamed) &&
               other.pitch >= line.pitch + kApart && other.notes * kMuch >= line.notes;
    });
}

} // namespace

int polyphonyOf(std::span<const Note> notes) {
    const std::vector<Tick> ends = endsInOrder(notes);
    std::size_t ended = 0;
    std::size_t begun = 0;
    std::size_t most = 0;
    for (const Note& note : notes) {
        while (ends[ended] <= note.onset)
            ++ended;
        ++begun;
        most = std::max(most, begun - ended);
    }
    return static_cast<int>(most);
}

std::optional<TrackChannel> melodyOf(const Score& score) {
    const Parts parts(score);
    std::map<TrackChannel, Line> lines;
    for (const HeardNote& heard : heardNotes(score, parts)) {
        const Part& part = parts.list()[heard.part];
        if (part.isDrums || part.looksLikeDrums)
            continue;
        Line& line = lines[{part.track, part.channel}];
        line.notes.push_back(heard.note);
        ++line.programs[part.program.value_or(0)];
    }
    const double beat = score.division.ticksPerBeat();
    const Tick end = score.lastNoteEnd();
    constexpr double kLeastMovement = 0.3;
    constexpr double kLower = 0.4;
    std::vector<Candidate> candidates;
    for (const auto& [place, line] : lines) {
        if (movement(line.notes, beat) < kLeastMovement)
            continue;
        const std::string name = score.trackName(place.track);
        candidates.push_back({place, line.program(), meanPitch(line.notes), line.notes.size(),
                              isNamedAsLeading(name), melodyScore(line, name, beat, end)});
    }
    std::optional<TrackChannel> best;
    double bestScore = 0.0;
    for (const Candidate& line : candidates) {
        const double thisScore = line.score * (isLower(line, candidates) ? kLower : 1.0);
        if (thisScore > bestScore) {
            bestScore = thisScore;
            best = line.place;
        }
    }
    return best;
}

} // namespace leitmotif
