// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/take_setting.h"

#include "core/encoding/common/encoding.h"
#include "core/encoding/events/note_rows.h"
#include "core/encoding/factory.h"
#include "core/encoding/pictures/roll_image.h"
#include "tests/core/encoding/random_pieces.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <vector>

namespace leitmotif {
namespace {

constexpr std::int64_t kBeat = 480;

std::vector<Note> eighths(std::int64_t first, int count) {
    std::vector<Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back({.onset = {first + i * kBeat / 2},
                         .length = {kBeat / 2},
                         .pitch = {static_cast<std::uint8_t>(60 + i * i % 7)}});
    return notes;
}

Score pieceOf(std::vector<Event> events, std::vector<Note> notes) {
    Score score;
    score.tracks = {std::make_shared<const Track>(std::vector<Note>{}, std::move(events)),
                    std::make_shared<const Track>(std::move(notes), std::vector<Event>{})};
    return score;
}

Event keyEvent(Tick tick, int sharps, bool isMinor) {
    const std::array bytes = {static_cast<std::uint8_t>(sharps),
                              static_cast<std::uint8_t>(isMinor ? 1 : 0)};
    return metaEvent(tick, meta::kKeySignature, bytes);
}

Corpus corpusOf(const std::vector<Score>& scores, BeatChoice beat = BeatChoice::Automatic) {
    std::vector<CorpusPiece> pieces;
    for (const Score& score : scores) {
        const auto some = corpusPieces(score, "x", {.tracks = {}, .bars = {}, .beat = beat});
        EXPECT_TRUE(some);
        pieces.insert(pieces.end(), some->begin(), some->end());
    }
    return Corpus(std::move(pieces));
}

Score walk(const SequenceEncoding& encoding, int bars, Random& random) {
    const auto guide = encoding.guide(bars);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(encoding.vocabularySize()));
    std::vector<int> tokens;
    while (!guide->isComplete() && tokens.size() < 20'000) {
        guide->fillAllowed(allowed);
        auto token = random.below(allowed.size());
        while (allowed[token] == 0)
            token = (token + 1) % allowed.size();
        guide->accept(static_cast<int>(token));
        tokens.push_back(static_cast<int>(token));
    }
    return encoding.decodeSample(tokens);
}

/// A sample of every encoding, by its name.
std::vector<std::pair<std::string, Score>> samplesOf(const Corpus& corpus, int bars = 4) {
    std::vector<std::pair<std::string, Score>> samples;
    Random random(11);
    for (const char* kind : {"events", "chords", "states", "jazz", "frames"}) {
        EncodingOptions options{.kind = kind};
        options.stepsPerBeat = options.kind == "frames" ? 4 : options.kind == "events" ? 0 : 12;
        const auto encoding = fitEncoding(corpus, options, 0);
        EXPECT_TRUE(encoding) << kind;
        const auto again = encodingFromJson((*encoding)->toJson());
        EXPECT_TRUE(again) << kind;
        samples.emplace_back(kind, walk(**again, bars, random));
    }
    const NoteRows rows = NoteRows::fitted(corpus, {.stepsPerBeat = 0}, 0);
    samples.emplace_back("rows", rows.score(rows.rows(corpus.pieces().back())));
    for (const bool isFitted : {true, false}) {
        const auto image =
            RollImage::fromJson(RollImage::fit(corpus, {.isFitted = isFitted})->toJson());
        EXPECT_TRUE(image);
        samples.emplace_back(isFitted ? "rolls" : "published rolls",
                             image->decode(image->encode(corpus.pieces().back())));
    }
    return samples;
}

void expectSetting(const Corpus& corpus, std::uint32_t microseconds, int numerator,
                   int denominator) {
    for (const auto& [name, sample] : samplesOf(corpus)) {
        EXPECT_EQ(sample.tempoMap().changeAt({0}).microseconds, microseconds) << name;
        const SignatureChange signature = sample.meterMap().signatureAt({0});
        EXPECT_EQ(signature.numerator, numerator) << name;
        EXPECT_EQ(signature.denominator, denominator) << name;
        EXPECT_GT(sample.noteCount(), 0U) << name;
    }
}

TEST(TakeSetting, IsWhatHoldsForMostOfTheMusic) {
    // An upbeat of a beat; a set-up bar with notes of its own; a tempo that comes late.
    expectSetting(corpusOf({pieceOf({tempoEvent({0}, 400'000), timeSignatureEvent({0}, 1, 4),
                                     timeSignatureEvent({kBeat}, 3, 4)},
                                    eighths(0, 200))}),
                  400'000, 3, 4);
    expectSetting(
        corpusOf({pieceOf({tempoEvent({0}, 500'000), timeSignatureEvent({0}, 2, 4),
                           timeSignatureEvent({2 * kBeat}, 4, 4), tempoEvent({2 * kBeat}, 352'941)},
                          eighths(2 * kBeat, 200))}),
        352'941, 4, 4);
    expectSetting(corpusOf({pieceOf({tempoEvent({5}, 810'810), timeSignatureEvent({0}, 4, 4)},
                                    eighths(0, 200))}),
                  810'810, 4, 4);
}

TEST(TakeSetting, TheFirstFileOfAFolderDoesNotDecide) {
    const Score odd =
        pieceOf({tempoEvent({0}, 900'000), timeSignatureEvent({0}, 5, 4)}, eighths(0, 70));
    const Score usual =
        pieceOf({tempoEvent({0}, 600'000), timeSignatureEvent({0}, 3, 4)}, eighths(0, 300));
    expectSetting(corpusOf({odd, usual}), 600'000, 3, 4);
}

TEST(TakeSetting, BarsOfOneBeatAreGrouped) {
    std::vector<Note> notes;
    for (int i = 0; i < 120; ++i)
        for (int n = 0; n < (i % 3 == 0 ? 3 : 1); ++n)
            notes.push_back({.onset = {i * kBeat},
                             .length = {kBeat},
                             .pitch = {static_cast<std::uint8_t>(50 + 4 * n)}});
    expectSetting(corpusOf({pieceOf({timeSignatureEvent({0}, 1, 4)}, notes)}), 500'000, 3, 4);
}

TEST(TakeSetting, EveryDenominatorOfMidiTrains) {
    for (const auto& [numerator, denominator] : {std::pair(1, 128), {4, 128}, {7, 32}, {3, 64}})
        expectSetting(
            corpusOf({pieceOf({timeSignatureEvent({0}, numerator, denominator)}, eighths(0, 100))}),
            500'000, numerator, denominator);
}

TEST(TakeSetting, TakesHaveTheKeyOfMostNotes) {
    const Corpus corpus = corpusOf(
        {pieceOf({keyEvent({0}, 2, false), keyEvent({8 * kBeat}, -3, true)}, eighths(0, 200))});
    for (const auto& [name, sample] : samplesOf(corpus)) {
        std::vector<int> keys;
        for (const Event& event : sample.tracks[0]->events())
            if (event.isMeta(meta::kKeySignature)) {
                EXPECT_EQ(event.tick, Tick{0});
                keys.push_back(static_cast<std::int8_t>(event.bytes()[0]));
                EXPECT_EQ(event.bytes()[1], 1);
            }
        EXPECT_EQ(keys, std::vector<int>{-3}) << name;
    }
    EXPECT_FALSE(TakeSetting::of(corpusOf({pieceOf({}, eighths(0, 64))})).key);
}

TEST(TakeSetting, FreeMusicKeepsItsTempoAndItsSeconds) {
    for (const std::uint32_t microseconds : {810'810U, 300'000U, 500'000U}) {
        const Corpus corpus =
            corpusOf({pieceOf({tempoEvent({0}, microseconds), timeSignatureEvent({0}, 3, 4)},
                              eighths(0, 200))},
                     BeatChoice::Free);
        ASSERT_TRUE(corpus.pieces().front().hasFreeBeat);
        expectSetting(corpus, microseconds, 3, 4);
        const auto encoding = fitEncoding(corpus, {}, 0);
        const auto tokens = (*encoding)->encode(corpus.pieces().front()).tokens;
        const Score decoded = (*encoding)->decode(tokens);
        const auto& source = corpus.pieces().front().score;
        ASSERT_EQ(decoded.noteCount(), source.noteCount());
        for (std::size_t i = 0; i < source.noteCount(); ++i) {
            const auto secondsOf = [i](const Score& score) {
                return score.tempoMap().secondsAt(score.tracks[1]->notes()[i].onset);
            };
            EXPECT_NEAR(secondsOf(decoded), secondsOf(source), 0.05);
        }
        EXPECT_EQ((*encoding)->encode({"again", decoded, true}).tokens, tokens);
        // As many bars as were asked for, at their own length.
        Random random(2);
        const double bar = 3e-6 * microseconds;
        const Score sample = walk(**encoding, 8, random);
        const double seconds = sample.tempoMap().secondsAt(sample.end());
        EXPECT_GT(seconds, 8 * bar - 1.5);
        EXPECT_LT(seconds, 8 * bar + 6.0);
    }
}

TEST(TakeSetting, ASampleBeginsInTheUsualSignature) {
    // A quarter of the bars in 5/8, which come first.
    const Corpus corpus = corpusOf(
        {pieceOf({timeSignatureEvent({0}, 5, 8), timeSignatureEvent({50 * kBeat / 2}, 4, 4)},
                 eighths(0, 400))});
    const auto encoding = fitEncoding(corpus, {}, 0);
    Random random(6);
    for (int round = 0; round < 20; ++round) {
        const SignatureChange signature = walk(**encoding, 4, random).meterMap().signatureAt({0});
        EXPECT_EQ(std::pair(signature.numerator, signature.denominator), std::pair(4, 4));
    }
}

TEST(TakeSetting, CheckpointsWithoutKeyAndSignatureAreRead) {
    const TakeSetting old = TakeSetting::fromJson({{"microseconds_per_beat", 600'000}});
    EXPECT_EQ(old, (TakeSetting{.microseconds = 600'000, .key = {}}));
    EXPECT_TRUE(old.isSane());
    const TakeSetting setting{700'000, 7, 128, KeySignature{-7, true}, true};
    EXPECT_EQ(TakeSetting::fromJson(setting.toJson()), setting);
    EXPECT_TRUE(setting.isSane());
    EXPECT_FALSE((TakeSetting{.denominator = 3, .key = {}}.isSane()));
    EXPECT_FALSE((TakeSetting{.denominator = 256, .key = {}}.isSane()));
    EXPECT_FALSE((TakeSetting{.key = KeySignature{8, false}}.isSane()));
}

} // namespace
} // namespace leitmotif
