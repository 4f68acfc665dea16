// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/chord_tokens.h"

#include "core/encoding/common/step_notes.h"

#include <bit>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr unsigned kAllPitchClasses = 0xfff;
constexpr int kChordRoot = 60; // C4
constexpr std::uint8_t kVelocity = 90;

/// The notes that begin at one step.
struct ChordEvent {
    ChordWord word;
    std::size_t notes = 0;   ///< of the piece
    std::int64_t silent = 0; ///< steps of silence before it
};

std::uint16_t bitOf(int pitch) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(pitch % kPitchClasses));
}

std::vector<ChordEvent> chordEvents(const CorpusPiece& piece, int stepsPerBeat, bool hasDurations) {
    const auto notes = stepNotes(piece, stepsPerBeat);
    std::vector<ChordEvent> events;
    std::int64_t soundingUntil = 0;
    for (std::size_t first = 0; first < notes.size();) {
        const std::int64_t onset = notes[first].onset;
        ChordEvent event;
        event.silent = std::max<std::int64_t>(0, onset - soundingUntil);
        bool isChord = false;
        std::size_t next = first;
        for (; next < notes.size() && notes[next].onset == onset; ++next) {
            isChord = isChord || notes[next].pitch != notes[first].pitch;
            event.word.pitchClasses |= bitOf(notes[next].pitch);
            soundingUntil = std::max(soundingUntil, notes[next].end());
        }
        if (!isChord)
            event.word = {.pitch = notes[first].pitch};
        if (hasDurations)
            event.word.steps = static_cast<int>(
                (next < notes.size() ? std::min(soundingUntil, notes[next].onset) : soundingUntil) -
                onset);
        event.notes = next - first;
        events.push_back(event);
        first = next;
    }
    return events;
}

std::optional<ChordWord> movedWord(ChordWord word, int semitones) {
    if (word.pitch >= 0) {
        word.pitch += semitones;
        if (word.pitch < 0 || word.pitch > kHighestPitch)
            return {};
        return word;
    }
    const int up = ((semitones % kPitchClasses) + kPitchClasses) % kPitchClasses;
    const auto twice = static_cast<unsigned>(word.pitchClasses) << static_cast<unsigned>(up);
    word.pitchClasses =
        static_cast<std::uint16_t>((twice | twice >> kPitchClasses) & kAllPitchClasses);
    return word;
}

std::vector<int> pitchesOf(const ChordWord& word) {
    if (word.pitch >= 0)
        return {word.pitch};
    std::vector<int> pitches;
    for (int pitchClass = 0; pitchClass < kPitchClasses; ++pitchClass)
        if ((word.pitchClasses & bitOf(pitchClass)) != 0)
            pitches.push_back(kChordRoot + pitchClass);
    if (pitches.size() == 1) // still no single note
        pitches.push_back(pitches.front() + kPitchClasses);
    return pitches;
}

bool isSane(const ChordWord& word, bool hasDurations, bool hasRests) {
    constexpr int kTooManySteps = 1 << 20;
    if (word.isRest())
        return hasRests && word == ChordWord{};
    const bool isNote = word.pitch >= 0 && word.pitch <= kHighestPitch && word.pitchClasses == 0;
    const bool isChord = word.pitch == -1 && word.pitchClasses <= kAllPitchClasses;
    return (isNote || isChord) &&
           (hasDurations ? word.steps > 0 && word.steps < kTooManySteps : word.steps == 0);
}

} // namespace

std::unique_ptr<ChordTokens>
ChordTokens::fitted(const Corpus& corpus, const EncodingOptions& options, int transposition) {
    std::set<ChordWord> words;
    if (options.hasRests)
        words.insert(ChordWord{});
    for (const CorpusPiece& piece : corpus.pieces())
        for (const auto& event : chordEvents(piece, options.stepsPerBeat, options.hasDurations))
            for (int semitones = -transposition; semitones <= transposition; ++semitones)
                if (const auto word = movedWord(event.word, semitones))
                    words.insert(*word);
    std::unique_ptr<ChordTokens> encoding(
        new ChordTokens(WordList(words), TakeFrame::fitted(corpus, options.stepsPerBeat), {},
                        options.hasDurations, options.hasRests));
    encoding->learnRests(corpus);
    return encoding;
}

