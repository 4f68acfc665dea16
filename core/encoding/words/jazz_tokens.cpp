// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/jazz_tokens.h"

#include "core/base/files.h"
#include "core/base/random.h"

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <tuple>

namespace leitmotif {

namespace {

constexpr int kMinorThird = 3;
constexpr int kChordOctave = 48;                        // C3
constexpr std::array kKindNames = {"C", "S", "A", "X"}; // by ToneKind
constexpr const char* kRestName = "R";

MelodyRange rangeOf(const std::vector<LeadSheet>& sheets) {
    MelodyRange range;
    std::int64_t sum = 0;
    std::int64_t notes = 0;
    for (const LeadSheet& sheet : sheets)
        for (const StepNote& note : sheet.melody) {
            const int pitch = note.pitch;
            range.lowest = notes == 0 ? pitch : std::min(range.lowest, pitch);
            range.highest = notes == 0 ? pitch : std::max(range.highest, pitch);
            sum += pitch;
            ++notes;
        }
    range.middle = static_cast<int>(sum / std::max<std::int64_t>(1, notes));
    range.lowest = std::min(range.lowest, kHighestPitch - kPitchClasses + 1);
    range.highest = std::max(range.highest, range.lowest + kPitchClasses - 1);
    return range;
}

/// The parts of the melody and of the chords (the next part, if there is one).
std::pair<CorpusPart, CorpusPart> partsOf(const Corpus& corpus) {
    const CorpusParts parts(corpus, false);
    std::size_t lead = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const TrackChannel place = leadOf(piece.score);
        const Parts players(piece.score);
        const auto& list = players.list();
        const auto first = std::ranges::find_if(list, [&](const Part& part) {
            return !part.isDrums && TrackChannel{part.track, part.channel} == place;
        });
        if (first == list.end())
            continue;
        lead = static_cast<std::size_t>(
            parts.partsOf(piece.score, players)[static_cast<std::size_t>(first - list.begin())]);
        break;
    }
    const CorpusPart melody = parts.pitched()[lead];
    CorpusPart chords = parts.pitched()[(lead + 1) % parts.pitched().size()];
    chords.name = kChordsTrackName;
    if (chords.channel == melody.channel)
        chords.channel = melody.channel == 0 ? 1 : 0;
    return {melody, chords};
}

std::uint64_t seedOf(std::span<const int> tokens) {
    Bytes bytes;
    for (const int token : tokens)
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(token) >> shift));
    return hashOf(bytes);
}

} // namespace

JazzTokens::JazzTokens(WordList<JazzWord> words, Model model, RestLimits limits)
    : WordEncoding(std::move(words), std::move(model.frame), limits),
      m_accompaniment(std::move(model.accompaniment)),
      m_range(model.range),
      m_chords(std::move(model.chords)) {}

std::unique_ptr<JazzTokens> JazzTokens::fitted(const Corpus& corpus,
                                               const EncodingOptions& options) {
    Model model;
    model.frame = TakeFrame::fitted(corpus, options.stepsPerBeat);
    std::tie(model.frame.part, model.accompaniment) = partsOf(corpus);
    if (model.frame.part.name == kChordsTrackName)
        model.frame.part.name.clear();
    std::vector<LeadSheet> sheets;
    for (const CorpusPiece& piece : corpus.pieces()) {
        auto sheet = leadSheet(piece, options.stepsPerBeat, model.frame.stepsPerBar());
        if (sheet.melody.empty())
            continue;
        if (std::ranges::find(model.chords, sheet.chords) == model.chords.end())
            model.chords.push_back(sheet.chords);
        sheets.push_back(std::move(sheet));
    }
    model.range = rangeOf(sheets);
    const JazzTokens wordless({}, model, {});
    std::set<JazzWord> words;
    for (const LeadSheet& sheet : sheets)
        for (const JazzWord& word : wordless.wordsOf(sheet))
            words.insert(word);
    std::unique_ptr<JazzTokens> encoding(new JazzTokens(WordList(words), std::move(model), {}));
    encoding->learnRests(corpus);
    return encoding;
}

