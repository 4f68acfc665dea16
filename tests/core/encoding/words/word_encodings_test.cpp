// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the encodings of one word a token: chords, states, jazz.
#include "core/encoding/common/encoding.h"

#include "core/encoding/factory.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

/// Every kind of words, on a few grids.
std::vector<EncodingOptions> allOptions() {
    std::vector<EncodingOptions> all;
    for (const int steps : {12, 4, 7, 1}) {
        for (const bool hasDurations : {false, true})
            for (const bool hasRests : {false, true})
                all.push_back({.kind = "chords",
                               .stepsPerBeat = steps,
                               .hasDurations = hasDurations,
                               .hasRests = hasRests});
        for (const bool hasVelocity : {false, true})
            all.push_back({.kind = "states", .stepsPerBeat = steps, .hasVelocity = hasVelocity});
        all.push_back({.kind = "jazz", .stepsPerBeat = steps});
    }
    return all;
}

std::string nameOf(const EncodingOptions& options) {
    return options.kind + " " + std::to_string(options.stepsPerBeat) +
           (options.hasDurations ? " durations" : "") + (options.hasRests ? " rests" : "") +
           (options.hasVelocity ? " velocity" : "");
}

/// One or two pieces, at least one pitched note in each.
Corpus randomCorpus(Random& random, bool isFree) {
    std::vector<CorpusPiece> pieces;
    for (std::uint64_t i = 1 + random.below(2); i > 0; --i)
        pieces.push_back(randomPiece(random, {.hasFreeBeat = isFree,
                                              .hasDrums = random.below(2) == 0,
                                              .parts = static_cast<int>(1 + random.below(3)),
                                              .notes = static_cast<int>(1 + random.below(60))}));
    return Corpus(std::move(pieces));
}

std::unique_ptr<SequenceEncoding> fit(const Corpus& corpus, const EncodingOptions& options,
                                      int transposition = 0) {
    auto encoding = fitEncoding(corpus, options, transposition);
    EXPECT_TRUE(encoding) << nameOf(options);
    return *std::move(encoding);
}

TEST(WordEncodings, WhatWasDecodedEncodesToTheSameTokens) {
    Random random(1);
    for (int round = 0; round < 40; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const bool isFree = round % 3 == 0;
            const Corpus corpus = randomCorpus(random, isFree);
            const auto encoding = fit(corpus, options);
            for (const CorpusPiece& piece : corpus.pieces()) {
                const TokenSequence sequence = encoding->encode(piece);
                ASSERT_FALSE(sequence.tokens.empty()) << nameOf(options);
                const Score decoded = encoding->decode(sequence.tokens);
                ASSERT_TRUE(isPlayable(decoded)) << nameOf(options);
                const auto again = encoding->encode({"decoded", decoded, isFree});
                ASSERT_EQ(again.tokens, sequence.tokens) << nameOf(options) << " round " << round;
                EXPECT_EQ(again.noteStarts.empty(), sequence.noteStarts.empty());
            }
        }
}

TEST(WordEncodings, NotesAscendAndLieWithinTheTokens) {
    Random random(2);
    for (int round = 0; round < 20; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const Corpus corpus = randomCorpus(random, false);
            const auto encoding = fit(corpus, options);
            const auto sequence = encoding->encode(corpus.pieces().front());
            ASSERT_FALSE(sequence.noteStarts.empty());
            EXPECT_EQ(sequence.noteStarts.front(), 0U);
            EXPECT_TRUE(std::ranges::is_sorted(sequence.noteStarts));
            EXPECT_LT(sequence.noteStarts.back(), sequence.tokens.size());
            for (const int token : sequence.tokens) {
                ASSERT_GE(token, 0);
                ASSERT_LT(token, encoding->vocabularySize());
            }
        }
}

