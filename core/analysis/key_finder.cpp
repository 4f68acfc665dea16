// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/key_finder.h"

#include "core/music/parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leitmotif {

namespace {

using PitchClasses = std::array<double, 12>;

constexpr PitchClasses kMajor = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09,
                                 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr PitchClasses kMinor = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53,
                                 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

PitchClasses centred(PitchClasses values) {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 12.0;
    for (double& value : values)
        value -= mean;
    return values;
}

double lengthOf(const PitchClasses& values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

/// Correlation of centred durations with a profile that begins at `tonic`, times the length of the
/// durations, which is the same for all keys.
double fit(const PitchClasses& durations, const PitchClasses& profile, int tonic) {
    double sum = 0.0;
    for (int i = 0; i < 12; ++i)
        sum += durations[static_cast<std::size_t>((tonic + i) % 12)] *
               profile[static_cast<std::size_t>(i)];
    return sum / lengthOf(profile);
}

/// True if the key is written with this number of sharps.
bool isOf(Key key, int sharps) {
    constexpr int kFifth = 7;
    constexpr int kRelative = 3; // semitones from a minor key up to its major one
    const int major = key.tonic + (key.isMinor ? kRelative : 0);
    return (major - sharps * kFifth) % 12 == 0;
}

} // namespace

PitchClasses pitchClassDurations(const Score& score) {
    constexpr double kMostBeats = 4.0;
    PitchClasses durations{};
    const double beat = score.division.ticksPerBeat();
    const Parts players(score);
    for (const HeardNote& heard : heardNotes(score, players))
        if (!heard.isDrum && !players.list()[heard.part].looksLikeDrums)
            durations[heard.note.pitch.value % 12] +=
                std::min(kMostBeats, static_cast<double>(heard.note.length.value) / beat);
    return durations;
}

std::optional<Key> keyOf(const PitchClasses& pitchClassDurations, std::optional<int> sharps) {
    constexpr double kWritten = 0.2; // of a correlation
    constexpr double kUnasked = 0.05;
    const PitchClasses durations = centred(pitchClassDurations);
    if (lengthOf(durations) < 1e-9)
        return std::nullopt;
    const PitchClasses major = centred(kMajor);
    const PitchClasses minor = centred(kMinor);
    Key best;
    double bestFit = -1e300;
    for (int tonic = 0; tonic < 12; ++tonic)
        for (const bool isMinor : {false, true}) {
            double thisFit = fit(durations, isMinor ? minor : major, tonic);
            if (sharps && isOf({tonic, isMinor}, *sharps))
                thisFit += (*sharps == 0 ? kUnasked : kWritten) * lengthOf(durations);
            if (thisFit > bestFit) {
                bestFit = thisFit;
                best = {tonic, isMinor};
            }
        }
    return best;
}

std::string nameOf(Key key) {
    static constexpr std::array kMajorNames = {"C",  "Db", "D",  "Eb", "E",  "F",
                                               "F#", "G",  "Ab", "A",  "Bb", "B"};
    static constexpr std::array kMinorNames = {"C",  "C#", "D",  "Eb", "E",  "F",
                                               "F#", "G",  "G#", "A",  "Bb", "B"};
    const auto index = static_cast<std::size_t>(key.tonic % 12);
    return key.isMinor ? std::string(kMinorNames[index]) + " minor"
                       : std::string(kMajorNames[index]) + " major";
}

std::string withSigns(std::string name) {
    const bool hasAccidental =
        name.size() > 1 && name[0] >= 'A' && name[0] <= 'G' && (name[1] == '#' || name[1] == 'b');
    return hasAccidental ? name.replace(1, 1, name[1] == '#' ? "♯" : "♭") : name;
}

} // namespace leitmotif
