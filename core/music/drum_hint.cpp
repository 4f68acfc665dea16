// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/drum_hint.h"

#include "core/base/lower_case.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <string_view>

namespace leitmotif {

namespace {

enum class NameKind : std::uint8_t { Nothing, Perhaps, Drums };

/// The kind of a track's name: by whole words, a few also within words.
NameKind kindOfName(const std::string& name) {
    static constexpr std::string_view kParts[] = {
        "drum",    "percus",  "schlagzeug", "schlagwerk", "batteri", "bateria",
        "batería", "trommel", "hihat",      "hi-hat",     "hi hat",  "slagwerk",
        "ударн",   "ドラム",  "cowbell",    "tambour",    "beatbox", "パーカッション"};
    static constexpr std::string_view kWords[] = {
        "kick",   "snare", "perc",  "percs",   "bongo",  "bongos",  "conga",  "congas",
        "shaker", "clap",  "claps", "maracas", "claves", "rimshot", "cymbal", "cymbals"};
    static constexpr std::string_view kPerhaps[] = {
        "bd",    "sd",  "hh",   "ch",  "oh",   "tom",    "toms", "ride",    "rim",
        "crash", "hat", "hats", "kit", "beat", "groove", "snr",  "bassdrum"};
    const std::string lower = lowerCase(name);
    if (lower.find("steel") != std::string::npos) // steel drums play melodies
        return NameKind::Nothing;
    for (const std::string_view part : kParts)
        if (lower.find(part) != std::string::npos)
            return NameKind::Drums;
    NameKind kind = NameKind::Nothing;
    std::string word;
    for (const char letter : lower + " ") {
        if (std::isalpha(static_cast<unsigned char>(letter)) != 0) {
            word += letter;
            continue;
        }
        if (std::ranges::find(kWords, word) != std::end(kWords))
            return NameKind::Drums;
        if (std::ranges::find(kPerhaps, word) != std::end(kPerhaps))
            kind = NameKind::Perhaps;
        word.clear();
    }
    return kind;
}

} // namespace

void DrumHint::add(const Note& note, Tick halfBeat) {
    ++m_pitches[note.pitch.value & 0x7fU];
    ++m_notes;
    m_short += note.length <= halfBeat ? 1 : 0;
    m_long += note.length > halfBeat * 2 ? 1 : 0;
}

void DrumHint::add(const DrumHint& other) {
    for (std::size_t i = 0; i < m_pitches.size(); ++i)
        m_pitches[i] += other.m_pitches[i];
    m_notes += other.m_notes;
    m_short += other.m_short;
    m_long += other.m_long;
}

std::size_t DrumHint::countOf(std::uint8_t first, std::uint8_t last) const {
    std::size_t count = 0;
    for (std::size_t pitch = first; pitch <= last; ++pitch)
        count += m_pitches[pitch];
    return count;
}

std::size_t DrumHint::kinds() const {
    return m_pitches.size() - static_cast<std::size_t>(std::ranges::count(m_pitches, 0U));
}

bool DrumHint::couldBeDrums() const {
    constexpr std::uint8_t kLowest = 22; // drum pads begin below the 27 of General MIDI 2
    constexpr std::uint8_t kHighest = 87;
    constexpr std::size_t kMostKinds = 24;
    return countOf(kLowest, kHighest) * 20 >= m_notes * 19 && kinds() <= kMostKinds &&
           m_long * 4 <= m_notes;
}

bool DrumHint::hasGrooveOfDrums() const {
    constexpr std::size_t kFewestNotes = 16;
    constexpr std::size_t kMostKinds = 12;
    const std::size_t kicks = countOf(35, 36);
    const std::size_t snares = countOf(37, 40);
    std::size_t cymbals = 0;
    for (const std::uint8_t pitch : {22, 26, 42, 44, 46, 49, 51, 53, 54, 55, 57, 59, 69, 70, 82})
        cymbals += m_pitches[pitch];
    return m_notes >= kFewestNotes && kinds() <= kMostKinds && m_short * 10 >= m_notes * 7 &&
           kicks * 20 >= m_notes && snares * 20 >= m_notes && cymbals * 4 >= m_notes &&
           (kicks + snares + cymbals) * 4 >= m_notes * 3;
}

bool DrumHint::looksLikeDrums(const std::string& trackName,
                              std::optional<std::uint8_t> program) const {
    constexpr std::size_t kFewKinds = 4;
    constexpr std::uint8_t kPercussive = 112; // to 119
    if (m_notes == 0 || !couldBeDrums())
        return false;
    // With the program of a pitched instrument, notes must look like drums, whatever the name.
    const int number = program.value_or(0);
    const bool canBeKit = number == 0 || number / 8 == kPercussive / 8;
    const NameKind kind = kindOfName(trackName);
    if (canBeKit &&
        (kind == NameKind::Drums || (kind == NameKind::Perhaps && kinds() <= kFewKinds)))
        return true;
    return (canBeKit || kind != NameKind::Nothing) && hasGrooveOfDrums();
}

} // namespace leitmotif
