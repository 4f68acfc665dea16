// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_tokens.h"

#include "core/encoding/factory.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/music/sustain.h"
#include "random_pieces.h"
#include "tests/core/music/midi_song.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace leitmotif {
namespace {

constexpr int kTransposition = 5;

const Vocabulary& vocabularyOf(const SequenceEncoding& encoding) {
    return dynamic_cast<const EventTokens&>(encoding).vocabulary();
}

std::unique_ptr<SequenceEncoding> fit(const Corpus& corpus, const EncodingOptions& options = {}) {
    auto encoding = fitEncoding(corpus, options, kTransposition);
    EXPECT_TRUE(encoding.has_value());
    return *std::move(encoding);
}

CorpusPiece decodedPiece(const SequenceEncoding& encoding, const TokenSequence& sequence,
                         bool hasFreeBeat = false) {
    return {"decoded", encoding.decode(sequence.tokens), hasFreeBeat};
}

std::vector<EncodingOptions> allOptions() {
    std::vector<EncodingOptions> all;
    for (const int steps : {12, 4, 7})
        for (const bool hasVelocity : {true, false})
            for (const bool merges : {true, false})
                all.push_back({"events", steps, hasVelocity, merges});
    return all;
}

TEST(EventTokens, WhatWasDecodedEncodesToTheSameTokens) {
    Random random(1);
    for (int round = 0; round < 60; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const bool isFree = round % 3 == 0;
            const PieceTraits traits{.hasFreeBeat = isFree,
                                     .hasDrums = random.below(2) == 0,
                                     .parts = static_cast<int>(1 + random.below(4)),
                                     .notes = static_cast<int>(1 + random.below(150))};
            const Corpus corpus({randomPiece(random, traits)});
            const auto encoding = fit(corpus, options);
            const TokenSequence sequence = encoding->encode(corpus.pieces().front());
            const CorpusPiece decoded = decodedPiece(*encoding, sequence, isFree);
            EXPECT_TRUE(isPlayable(decoded.score));
            const TokenSequence again = encoding->encode(decoded);
            ASSERT_EQ(again.tokens, sequence.tokens) << "round " << round;
            ASSERT_EQ(again.noteStarts, sequence.noteStarts);
            ASSERT_EQ(decoded.score.noteCount(), sequence.noteStarts.size());
        }
}

TEST(EventTokens, NotesOnTheGridComeBackUnchanged) {
    Random random(2);
    for (int round = 0; round < 100; ++round) {
        const Corpus corpus(
            {randomPiece(random, {.isOnGrid = true,
                                  .hasDrums = random.below(2) == 0,
                                  .parts = static_cast<int>(1 + random.below(5))})});
        const auto encoding = fit(corpus);
        const Score& source = corpus.pieces().front().score;
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        ASSERT_EQ(describeNotes(decoded), describeNotes(source));
        EXPECT_EQ(decoded.meterMap().changes(), source.meterMap().changes());
        EXPECT_EQ(decoded.tempoMap().changes(), source.tempoMap().changes());
        EXPECT_EQ(decoded.format, 1);
        EXPECT_EQ(decoded.division.raw, 480);
    }
}

/// One part of notes that cannot meet, at arbitrary ticks.
CorpusPiece looseMelody(Random& random, bool hasFreeBeat) {
    std::vector<Note> notes;
    Tick onset;
    for (int i = 0; i < 120; ++i) {
        onset += {static_cast<std::int64_t>(50 + random.below(1500))};
        notes.push_back({.onset = onset,
                         .length = {static_cast<std::int64_t>(40 + random.below(1800))},
                         .pitch = {static_cast<std::uint8_t>(i)}});
    }
    return {"melody", scoreOf(std::move(notes)), hasFreeBeat};
}

TEST(EventTokens, NotesMoveAtMostHalfAStep) {
    constexpr double kHalfStep = 20.0;
    Random random(3);
    for (int round = 0; round < 50; ++round) {
        const Corpus corpus({looseMelody(random, false)});
        const auto encoding = fit(corpus);
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        const auto& before = corpus.pieces().front().score.tracks[1]->notes();
        const auto& after = decoded.tracks[1]->notes();
        ASSERT_EQ(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            ASSERT_EQ(after[i].pitch, before[i].pitch);
            EXPECT_LE(std::abs((after[i].onset - before[i].onset).value), kHalfStep);
            EXPECT_LE(std::abs((after[i].length - before[i].length).value), kHalfStep);
        }
    }
}

TEST(EventTokens, FreeTimeIsOffByLessThanOneHears) {
    constexpr double kHalfStep = 0.5 / 96.0 + 1e-9; // seconds
    constexpr double kHalfOfSixPercent = 0.031;
    Random random(4);
    for (int round = 0; round < 50; ++round) {
        const Corpus corpus({looseMelody(random, true)});
        const auto encoding = fit(corpus);
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        const Score& source = corpus.pieces().front().score;
        const auto& before = source.tracks[1]->notes();
        const auto& after = decoded.tracks[1]->notes();
        ASSERT_EQ(after.size(), before.size());
        double lastOnset = 0.0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const double onset = source.tempoMap().secondsAt(before[i].onset);
            const double decodedOnset = decoded.tempoMap().secondsAt(after[i].onset);
            const double gap = onset - lastOnset;
            EXPECT_NEAR(decodedOnset, onset, 2.0 * kHalfStep + gap * kHalfOfSixPercent);
            const double length = source.tempoMap().secondsAt(before[i].end()) - onset;
            const double decodedLength =
                decoded.tempoMap().secondsAt(after[i].end()) - decodedOnset;
            EXPECT_NEAR(decodedLength, length, 2.0 * kHalfStep + length * kHalfOfSixPercent);
            lastOnset = onset;
        }
    }
}

