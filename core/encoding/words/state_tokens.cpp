// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/words/state_tokens.h"

#include "core/encoding/common/step_notes.h"

#include <array>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

/// Releases a key before it is struck again; of notes with the same onset and key the longest
/// stays.
std::vector<StepNote> playable(const std::vector<StepNote>& notes) {
    std::vector<StepNote> kept;
    std::map<std::uint8_t, std::size_t> last; // index into `kept` by pitch
    for (const StepNote& note : notes) {
        const auto [entry, isNew] = last.emplace(note.pitch, kept.size());
        if (!isNew) {
            StepNote& before = kept[entry->second];
            if (before.onset == note.onset) {
                if (note.length > before.length)
                    before = note;
                continue;
            }
            before.length = std::min(before.length, note.onset - before.onset);
            entry->second = kept.size();
        }
        kept.push_back(note);
    }
    return kept;
}

/// The state of every step up to the end of the last note.
std::vector<StateWord> statesOf(const CorpusPiece& piece, int stepsPerBeat, bool hasVelocity) {
    std::vector<StateWord> states;
    for (const StepNote& note : playable(stepNotes(piece, stepsPerBeat))) {
        if (states.size() < static_cast<std::size_t>(note.end()))
            states.resize(static_cast<std::size_t>(note.end()));
        for (std::int64_t step = note.onset; step < note.end(); ++step)
            states[static_cast<std::size_t>(step)].push_back(
                {note.pitch, step == note.onset, hasVelocity ? note.velocity : std::uint8_t{0}});
    }
    for (StateWord& state : states)
        std::ranges::sort(state);
    return states;
}

std::optional<StateWord> movedState(StateWord state, int semitones) {
    for (KeyState& key : state) {
        const int pitch = key.pitch + semitones;
        if (pitch < 0 || pitch > kHighestPitch)
            return {};
        key.pitch = static_cast<std::uint8_t>(pitch);
    }
    return state;
}

bool isSane(const StateWord& state) {
    for (std::size_t i = 0; i < state.size(); ++i)
        if (state[i].pitch > kHighestPitch || state[i].velocity > kHighestPitch ||
            (i > 0 && state[i - 1].pitch >= state[i].pitch))
            return false;
    return true;
}

} // namespace

std::unique_ptr<StateTokens>
StateTokens::fitted(const Corpus& corpus, const EncodingOptions& options, int transposition) {
    std::set<StateWord> ofCorpus;
    for (const CorpusPiece& piece : corpus.pieces())
        for (StateWord& state : statesOf(piece, options.stepsPerBeat, options.hasVelocity))
            ofCorpus.insert(std::move(state));
    std::set<StateWord> words;
    for (const StateWord& state : ofCorpus)
        for (int semitones = -transposition; semitones <= transposition; ++semitones)
            if (auto word = movedState(state, semitones))
                words.insert(*std::move(word));
    std::unique_ptr<StateTokens> encoding(new StateTokens(
        WordList(words), TakeFrame::fitted(corpus, options.stepsPerBeat), {}, options.hasVelocity));
    encoding->learnRests(corpus);
    return encoding;
}

TokenSequence StateTokens::encode(const CorpusPiece& piece) const {
    TokenSequence sequence;
    for (const StateWord& state : statesOf(piece, frame().stepsPerBeat, m_hasVelocity))
        sequence.tokens.push_back(nearestKnown(state));
    std::size_t start = 0; // after the last onset before this note
    std::int64_t lastOnset = -1;
    for (const StepNote& note : stepNotes(piece, frame().stepsPerBeat)) {
        if (note.onset != lastOnset)
            start = static_cast<std::size_t>(lastOnset + 1);
        lastOnset = note.onset;
        sequence.noteStarts.push_back(start);
    }
    return sequence;
}

int StateTokens::nearestKnown(const StateWord& word) const {
    if (const auto id = words().idOf(word))
        return *id;
    int nearest = 0;
    std::size_t fewest = ~std::size_t{0};
    for (int id = 0; id < words().size(); ++id) {
        StateWord differing;
        std::ranges::set_symmetric_difference(words().at(id), word, std::back_inserter(differing));
        if (differing.size() < fewest) {
            nearest = id;
            fewest = differing.size();
        }
    }
    return nearest;
}

Score StateTokens::decode(std::span<const int> tokens) const {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::array<std::size_t, kHighestPitch + 1> held; // the note of each key, in `notes`
    held.fill(kNone);
    const Tick step = frame().ticksPerStep();
    std::vector<Note> notes;
    Tick now;
    for (const int token : tokens) {
        std::array<std::size_t, kHighestPitch + 1> next;
        next.fill(kNone);
        for (const KeyState& key : words().at(token)) {
            std::size_t note = held[key.pitch];
            if (key.isOnset || note == kNone) {
                note = notes.size();
                notes.push_back(
                    {.onset = now,
                     .pitch = {key.pitch},
                     .velocity = {key.velocity > 0 ? key.velocity : frame().part.velocity}});
            }
            notes[note].length += step;
            next[key.pitch] = note;
        }
        held = next;
        now += step;
    }
    return frame().score(std::move(notes));
}

std::optional<StateWord> StateTokens::moved(const StateWord& word, int semitones) const {
    return movedState(word, semitones);
}

nlohmann::json StateTokens::toJson() const {
    auto list = nlohmann::json::array();
    for (const StateWord& word : words().words()) {
        auto keys = nlohmann::json::array();
        for (const KeyState& key : word)
            keys.push_back({key.pitch, key.isOnset, key.velocity});
        list.push_back(std::move(keys));
    }
    return {{"kind", "states"},
            {"velocity", m_hasVelocity},
            {"frame", frame().toJson()},
            {"limits", limits().toJson()},
            {"words", std::move(list)}};
}

Result<std::unique_ptr<SequenceEncoding>> StateTokens::fromJson(const nlohmann::json& json) {
    const Error damaged{ErrorCode::CheckpointUnreadable, {"states"}};
    try {
        std::set<StateWord> words;
        bool canSound = false;
        for (const auto& keys : json.at("words")) {
            StateWord word;
            for (const auto& key : keys)
                word.push_back({key.at(0), key.at(1), key.at(2)});
            if (!isSane(word))
                return damaged;
            canSound = canSound || !word.empty();
            words.insert(std::move(word));
        }
        auto frame = TakeFrame::fromJson(json.at("frame"));
        if (!canSound || words.size() != json.at("words").size() || !frame.isSane())
            return damaged;
        return std::unique_ptr<SequenceEncoding>(
            new StateTokens(WordList(words), std::move(frame),
                            RestLimits::fromJson(json.at("limits")), json.at("velocity")));
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
}

} // namespace leitmotif