std::vector<JazzWord> JazzTokens::wordsOf(const LeadSheet& sheet) const {
    std::vector<JazzWord> words;
    std::int64_t now = 0;
    int before = m_range.middle;
    for (const StepNote& note : sheet.melody) {
        while (now < note.onset) { // rests of a bar at most, so that there are few kinds of them
            const auto rest = std::min(note.onset - now, frame().stepsPerBar());
            words.push_back({.isRest = true, .steps = static_cast<int>(rest)});
            now += rest;
        }
        words.push_back({.kind = toneKindOf(note.pitch, chordAt(sheet.chords, note.onset)),
                         .steps = static_cast<int>(note.length),
                         .interval = note.pitch - before});
        before = note.pitch;
        now = note.end();
    }
    return words;
}

TokenSequence JazzTokens::encode(const CorpusPiece& piece) const {
    TokenSequence sequence;
    std::size_t start = 0;
    for (const JazzWord& word :
         wordsOf(leadSheet(piece, frame().stepsPerBeat, frame().stepsPerBar()))) {
        sequence.tokens.push_back(nearestKnown(word));
        if (word.isRest)
            continue;
        sequence.noteStarts.push_back(start);
        start = sequence.tokens.size();
    }
    return sequence;
}

int JazzTokens::nearestKnown(const JazzWord& word) const {
    if (const auto id = words().idOf(word))
        return *id;
    const auto distance = [&](const JazzWord& known) {
        return std::tuple(known.isRest != word.isRest, std::abs(known.steps - word.steps),
                          std::abs(known.interval - word.interval), known.kind != word.kind);
    };
    const auto& known = words().words();
    return static_cast<int>(std::ranges::min_element(known, {}, distance) - known.begin());
}

ChordSet JazzTokens::chordAt(const Chords& chords, std::int64_t step) const {
    return chords[static_cast<std::size_t>(step / frame().stepsPerBar()) % chords.size()];
}

const JazzTokens::Chords& JazzTokens::fittingChords(std::span<const int> tokens) const {
    const auto misfits = [&](const Chords& chords) {
        std::size_t count = 0;
        std::int64_t now = 0;
        int pitch = m_range.middle;
        for (const int token : tokens) {
            const JazzWord& word = words().at(token);
            if (!word.isRest) {
                pitch += word.interval;
                count += !isInRange(pitch) || toneKindOf(pitch, chordAt(chords, now)) != word.kind;
            }
            now += word.steps;
        }
        return count;
    };
    return *std::ranges::min_element(m_chords, {}, misfits);
}

bool JazzTokens::isInRange(int pitch) const {
    return pitch >= m_range.lowest && pitch <= m_range.highest;
}

int JazzTokens::pitchFor(const JazzWord& word, int before, ChordSet chord, Random& random) const {
    int wanted = before + word.interval;
    while (wanted < m_range.lowest)
        wanted += kPitchClasses;
    while (wanted > m_range.highest)
        wanted -= kPitchClasses;
    if (toneKindOf(wanted, chord) == word.kind)
        return wanted;
    std::vector<int> fitting;
    for (int pitch = wanted - kMinorThird; pitch <= wanted + kMinorThird; ++pitch)
        if (isInRange(pitch) && toneKindOf(pitch, chord) == word.kind)
            fitting.push_back(pitch);
    return fitting.empty() ? wanted : fitting[random.below(fitting.size())];
}

Score JazzTokens::decode(std::span<const int> tokens) const {
    const Chords& chords = fittingChords(tokens);
    const Tick step = frame().ticksPerStep();
    Random random(seedOf(tokens));
    std::vector<Note> notes;
    std::int64_t now = 0;
    int before = m_range.middle;
    for (const int token : tokens) {
        const JazzWord& word = words().at(token);
        if (!word.isRest) {
            before = pitchFor(word, before, chordAt(chords, now), random);
            notes.push_back({.onset = step * now,
                             .length = step * word.steps,
                             .pitch = {static_cast<std::uint8_t>(before)},
                             .velocity = {frame().part.velocity}});
        }
        now += word.steps;
    }
    std::vector<TrackPtr> others;
    if (now > 0)
        others.push_back(accompaniment(chords, now));
    return frame().score(std::move(notes), std::move(others));
}

