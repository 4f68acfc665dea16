// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/factory.h"
#include "core/encoding/frames/frame_tokens.h"

#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

constexpr int kStepChoices[] = {1, 2, 4, 7, 12};

PieceTraits randomTraits(Random& random) {
    return {.hasFreeBeat = random.below(3) == 0,
            .hasDrums = random.below(2) == 0,
            .parts = static_cast<int>(1 + random.below(3)),
            .notes = static_cast<int>(1 + random.below(150))};
}

int randomSteps(Random& random) {
    return kStepChoices[random.below(std::size(kStepChoices))];
}

Frames fit(const Corpus& corpus, int stepsPerBeat) {
    const auto frames = Frames::fitted(corpus, stepsPerBeat);
    EXPECT_TRUE(frames.has_value());
    return *frames;
}

std::unique_ptr<SequenceEncoding> fitTokens(const Corpus& corpus, int stepsPerBeat) {
    auto encoding = fitEncoding(
        corpus, {.kind = "frames", .stepsPerBeat = stepsPerBeat, .hasVelocity = false}, 0);
    EXPECT_TRUE(encoding.has_value());
    return *std::move(encoding);
}

/// Chords of quarter notes, as in the published benchmark; {} is a rest.
Score chorale(const std::vector<std::vector<int>>& chords) {
    std::vector<Note> notes;
    for (std::size_t i = 0; i < chords.size(); ++i)
        for (const int pitch : chords[i])
            notes.push_back({.onset = {static_cast<std::int64_t>(i) * 480},
                             .length = {480},
                             .pitch = {static_cast<std::uint8_t>(pitch)}});
    return scoreOf(std::move(notes));
}

Frame frameOf(const std::vector<int>& pitches) {
    Frame frame;
    for (const int pitch : pitches)
        frame.set(static_cast<std::size_t>(pitch - kLowestFramePitch));
    return frame;
}

TEST(Frames, WhatWasDecodedEncodesToTheSameFrames) {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        const auto traits = randomTraits(random);
        const Corpus corpus({randomPiece(random, traits)});
        const Frames coder = fit(corpus, randomSteps(random));
        const auto frames = coder.encode(corpus.pieces().front());
        const Score decoded = coder.decode(frames);
        EXPECT_TRUE(isPlayable(decoded));
        const CorpusPiece piece{"decoded", decoded, traits.hasFreeBeat};
        ASSERT_EQ(coder.encode(piece), frames) << "round " << round;
        // Also from a file.
        const auto bytes = midiBytes(decoded);
        const auto read = readMidi(bytes, "decoded");
        ASSERT_TRUE(read.has_value());
        ASSERT_EQ(coder.encode({"decoded", read->score, traits.hasFreeBeat}), frames);
    }
}

TEST(Frames, AnyFramesComeBackFromTheirScore) {
    Random random(2);
    const Corpus corpus({randomPiece(random, {.isOnGrid = true, .hasDrums = false})});
    for (const int steps : kStepChoices) {
        const Frames coder = fit(corpus, steps);
        std::vector<Frame> frames(300);
        for (Frame& frame : frames)
            for (int i = 0; i < 6 && random.below(4) > 0; ++i)
                frame.set(random.below(kFrameKeys));
        EXPECT_EQ(coder.encode({"random", coder.decode(frames), false}), frames);
    }
}

TEST(Frames, OneBeatIsOneFrame) {
    const std::vector<std::vector<int>> chords = {{60, 64, 67}, {}, {21, 108}, {60}, {60}};
    const Corpus corpus({{"chorale", chorale(chords), false}});
    const auto frames = fit(corpus, 1).encode(corpus.pieces().front());
    ASSERT_EQ(frames.size(), chords.size());
    for (std::size_t i = 0; i < chords.size(); ++i)
        EXPECT_EQ(frames[i], frameOf(chords[i])) << i;
}

TEST(Frames, NotesSoundWhereTheyFillHalfAFrame) {
    const auto framesWith = [](std::int64_t onset, std::int64_t length) {
        const Corpus corpus({{"note",
                              scoreOf({{.onset = {onset}, .length = {length}, .pitch = {60}},
                                       {.onset = {9 * 480}, .length = {480}, .pitch = {72}}}),
                              false}});
        std::vector<std::size_t> sounding;
        const auto frames = fit(corpus, 1).encode(corpus.pieces().front());
        EXPECT_EQ(frames.size(), 10U);
        for (std::size_t i = 0; i < frames.size(); ++i)
            if (frames[i].test(60 - kLowestFramePitch))
                sounding.push_back(i);
        return sounding;
    };
    using Places = std::vector<std::size_t>;
    EXPECT_EQ(framesWith(480, 960), (Places{1, 2}));
    EXPECT_EQ(framesWith(470, 490), (Places{1})); // a little early
    EXPECT_EQ(framesWith(500, 450), (Places{1})); // a little late
    EXPECT_EQ(framesWith(480, 700), (Places{1})); // less than half of the next
    EXPECT_EQ(framesWith(480, 730), (Places{1, 2}));
    EXPECT_EQ(framesWith(720, 240), (Places{1})); // the second half of a beat
    EXPECT_EQ(framesWith(900, 60), (Places{1}));
}