TEST(EventTokens, EachNoteStartsAfterTheLastOne) {
    Random random(5);
    const Corpus corpus({randomPiece(random, {})});
    const auto encoding = fit(corpus);
    const TokenSequence sequence = encoding->encode(corpus.pieces().front());
    ASSERT_FALSE(sequence.noteStarts.empty());
    EXPECT_EQ(sequence.noteStarts.front(), 0U);
    std::size_t note = 0;
    bool completes = true;
    for (std::size_t i = 0; i < sequence.tokens.size(); ++i) {
        if (completes) {
            ASSERT_LT(note, sequence.noteStarts.size());
            EXPECT_EQ(sequence.noteStarts[note++], i);
        }
        const TokenKind kind = vocabularyOf(*encoding).at(sequence.tokens[i]).kind;
        completes = kind == TokenKind::Pitch || kind == TokenKind::Drum;
    }
    EXPECT_TRUE(completes);
    EXPECT_EQ(note, sequence.noteStarts.size());
}

TEST(EventTokens, TranspositionMovesPitchesAndNoDrums) {
    Random random(6);
    const Corpus corpus({randomPiece(random, {.isOnGrid = true})});
    const auto encoding = fit(corpus);
    const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    const auto [lowest, highest] = encoding->transpositionRange(tokens);
    EXPECT_EQ(lowest, -kTransposition);
    EXPECT_EQ(highest, kTransposition);
    EXPECT_TRUE(encoding->transposed(tokens, lowest - 1).empty());
    EXPECT_TRUE(encoding->transposed(tokens, highest + 1).empty());
    for (int semitones = lowest; semitones <= highest; ++semitones) {
        const auto moved = encoding->transposed(tokens, semitones);
        EXPECT_EQ(encoding->transposed(moved, -semitones), tokens);
        Score expected = encoding->decode(tokens);
        for (TrackPtr& track : expected.tracks) {
            auto notes = track->notes();
            for (Note& note : notes)
                if (note.channel != kDrumChannel)
                    note.pitch.value = static_cast<std::uint8_t>(note.pitch.value + semitones);
            track = std::make_shared<const Track>(notes, track->events(), track->end());
        }
        EXPECT_EQ(describeNotes(encoding->decode(moved)), describeNotes(expected));
    }
}