TrackPtr JazzTokens::accompaniment(const Chords& chords, std::int64_t steps) const {
    const std::int64_t perBar = frame().stepsPerBar();
    const Tick bar = frame().ticksPerStep() * perBar;
    std::vector<Note> notes;
    Tick now;
    for (std::int64_t at = 0; at < steps; at += perBar, now += bar)
        for (int pitchClass = 0; pitchClass < kPitchClasses; ++pitchClass)
            if ((chordAt(chords, at) >> static_cast<unsigned>(pitchClass) & 1U) != 0)
                notes.push_back({.onset = now,
                                 .length = bar,
                                 .pitch = {static_cast<std::uint8_t>(kChordOctave + pitchClass)},
                                 .velocity = {m_accompaniment.velocity},
                                 .channel = m_accompaniment.channel});
    return std::make_shared<const Track>(std::move(notes), m_accompaniment.setUp(), now);
}

std::optional<JazzWord> JazzTokens::moved(const JazzWord& word, int) const {
    return word;
}

nlohmann::json JazzTokens::toJson() const {
    auto list = nlohmann::json::array();
    for (const JazzWord& word : words().words())
        list.push_back({word.isRest ? kRestName : kKindNames[static_cast<std::size_t>(word.kind)],
                        word.steps, word.interval});
    return {{"kind", "jazz"},
            {"frame", frame().toJson()},
            {"accompaniment", m_accompaniment.toJson()},
            {"melody", {m_range.middle, m_range.lowest, m_range.highest}},
            {"chords", m_chords},
            {"limits", limits().toJson()},
            {"words", std::move(list)}};
}

Result<std::unique_ptr<SequenceEncoding>> JazzTokens::fromJson(const nlohmann::json& json) {
    constexpr int kTooManySteps = 1 << 20;
    const Error damaged{ErrorCode::CheckpointUnreadable, {"jazz"}};
    try {
        std::set<JazzWord> words;
        bool canSound = false;
        for (const auto& entry : json.at("words")) {
            const std::string name = entry.at(0);
            const auto kind = std::ranges::find(kKindNames, name);
            JazzWord word{name == kRestName, {}, entry.at(1), entry.at(2)};
            if (!word.isRest && kind != kKindNames.end())
                word.kind = static_cast<ToneKind>(kind - kKindNames.begin());
            else if (!word.isRest)
                return damaged;
            if (word.steps < 1 || word.steps >= kTooManySteps ||
                std::abs(word.interval) > kHighestPitch)
                return damaged;
            canSound = canSound || !word.isRest;
            words.insert(word);
        }
        Model model{TakeFrame::fromJson(json.at("frame")),
                    CorpusPart::fromJson(json.at("accompaniment")),
                    {json.at("melody").at(0), json.at("melody").at(1), json.at("melody").at(2)},
                    json.at("chords").get<std::vector<Chords>>()};
        const MelodyRange& range = model.range;
        const bool isSane =
            model.frame.isSane() && range.lowest >= 0 && range.highest <= kHighestPitch &&
            range.highest - range.lowest + 1 >= kPitchClasses && range.middle >= 0 &&
            range.middle <= kHighestPitch && !model.chords.empty() &&
            std::ranges::none_of(model.chords, &Chords::empty);
        if (!isSane || !canSound || words.size() != json.at("words").size())
            return damaged;
        return std::unique_ptr<SequenceEncoding>(new JazzTokens(
            WordList(words), std::move(model), RestLimits::fromJson(json.at("limits"))));
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
}

} // namespace leitmotif