TEST(Frames, LeavesOutPercussionAndWhatNoPianoHas) {
    auto notes = chorale({{20, 60, 109}, {62}}).tracks[1]->notes();
    notes.push_back({.onset = {0}, .length = {480}, .pitch = {40}, .channel = kDrumChannel});
    const Corpus corpus({{"mixed", scoreOf(notes), false}});
    const auto frames = fit(corpus, 1).encode(corpus.pieces().front());
    EXPECT_EQ(frames, (std::vector<Frame>{frameOf({60}), frameOf({62})}));

    const Corpus drums(
        {{"drums", scoreOf({{.length = {480}, .pitch = {60}, .channel = kDrumChannel}}), false}});
    const auto none = Frames::fitted(drums, 1);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, ErrorCode::OnlyDrums);
}

TEST(Frames, StrikesAnewWhereTheCorpusDoes) {
    const Corpus struck({{"struck", chorale({{60}, {60}, {60}, {62}}), false}});
    const Frames striking = fit(struck, 1);
    EXPECT_EQ(striking.decode(striking.encode(struck.pieces().front())).noteCount(), 4U);

    auto notes = chorale({{60}, {62}}).tracks[1]->notes();
    notes.front() = notes.front().withLength({3 * 480});
    const Corpus held({{"held", scoreOf(notes), false}});
    const Frames holding = fit(held, 1);
    EXPECT_EQ(holding.decode(holding.encode(held.pieces().front())).noteCount(), 2U);
}

TEST(Frames, ShortensRestsAndNotesWithoutEnd) {
    const std::int64_t far = 480LL * 1'000'000;
    std::vector<Note> notes = {{.onset = {far}, .length = {480}, .pitch = {60}},
                               {.onset = {2 * far}, .length = {far}, .pitch = {62}},
                               {.onset = {4 * far}, .length = {480}, .pitch = {64}}};
    const Corpus corpus({{"damaged", scoreOf(notes), false}});
    const Frames coder = fit(corpus, 1);
    const auto frames = coder.encode(corpus.pieces().front());
    EXPECT_EQ(frames.size(), 4U * Frames::kLongestBeats + 2U);
    EXPECT_EQ(coder.encode({"again", coder.decode(frames), false}), frames);
}

TEST(Frames, JsonGivesAnEqualCoder) {
    Random random(3);
    for (int round = 0; round < 40; ++round) {
        const Corpus corpus({randomPiece(random, randomTraits(random))});
        const Frames coder = fit(corpus, randomSteps(random));
        const auto again = Frames::fromJson(coder.toJson());
        ASSERT_TRUE(again.has_value());
        EXPECT_EQ(again->toJson(), coder.toJson());
        const auto frames = coder.encode(corpus.pieces().front());
        EXPECT_EQ(again->encode(corpus.pieces().front()), frames);
        EXPECT_EQ(again->decode(frames).hash(), coder.decode(frames).hash());
    }
}

TEST(Frames, DamagedJsonIsAnError) {
    Random random(4);
    const Corpus corpus({randomPiece(random, {.hasDrums = false})});
    const auto whole = fit(corpus, 1).toJson();
    for (const auto& [key, value] : whole.items()) {
        if (key == "kind")
            continue;
        auto damaged = whole;
        damaged.erase(key);
        const bool isNew = key == "signature" || key == "free_beat";
        EXPECT_EQ(Frames::fromJson(damaged).has_value(), isNew) << key;
        damaged[key] = "no";
        EXPECT_FALSE(Frames::fromJson(damaged).has_value()) << key;
    }
    auto damaged = whole;
    damaged["steps_per_beat"] = 0;
    EXPECT_FALSE(Frames::fromJson(damaged).has_value());
    damaged = whole;
    damaged["limits"][2] = 0;
    EXPECT_FALSE(Frames::fromJson(damaged).has_value());
}

