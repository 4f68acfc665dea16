// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_tokens.h"

#include "tests/core/encoding/events/event_fitting.h"
#include "tests/core/encoding/random_pieces.h"
#include "tests/core/music/midi_song.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace leitmotif {
namespace {

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
        const bool isNew = key == "pedal" || key == "signature" || key == "key" || key == "silence";
        EXPECT_EQ(encodingFromJson(json).has_value(), isNew) << key;
        json[key] = nullptr;
        EXPECT_FALSE(encodingFromJson(json).has_value()) << key;
    }
    auto json = whole;
    json["silence"] = {0.0, -1.0, 0.0};
    EXPECT_FALSE(encodingFromJson(json).has_value());
    json = whole;
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

} // namespace
} // namespace leitmotif