TEST(EventTokens, SurvivesJson) {
    Random random(7);
    for (const bool isFree : {false, true})
        for (const EncodingOptions& options : allOptions()) {
            const Corpus corpus({randomPiece(random, {.hasFreeBeat = isFree})});
            const auto encoding = fit(corpus, options);
            const auto read = encodingFromJson(nlohmann::json::parse(encoding->toJson().dump()));
            ASSERT_TRUE(read.has_value());
            EXPECT_EQ((*read)->toJson(), encoding->toJson());
            EXPECT_EQ(vocabularyOf(**read), vocabularyOf(*encoding));
            const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
            EXPECT_EQ((*read)->encode(corpus.pieces().front()).tokens, tokens);
            EXPECT_EQ((*read)->decode(tokens).hash(), encoding->decode(tokens).hash());
        }
}

TEST(EventTokens, RefusesDamagedJson) {
    Random random(8);
    const Corpus corpus({randomPiece(random, {})});
    const nlohmann::json whole = fit(corpus)->toJson();
    for (const auto& [key, value] : whole.items()) {
        auto json = whole;
        json.erase(key);
        const bool isNew = key == "pedal" || key == "signature" || key == "key";
        EXPECT_EQ(encodingFromJson(json).has_value(), isNew) << key;
        json[key] = nullptr;
        EXPECT_FALSE(encodingFromJson(json).has_value()) << key;
    }
    auto json = whole;
    json["vocabulary"] = {{"bar", 0}, {"duration", 1}, {"velocity", 3}, {"pitch", 200}};
    EXPECT_FALSE(encodingFromJson(json).has_value());
    json["vocabulary"] = nlohmann::json::array();
    EXPECT_FALSE(encodingFromJson(json).has_value());
    json = whole;
    json["limits"] = {0, 0, 1, 0};
    EXPECT_FALSE(encodingFromJson(json).has_value()) << "no notes at any position";
    json = whole;
    std::swap(json["vocabulary"].front(), json["vocabulary"].back());
    EXPECT_FALSE(encodingFromJson(json).has_value()) << "words out of order";
    EXPECT_FALSE(encodingFromJson(nlohmann::json::array()).has_value());
}

TEST(EventTokens, RefusesWhatItCannotFit) {
    const Corpus empty({{"empty.mid", scoreOf({}), false}});
    const auto none = fitEncoding(empty, {}, 0);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, ErrorCode::NoNotes);
    EXPECT_EQ(none.error().arguments.front(), "empty.mid");
    Random random(9);
    const Corpus corpus({randomPiece(random, {})});
    EXPECT_EQ(fitEncoding(corpus, {.kind = "pictures"}, 0).error().code, ErrorCode::BadSetting);
    EXPECT_EQ(fitEncoding(corpus, {.stepsPerBeat = -1}, 0).error().code, ErrorCode::BadSetting);
}