TEST(WordEncodings, TransposingBackIsTheIdentity) {
    constexpr int kTransposition = 4;
    Random random(3);
    for (int round = 0; round < 6; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const Corpus corpus = randomCorpus(random, false);
            const auto encoding = fit(corpus, options, kTransposition);
            const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
            const auto [lowest, highest] = encoding->transpositionRange(tokens);
            EXPECT_LE(lowest, -kTransposition);
            EXPECT_GE(highest, kTransposition);
            for (int semitones = -kTransposition; semitones <= kTransposition; ++semitones) {
                const auto moved = encoding->transposed(tokens, semitones);
                ASSERT_EQ(moved.size(), tokens.size()) << nameOf(options);
                EXPECT_EQ(encoding->transposed(moved, -semitones), tokens);
                EXPECT_EQ(encoding->decode(moved).lastNoteEnd(),
                          encoding->decode(tokens).lastNoteEnd());
            }
        }
}

TEST(WordEncodings, JsonGivesAnEqualEncoding) {
    Random random(4);
    for (const EncodingOptions& options : allOptions()) {
        const Corpus corpus = randomCorpus(random, random.below(2) == 0);
        const auto encoding = fit(corpus, options, 2);
        const auto json = encoding->toJson();
        const auto read = encodingFromJson(nlohmann::json::parse(json.dump()));
        ASSERT_TRUE(read) << nameOf(options);
        EXPECT_EQ((*read)->toJson(), json);
        const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
        EXPECT_EQ((*read)->encode(corpus.pieces().front()).tokens, tokens);
        EXPECT_EQ((*read)->decode(tokens).hash(), encoding->decode(tokens).hash());
    }
}

TEST(WordEncodings, DamagedJsonIsAnErrorAndNoCrash) {
    Random random(5);
    for (const EncodingOptions& options : allOptions()) {
        const auto json = fit(randomCorpus(random, false), options)->toJson();
        for (const auto& [key, value] : json.items()) {
            auto without = json;
            without.erase(key);
            EXPECT_FALSE(encodingFromJson(without)) << nameOf(options) << " without " << key;
            auto odd = json;
            odd[key] = nlohmann::json::array({"odd"});
            EXPECT_FALSE(encodingFromJson(odd)) << nameOf(options) << " with odd " << key;
        }
        auto silent = json;
        silent["words"] = nlohmann::json::array();
        EXPECT_FALSE(encodingFromJson(silent)) << nameOf(options);
        auto twice = json;
        twice["words"].push_back(twice["words"].front());
        EXPECT_FALSE(encodingFromJson(twice)) << nameOf(options);
    }
}

TEST(WordEncodings, TheGuideAcceptsWhatTheCorpusSays) {
    Random random(6);
    for (int round = 0; round < 10; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const Corpus corpus = randomCorpus(random, round % 2 == 0);
            const auto encoding = fit(corpus, options);
            const auto guide = encoding->guide(1'000'000);
            std::vector<std::uint8_t> allowed(static_cast<std::size_t>(encoding->vocabularySize()));
            for (const int token : encoding->encode(corpus.pieces().front()).tokens) {
                guide->fillAllowed(allowed);
                ASSERT_EQ(allowed[static_cast<std::size_t>(token)], 1) << nameOf(options);
                guide->accept(token);
            }
        }
}

/// Draws uniformly among allowed tokens: worse than any model.
std::vector<int> randomWalk(const SequenceEncoding& encoding, int bars, Random& random) {
    constexpr std::size_t kFarTooMany = 100'000;
    const auto guide = encoding.guide(bars);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(encoding.vocabularySize()));
    std::vector<int> tokens;
    while (!guide->isComplete() && tokens.size() < kFarTooMany) {
        guide->fillAllowed(allowed);
        std::vector<int> choices;
        for (std::size_t id = 0; id < allowed.size(); ++id)
            if (allowed[id] != 0)
                choices.push_back(static_cast<int>(id));
        EXPECT_FALSE(choices.empty());
        if (choices.empty())
            break;
        tokens.push_back(choices[random.below(choices.size())]);
        guide->accept(tokens.back());
    }
    EXPECT_TRUE(guide->isComplete());
    return tokens;
}

TEST(WordEncodings, EverySampleIsAPlayableScoreWithNotes) {
    Random random(7);
    for (int round = 0; round < 10; ++round)
        for (const EncodingOptions& options : allOptions()) {
            const Corpus corpus = randomCorpus(random, round % 3 == 0);
            const auto encoding = fit(corpus, options);
            const Score score = encoding->decode(
                randomWalk(*encoding, static_cast<int>(1 + random.below(6)), random));
            EXPECT_TRUE(isPlayable(score)) << nameOf(options);
            EXPECT_GT(score.noteCount(), 0U) << nameOf(options);
            EXPECT_GT(score.lastNoteEnd(), Tick{0});
        }
}