TokenSequence ChordTokens::encode(const CorpusPiece& piece) const {
    TokenSequence sequence;
    std::size_t start = 0; // of the tokens since the last note
    for (const auto& event : chordEvents(piece, frame().stepsPerBeat, m_hasDurations)) {
        if (m_hasRests)
            if (const auto rest = words().idOf(ChordWord{}))
                sequence.tokens.insert(sequence.tokens.end(),
                                       static_cast<std::size_t>(event.silent), *rest);
        const auto id = nearestKnown(event.word);
        if (!id)
            continue;
        sequence.tokens.push_back(*id);
        sequence.noteStarts.insert(sequence.noteStarts.end(), event.notes, start);
        start = sequence.tokens.size();
    }
    sequence.tokens.resize(start); // no rests after the last note
    return sequence;
}

std::optional<int> ChordTokens::nearestKnown(const ChordWord& word) const {
    const auto& known = words().words();
    // Words of the same notes are adjacent, in the order of their durations.
    const auto above = std::ranges::lower_bound(known, word);
    std::optional<int> nearest;
    int smallest = 0;
    const auto consider = [&](auto candidate) {
        const int difference = std::abs(candidate->steps - word.steps);
        if (candidate->pitch == word.pitch && candidate->pitchClasses == word.pitchClasses &&
            (!nearest || difference < smallest)) {
            nearest = static_cast<int>(candidate - known.begin());
            smallest = difference;
        }
    };
    if (above != known.end())
        consider(above);
    if (above != known.begin())
        consider(std::prev(above));
    return nearest;
}

Tick ChordTokens::lengthOf(const ChordWord& word) const {
    const Tick step = frame().ticksPerStep();
    if (word.isRest())
        return step;
    if (word.steps > 0)
        return step * word.steps;
    // At least a step, the distance of two onsets; with rests, whole steps.
    const Tick half = {frame().ticksPerBeat().value / 2};
    return m_hasRests ? step * std::max(1, frame().stepsPerBeat / 2) : std::max(step, half);
}

Score ChordTokens::decode(std::span<const int> tokens) const {
    std::vector<Note> notes;
    Tick now;
    for (const int token : tokens) {
        const ChordWord& word = words().at(token);
        const Tick length = lengthOf(word);
        for (const int pitch : pitchesOf(word))
            notes.push_back({.onset = now,
                             .length = length,
                             .pitch = {static_cast<std::uint8_t>(pitch)},
                             .velocity = {kVelocity}});
        now += length;
    }
    return frame().score(std::move(notes));
}

std::optional<ChordWord> ChordTokens::moved(const ChordWord& word, int semitones) const {
    return movedWord(word, semitones);
}

nlohmann::json ChordTokens::toJson() const {
    auto list = nlohmann::json::array();
    for (const ChordWord& word : words().words())
        list.push_back({word.pitch, word.pitchClasses, word.steps});
    return {{"kind", "chords"},          {"durations", m_hasDurations}, {"rests", m_hasRests},
            {"frame", frame().toJson()}, {"limits", limits().toJson()}, {"words", std::move(list)}};
}

Result<std::unique_ptr<SequenceEncoding>> ChordTokens::fromJson(const nlohmann::json& json) {
    const Error damaged{ErrorCode::CheckpointUnreadable, {"chords"}};
    try {
        const bool hasDurations = json.at("durations");
        const bool hasRests = json.at("rests");
        std::set<ChordWord> words;
        bool canSound = false;
        for (const auto& entry : json.at("words")) {
            const ChordWord word{entry.at(0), entry.at(1), entry.at(2)};
            if (!isSane(word, hasDurations, hasRests))
                return damaged;
            canSound = canSound || !word.isRest();
            words.insert(word);
        }
        auto frame = TakeFrame::fromJson(json.at("frame"));
        if (!canSound || words.size() != json.at("words").size() || !frame.isSane())
            return damaged;
        return std::unique_ptr<SequenceEncoding>(
            new ChordTokens(WordList(words), std::move(frame),
                            RestLimits::fromJson(json.at("limits")), hasDurations, hasRests));
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
}

} // namespace leitmotif