TEST(EventTokens, BareNotesAreOnsetPitchAndDurationAsWritten) {
    // Counted from the notes themselves: steps from the start, all tracks together, drums apart.
    Random random(10);
    for (int round = 0; round < 50; ++round) {
        PieceTraits traits{.hasMeterChanges = false, .notes = 60};
        CorpusPiece piece = randomPiece(random, traits);
        piece.score.division.raw = 480;
        const Corpus corpus({piece});
        std::map<std::pair<std::int64_t, int>, std::int64_t> longest;
        for (const TrackPtr& track : piece.score.tracks)
            for (const Note& note : track->notes()) {
                const int sound = note.pitch.value + (note.channel == kDrumChannel ? 128 : 0);
                auto& length = longest[{(note.onset.value + 20) / 40, sound}];
                length = std::max(length, note.length.value);
            }
        const auto encoding = fit(corpus, {.hasVelocity = false, .mergesTracks = true});
        const TokenSequence sequence = encoding->encode(piece);
        std::set<std::pair<std::int64_t, int>> said;
        const Score decoded = encoding->decode(sequence.tokens);
        ASSERT_LE(decoded.tracks.size(), 3U);
        for (const TrackPtr& track : decoded.tracks)
            for (const Note& note : track->notes()) {
                const std::pair key(note.onset.value / 40,
                                    note.pitch.value + (note.channel == kDrumChannel ? 128 : 0));
                said.insert(key);
                ASSERT_TRUE(longest.contains(key));
                const std::int64_t steps =
                    std::clamp<std::int64_t>((longest[key] + 20) / 40, 1, 48);
                EXPECT_LE(note.length.value, steps * 40);
            }
        EXPECT_EQ(said.size(), longest.size());
        for (const Token word : vocabularyOf(*encoding).tokens()) {
            EXPECT_NE(word.kind, TokenKind::Part);
            EXPECT_NE(word.kind, TokenKind::Velocity);
            EXPECT_TRUE(word.kind != TokenKind::Duration || word.value <= 48);
        }
    }
}

TEST(EventTokens, ThePedalLengthensNotesUntilTheirKeyIsStruckAgain) {
    const Event down = controllerEvent({0}, 0, 64, 127);
    const Event up = controllerEvent({1920}, 0, 64, 0);
    const Corpus corpus({{"pedal",
                          scoreOf({{.onset = {0}, .length = {120}, .pitch = {60}},
                                   {.onset = {480}, .length = {120}, .pitch = {62}},
                                   {.onset = {960}, .length = {120}, .pitch = {60}}},
                                  {down, up}),
                          false}});
    const auto encoding = fit(corpus);
    const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    std::vector<int> durations; // in steps of 40 ticks, each said where it changes
    for (const int token : tokens)
        if (const Token word = vocabularyOf(*encoding).at(token); word.kind == TokenKind::Duration)
            durations.push_back(word.value);
    EXPECT_EQ(durations, (std::vector{24, 36, 24}));
    // Keys and pedal come back as they were.
    const Score decoded = encoding->decode(tokens);
    for (const Note& note : decoded.tracks[1]->notes())
        EXPECT_EQ(note.length, Tick{120});
    const Sustain sustain(decoded);
    EXPECT_EQ(sustain.endOf(0, {120}), Tick{1920});
    EXPECT_EQ(sustain.endOf(0, {1080}), Tick{1920});
    EXPECT_EQ(sustain.endOf(0, {1921}), Tick{1921});
}

/// How long each note sounds, by onset and pitch.
std::map<std::pair<std::int64_t, int>, std::int64_t> soundingEnds(const Score& score) {
    const Sustain sustain(score);
    std::map<std::pair<std::int64_t, int>, std::int64_t> ends;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            ends[{note.onset.value, note.pitch.value}] =
                sustain.endOf(note.channel, note.end()).value;
    return ends;
}

TEST(EventTokens, ADecodedPedalProlongsWhatItDidInTheSourceAndNothingElse) {
    Random random(21);
    std::size_t pressed = 0;
    for (int round = 0; round < 40; ++round) {
        // Broken chords: each bar under one pedal, one short note before it is lifted.
        std::vector<Note> notes;
        std::vector<Event> events;
        for (std::int64_t bar = 0; bar < 8; ++bar) {
            const bool hasPedal = random.below(4) != 0;
            for (std::int64_t beat = 0; beat < 4; ++beat)
                notes.push_back(
                    {.onset = {bar * 1920 + beat * 480},
                     .length = {40 * static_cast<std::int64_t>(1 + random.below(10))},
                     .pitch = {static_cast<std::uint8_t>(48 + 4 * beat + random.below(4))}});
            if (hasPedal) {
                events.push_back(controllerEvent({bar * 1920 + 20}, 0, 64, 127));
                events.push_back(controllerEvent({bar * 1920 + 1920}, 0, 64, 0));
            }
        }
        const Corpus corpus({{"chords", scoreOf(notes, events), false}});
        const auto encoding = fit(corpus);
        const Score& source = corpus.pieces().front().score;
        const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
        ASSERT_EQ(soundingEnds(decoded), soundingEnds(source)) << "round " << round;
        for (const Event& event : decoded.tracks[1]->events())
            pressed += event.isController(64) && event.data2 > 0 ? 1 : 0;
    }
    EXPECT_GT(pressed, 100U); // of about 240 bars with a pedal
}