TEST(WordEncodings, ASampleHasTheTempoMeterAndInstrumentOfItsSource) {
    std::vector<Note> notes;
    for (std::int64_t i = 0; i < 32; ++i)
        notes.push_back({.onset = {i * 240},
                         .length = {240},
                         .pitch = {static_cast<std::uint8_t>(60 + i % 5)},
                         .channel = 3});
    Score score = emptyScore({}, 700'000, 3, 4);
    score.tracks.push_back(
        std::make_shared<const Track>(notes, std::vector<Event>{programChange({0}, 3, 40)}));
    const Corpus corpus({{"waltz", score, false}});
    for (const EncodingOptions& options : allOptions()) {
        const auto encoding = fit(corpus, options);
        Random random(8);
        const Score sample = encoding->decode(randomWalk(*encoding, 4, random));
        EXPECT_EQ(sample.tempoMap().changeAt({0}).microseconds, 700'000U);
        EXPECT_EQ(sample.meterMap().signatureAt({0}).numerator, 3);
        ASSERT_GE(sample.tracks.size(), 2U);
        EXPECT_EQ(sample.tracks[1]->program(3), 40);
        EXPECT_EQ(sample.tracks[1]->channels(), std::vector<std::uint8_t>{3});
        // A note at a time on the beat fits into four bars without a rest.
        if (options.stepsPerBeat == 12) {
            EXPECT_EQ(sample.barCount(), 4) << nameOf(options);
        }
    }
}

TEST(WordEncodings, PercussionAloneIsNothingToLearnFrom) {
    const Corpus corpus({{"drums", scoreOf({{.length = {120}, .channel = kDrumChannel}}), false}});
    for (const EncodingOptions& options : allOptions())
        EXPECT_EQ(fitEncoding(corpus, options, 0).error().code, ErrorCode::OnlyDrums);
    EXPECT_EQ(fitEncoding(corpus, {.kind = "runes"}, 0).error().code, ErrorCode::OnlyDrums);
    const Corpus note({{"note", scoreOf({{.length = {120}}}), false}});
    EXPECT_EQ(fitEncoding(note, {.kind = "runes"}, 0).error().code, ErrorCode::BadSetting);
}

TEST(WordEncodings, MillionsOfEmptyBarsAreShortened) {
    constexpr std::int64_t kFar = 1'000'000'000;
    const Corpus corpus({{"far",
                          scoreOf({{.onset = {480}, .length = {480}, .pitch = {60}},
                                   {.onset = {kFar}, .length = {kFar}, .pitch = {64}}}),
                          false}});
    for (const EncodingOptions& options : allOptions()) {
        const auto encoding = fit(corpus, options);
        const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
        EXPECT_LE(tokens.size(), 100U * 12U) << nameOf(options);
        const auto again = encoding->encode({"decoded", encoding->decode(tokens), false});
        EXPECT_EQ(again.tokens, tokens) << nameOf(options);
    }
}

TEST(WordEncodings, TakesOfRealFilesSurviveBeingWritten) {
    const char* folder = std::getenv("LEITMOTIF_MIDI_FOLDER");
    if (folder == nullptr)
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
        for (const EncodingOptions& options : allOptions()) {
            const auto encoding = fitEncoding(corpus, options, 0);
            if (!encoding) {
                EXPECT_EQ(encoding.error().code, ErrorCode::OnlyDrums);
                continue;
            }
            for (const CorpusPiece& piece : corpus.pieces()) {
                const auto tokens = (*encoding)->encode(piece).tokens;
                const auto again = readMidi(midiBytes((*encoding)->decode(tokens)), name);
                ASSERT_TRUE(again) << name;
                EXPECT_TRUE(again->findings.empty()) << name << ' ' << nameOf(options);
                EXPECT_EQ((*encoding)->encode({name, again->score, piece.hasFreeBeat}).tokens,
                          tokens)
                    << name << ' ' << nameOf(options);
            }
        }
    }
    EXPECT_GT(files, 0U);
}

} // namespace
} // namespace leitmotif