TEST(FrameTokens, SayTheSameFrames) {
    Random random(5);
    for (int round = 0; round < 100; ++round) {
        const Corpus corpus({randomPiece(random, randomTraits(random))});
        const int steps = randomSteps(random);
        const auto encoding = fitTokens(corpus, steps);
        const CorpusPiece& piece = corpus.pieces().front();
        const TokenSequence sequence = encoding->encode(piece);
        const auto frames = fit(corpus, steps).encode(piece);
        EXPECT_EQ(sequence.noteStarts.size(), frames.size());
        EXPECT_EQ(sequence.givenNotes, 1U);
        EXPECT_EQ(encoding->decode(sequence.tokens).hash(),
                  fit(corpus, steps).decode(frames).hash());
        const CorpusPiece decoded{"decoded", encoding->decode(sequence.tokens), piece.hasFreeBeat};
        EXPECT_EQ(encoding->encode(decoded).tokens, sequence.tokens);
        const auto again = encodingFromJson(encoding->toJson());
        ASSERT_TRUE(again.has_value());
        EXPECT_EQ((*again)->toJson(), encoding->toJson());
        EXPECT_EQ((*again)->vocabularySize(), encoding->vocabularySize());
    }
}

TEST(FrameTokens, TransposingBackIsTheIdentity) {
    Random random(6);
    const Corpus corpus({randomPiece(random, {.hasDrums = false})});
    const auto encoding = fitTokens(corpus, 2);
    const auto tokens = encoding->encode(corpus.pieces().front()).tokens;
    const auto [down, up] = encoding->transpositionRange(tokens);
    EXPECT_LT(down, 0);
    EXPECT_GT(up, 0);
    for (int semitones = down; semitones <= up; ++semitones) {
        const auto moved = encoding->transposed(tokens, semitones);
        ASSERT_EQ(moved.size(), tokens.size());
        EXPECT_EQ(encoding->transposed(moved, -semitones), tokens);
    }
    EXPECT_TRUE(encoding->transposed(tokens, down - 1).empty());
    EXPECT_TRUE(encoding->transposed(tokens, up + 1).empty());
}

TEST(FrameGuide, AcceptsWhatTheCorpusSays) {
    Random random(7);
    std::vector<std::uint8_t> allowed(kFrameKeys + 1);
    for (int round = 0; round < 100; ++round) {
        const Corpus corpus({randomPiece(random, randomTraits(random))});
        const auto encoding = fitTokens(corpus, randomSteps(random));
        const auto guide = encoding->guide(100'000);
        auto tokens = encoding->encode(corpus.pieces().front()).tokens;
        while (tokens.size() > 1 && tokens[tokens.size() - 2] == FrameTokens::kFrameEnd)
            tokens.pop_back(); // silence at the end is longer than rests between notes
        for (const int token : tokens) {
            guide->fillAllowed(allowed);
            ASSERT_EQ(allowed[static_cast<std::size_t>(token)], 1) << "round " << round;
            guide->accept(token);
        }
    }
}

TEST(FrameGuide, EverySampleIsAPlayableScoreOfTheWantedLength) {
    Random random(8);
    std::vector<std::uint8_t> allowed(kFrameKeys + 1);
    for (int round = 0; round < 100; ++round) {
        const Corpus corpus({randomPiece(random, randomTraits(random))});
        const int steps = randomSteps(random);
        const auto encoding = fitTokens(corpus, steps);
        const int bars = static_cast<int>(1 + random.below(8));
        const auto guide = encoding->guide(bars);
        std::vector<int> tokens;
        while (!guide->isComplete()) {
            guide->fillAllowed(allowed);
            const auto choices = static_cast<std::uint64_t>(std::ranges::count(allowed, 1));
            ASSERT_GT(choices, 0U);
            // The worst model: silence wherever it is allowed.
            int token = FrameTokens::kFrameEnd;
            if (allowed[FrameTokens::kFrameEnd] == 0 || random.below(2) == 0)
                for (std::uint64_t left = 1 + random.below(choices); left > 0;)
                    if (allowed[static_cast<std::size_t>(token = (token + 1) % (kFrameKeys + 1))])
                        --left;
            tokens.push_back(token);
            guide->accept(token);
        }
        const Score score = encoding->decode(tokens);
        EXPECT_TRUE(isPlayable(score));
        EXPECT_GT(score.noteCount(), 0U);
        const TempoMap tempos = score.tempoMap();
        const MeterMap meter = score.meterMap();
        const bool isFree = corpus.pieces().front().hasFreeBeat;
        const double bar = tempos.secondsAt(meter.barStart(1));
        if (isFree && (bar < 0.25 || bar > 16.0))
            continue; // where the beat is free, the time of a bar is bounded
        const double frame =
            (isFree ? 0.5 : tempos.secondsAt(score.division.ticksPerBeat())) / steps;
        EXPECT_LT(std::abs(tempos.secondsAt(score.end()) - tempos.secondsAt(meter.barStart(bars))),
                  frame);
    }
}

} // namespace
} // namespace leitmotif