TEST(EventTokens, ASampleHoldsKeysAsTheSourceDoesWhereItsEndsDisagree) {
    // Four short keys a bar under one pedal.
    std::vector<Note> notes;
    std::vector<Event> events;
    for (std::int64_t bar = 0; bar < 4; ++bar) {
        for (std::int64_t beat = 0; beat < 4; ++beat)
            notes.push_back({.onset = {bar * 1920 + beat * 480},
                             .length = {240},
                             .pitch = {static_cast<std::uint8_t>(60 + beat)}});
        events.push_back(controllerEvent({bar * 1920}, 0, 64, 127));
        events.push_back(controllerEvent({bar * 1920 + 1920}, 0, 64, 0));
    }
    const Corpus corpus({{"chords", scoreOf(notes, events), false}});
    const auto encoding = fit(corpus);
    auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    EXPECT_EQ(soundingEnds(encoding->decodeSample(tokens)), soundingEnds(encoding->decode(tokens)));
    // The second note of the first bar now ends a beat before the others.
    const auto& vocabulary = vocabularyOf(*encoding);
    const auto second = std::ranges::find(tokens, *vocabulary.idOf({TokenKind::Duration, 36}));
    ASSERT_NE(second, tokens.end());
    *second = *vocabulary.idOf({TokenKind::Duration, 24});
    const Score exact = encoding->decode(tokens);
    const Score sample = encoding->decodeSample(tokens);
    EXPECT_EQ(Sustain(exact).endOf(0, exact.tracks[1]->notes()[1].end()), Tick{1440});
    ASSERT_EQ(sample.noteCount(), notes.size());
    for (const Note& note : sample.tracks[1]->notes())
        EXPECT_EQ(note.length, Tick{240});
    EXPECT_EQ(Sustain(sample).endOf(0, {240}), Tick{1920});
}

TEST(EventTokens, ADecodedScoreSoundsLikeItsSource) {
    Score score = emptyScore({480}, 400'000, 3, 4);
    std::vector<Note> violin;
    std::vector<Note> bass;
    std::vector<Note> drums;
    for (std::int64_t i = 0; i < 12; ++i) {
        violin.push_back({.onset = {i * 480}, .length = {480}, .pitch = {76}, .channel = 4});
        bass.push_back({.onset = {i * 480}, .length = {240}, .pitch = {40}, .channel = 2});
        drums.push_back({.onset = {i * 480}, .length = {40}, .pitch = {36}, .channel = 9});
    }
    const auto track = [](const char* name, std::uint8_t channel, std::uint8_t program,
                          std::vector<Note> notes) {
        return std::make_shared<const Track>(
            std::move(notes), std::vector<Event>{textEvent({0}, meta::kTrackName, name),
                                                 programChange({0}, channel, program),
                                                 controllerEvent({0}, channel, 7, 90),
                                                 controllerEvent({0}, channel, 10, 20)});
    };
    score.tracks.push_back(track("Violin", 4, 40, violin));
    score.tracks.push_back(track("Drums", 9, 8, drums));
    score.tracks.push_back(track("Bass", 2, 33, bass));
    const Corpus corpus({{"trio", score, false}});
    const auto encoding = fit(corpus);
    const Score decoded = encoding->decode(encoding->encode(corpus.pieces().front()).tokens);
    ASSERT_EQ(decoded.tracks.size(), 4U);
    EXPECT_EQ(decoded.tracks[1]->name(), "Violin");
    EXPECT_EQ(decoded.tracks[1]->program(4), 40);
    EXPECT_EQ(decoded.tracks[2]->name(), "Bass");
    EXPECT_EQ(decoded.tracks[2]->program(2), 33);
    EXPECT_EQ(decoded.tracks[3]->name(), "Drums");
    EXPECT_EQ(decoded.tracks[3]->program(9), 8);
    EXPECT_TRUE(std::ranges::any_of(decoded.tracks[1]->events(), [](const Event& event) {
        return event.isController(7) && event.data2 == 90;
    }));
    EXPECT_EQ(decoded.tempoMap().changes().front().microseconds, 400'000U);
    EXPECT_EQ(decoded.meterMap().signatureAt({0}).numerator, 3);
    EXPECT_EQ(decoded.barCount(), 4);
}

TEST(EventTokens, PiecesShareTheirPrograms) {
    const auto piece = [](std::uint8_t channel, std::uint8_t program) {
        std::vector<Note> notes;
        for (std::int64_t i = 0; i < 16; ++i)
            notes.push_back({.onset = {i * 480}, .length = {480}, .channel = channel});
        return CorpusPiece{"piece", scoreOf(notes, {programChange({0}, channel, program)}), false};
    };
    const Corpus corpus({piece(0, 40), piece(0, 33), piece(5, 40)});
    const auto encoding = fit(corpus);
    const Score first = encoding->decode(encoding->encode(corpus.pieces()[0]).tokens);
    const Score second = encoding->decode(encoding->encode(corpus.pieces()[1]).tokens);
    const Score third = encoding->decode(encoding->encode(corpus.pieces()[2]).tokens);
    EXPECT_EQ(describeNotes(first), describeNotes(third));
    ASSERT_EQ(first.tracks.size(), 2U);
    EXPECT_EQ(first.tracks[1]->program(0), 40);
    ASSERT_EQ(second.tracks.size(), 2U);
    EXPECT_EQ(second.tracks[1]->channels().size(), 1U);
    EXPECT_NE(second.tracks[1]->channels().front(), 0) << "another program needs another channel";
}

/// A take that says the whole of a piece.
Score takeOf(const Score& score) {
    const Corpus corpus(*corpusPieces(score, "song"));
    const auto encoding = fit(corpus);
    const TokenSequence sequence = encoding->encode(corpus.pieces().front());
    const Score take = encoding->decode(sequence.tokens);
    EXPECT_EQ(encoding->encode({"take", take, false}).tokens, sequence.tokens);
    return take;
}

/// {channel from 1, program, notes} of the parts of a score.
std::vector<std::tuple<int, int, std::size_t>> partsOf(const Score& score) {
    std::vector<std::tuple<int, int, std::size_t>> list;
    const Parts parts(score);
    for (const Part& part : parts.list())
        list.emplace_back(part.channel + 1, part.program.value_or(0), part.notes);
    return list;
}

using ListedParts = std::vector<std::tuple<int, int, std::size_t>>;

TEST(EventTokens, TakesHaveEveryProgramOfATrack) {
    const Score take = takeOf(songOf(
        {SongTrack().program(0, 1, 40).notes(0, 1, 40).program(9600, 1, 56).notes(9600, 1, 24),
         SongTrack().program(0, 2, 33).notes(0, 2, 64, {36, 38})}));
    EXPECT_EQ(partsOf(take), (ListedParts{{1, 40, 40}, {3, 56, 24}, {2, 33, 64}}))
        << "what comes second moves, not what has its channel for itself";
}

TEST(EventTokens, TakesPlayPercussionOnChannelTen) {
    const Score gs = songOf({SongTrack().gsReset().gs(0, {0x40, 0x1a, 0x15, 1}),
                             SongTrack().program(0, 1, 73).notes(480, 1, 64),
                             SongTrack().program(0, 11, 8).notes(480, 11, 64, {36, 38, 42})});
    EXPECT_EQ(partsOf(takeOf(gs)), (ListedParts{{1, 73, 64}, {10, 8, 64}}));
    const Score xg =
        songOf({SongTrack().xgReset().bank(0, 11, 127, 0).notes(480, 11, 64, {36, 38})});
    EXPECT_EQ(partsOf(takeOf(xg)), (ListedParts{{10, 0, 64}}));
    // And what plays a melody on channel 10, on another one.
    const Score melodic = songOf({SongTrack().gsReset().gs(0, {0x40, 0x10, 0x15, 0}),
                                  SongTrack().program(0, 10, 73).notes(480, 10, 64)});
    EXPECT_EQ(partsOf(takeOf(melodic)), (ListedParts{{1, 73, 64}}));
}

TEST(EventTokens, TakesSoundThoughTheirSourceFadesInOrOut) {
    const auto volumeOf = [](const Score& take) {
        int volume = -1;
        for (const Event& event : take.tracks[1]->events())
            if (event.isController(7))
                volume = event.data2;
        return volume;
    };
    EXPECT_EQ(volumeOf(takeOf(songOf({SongTrack()
                                          .controller(0, 1, 7, 0)
                                          .program(0, 1, 48)
                                          .notes(0, 1, 4)
                                          .controller(960, 1, 7, 100)
                                          .notes(960, 1, 196)}))),
              100);
    EXPECT_EQ(volumeOf(takeOf(songOf(
                  {SongTrack().program(0, 1, 73).notes(0, 1, 200).controller(48010, 1, 7, 0)}))),
              100);
}

TEST(EventTokens, ASecondPortPlaysAsItWasSetUp) {
    const Score take = takeOf(songOf({SongTrack()
                                          .meta(0, 0x21, {0})
                                          .controller(0, 1, 7, 40)
                                          .program(0, 1, 73)
                                          .controller(0, 1, 64, 127) // its pedal is its own, too
                                          .notes(0, 1, 32),
                                      SongTrack().meta(0, 0x21, {1}).notes(120, 1, 32)}));
    EXPECT_EQ(partsOf(take), (ListedParts{{1, 73, 32}, {2, 0, 32}}));
    for (const Event& event : take.tracks[2]->events())
        EXPECT_FALSE(event.isController(7));
    EXPECT_EQ(take.tracks[2]->notes().front().length, Tick{240});
}

TEST(EventTokens, PartsWithoutANoteAreLeftOut) {
    const Score song = songOf({SongTrack().name("Flute").program(0, 1, 73).notes(0, 1, 16),
                               SongTrack().name("Oboe").program(0, 2, 68).notes(9600, 2, 16)});
    const Corpus corpus(*corpusPieces(song, "song"));
    const auto encoding = fit(corpus);
    const auto sequence = encoding->encode(corpus.pieces().front());
    // The second half of the tokens, in which the oboe is alone.
    const std::size_t half = sequence.noteStarts[16];
    const std::vector<int> tokens(sequence.tokens.begin() + static_cast<std::ptrdiff_t>(half),
                                  sequence.tokens.end());
    const Score take = encoding->decode(tokens);
    EXPECT_EQ(partsOf(take), (ListedParts{{2, 68, 16}}));
    ASSERT_EQ(take.tracks.size(), 2U);
    EXPECT_EQ(take.tracks[1]->name(), "Oboe");
    EXPECT_EQ(encoding->encode({"take", take, false}).tokens, tokens) << "and still the oboe";
}

TEST(EventTokens, PresetsWithoutDrumsSaySo) {
    const Corpus drums(*corpusPieces(songOf({SongTrack().notes(0, 10, 64, {36, 38})}), "kit"));
    for (const char* kind : {"chords", "states", "jazz", "frames"}) {
        const auto encoding = fitEncoding(drums, {.kind = kind, .stepsPerBeat = 4}, 0);
        ASSERT_FALSE(encoding) << kind;
        EXPECT_EQ(encoding.error(), (Error{ErrorCode::OnlyDrums, {"kit"}}));
    }
    EXPECT_TRUE(fitEncoding(drums, {}, 0));
}

TEST(EventTokens, LongRestsAreShortened) {
    const Tick late = {std::int64_t{1} << 40};
    for (const bool isFree : {false, true}) {
        const Corpus corpus(
            {{"rest",
              scoreOf({{.onset = {0}, .length = {480}, .pitch = {60}},
                       {.onset = late, .length = {480}, .pitch = {62}},
                       {.onset = late + Tick{480}, .length = {480}, .pitch = {64}}}),
              isFree}});
        const auto encoding = fit(corpus);
        const TokenSequence sequence = encoding->encode(corpus.pieces().front());
        EXPECT_LT(sequence.tokens.size(), 40U);
        const CorpusPiece decoded = decodedPiece(*encoding, sequence, isFree);
        EXPECT_EQ(decoded.score.noteCount(), 3U);
        EXPECT_EQ(encoding->encode(decoded).tokens, sequence.tokens);
        const auto& notes = decoded.score.tracks[1]->notes();
        EXPECT_NEAR(static_cast<double>((notes[2].onset - notes[1].onset).value), 480.0, 15.0);
    }
}

TEST(EventTokens, OtherPiecesAreSaidAsFarAsTheWordsGo) {
    Random random(11);
    for (int round = 0; round < 50; ++round) {
        const Corpus corpus({randomPiece(random, {.parts = 2, .notes = 20})});
        const auto encoding = fit(corpus, {.hasVelocity = round % 2 == 0});
        const CorpusPiece other = randomPiece(random, {.hasFreeBeat = round % 5 == 0, .parts = 6});
        const TokenSequence sequence = encoding->encode(other);
        EXPECT_LE(sequence.noteStarts.size(), other.score.noteCount());
        const Score decoded = encoding->decode(sequence.tokens);
        EXPECT_TRUE(isPlayable(decoded));
    }
}

TEST(EventTokens, ATrailingBarEndsTheMusic) {
    const Corpus corpus({{"held",
                          scoreOf({{.onset = {0}, .length = {480}, .pitch = {60}},
                                   {.onset = {1440}, .length = {960}, .pitch = {62}}}),
                          false}});
    const auto encoding = fit(corpus);
    auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    EXPECT_EQ(encoding->decode(tokens).lastNoteEnd(), Tick{2400});
    tokens.push_back(*vocabularyOf(*encoding).idOf({TokenKind::Bar, 0}));
    const Score ended = encoding->decode(tokens);
    EXPECT_EQ(ended.lastNoteEnd(), Tick{1920});
    EXPECT_EQ(ended.end(), Tick{1920});
    EXPECT_EQ(ended.barCount(), 1);
}

TEST(EventTokens, TakesOfRealFilesSurviveBeingWritten) {
    const char* folder = std::getenv("LEITMOTIF_MIDI_FOLDER");
    if (!folder)
        GTEST_SKIP() << "LEITMOTIF_MIDI_FOLDER names no folder of MIDI files";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().string();
        auto read = entry.is_regular_file() ? readMidiFile(entry.path())
                                            : Result<ReadMidi>(Error{ErrorCode::NotMidi, {name}});
        auto pieces =
            read ? corpusPieces(read->score, name) : Result<std::vector<CorpusPiece>>(read.error());
        if (!pieces)
            continue;
        ++files;
        const Corpus corpus(*std::move(pieces));
        const auto encoding = fit(corpus);
        for (const CorpusPiece& piece : corpus.pieces()) {
            const TokenSequence sequence = encoding->encode(piece);
            const auto written = midiBytes(encoding->decode(sequence.tokens));
            const auto again = readMidi(written, name);
            ASSERT_TRUE(again.has_value()) << name;
            EXPECT_TRUE(again->findings.empty()) << name;
            EXPECT_EQ(encoding->encode({name, again->score, piece.hasFreeBeat}).tokens,
                      sequence.tokens)
                << name;
        }
    }
    EXPECT_GT(files, 0U);
}

} // namespace
} // namespace leitmotif
