// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_encoding.h"

#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

constexpr int kRounds = 60;

EncodingOptions twelveSteps() {
    EncodingOptions options;
    options.stepsPerBeat = 12;
    return options;
}

/// The notes of a score, cut at `end`: nothing sounds after the last bar of a decoded score.
std::vector<std::string> notesUpTo(const Score& score, Tick end) {
    Score cut;
    for (const auto& track : score.tracks) {
        std::vector<Note> notes;
        for (Note note : track->notes()) {
            note.length = std::min(note.length, end - note.onset);
            notes.push_back(note);
        }
        cut.tracks.push_back(std::make_shared<const Track>(notes, std::vector<Event>{}));
    }
    return describeNotes(cut);
}

TEST(CompoundDurations, AscendAndAreTheirOwnNearest) {
    const auto& durations = CompoundDurations::get();
    ASSERT_GT(durations.firstFree(), 96);
    for (int i = 0; i < durations.count(); ++i) {
        const bool isFree = i >= durations.firstFree();
        EXPECT_EQ(durations.durationOf(durations.stepsOf(i), isFree), i);
        if (i > 0 && i != durations.firstFree())
            EXPECT_GT(durations.stepsOf(i), durations.stepsOf(i - 1));
    }
    EXPECT_EQ(durations.stepsOf(durations.durationOf(100'000, false)), 32 * kCompoundSteps);
    for (const bool isFree : {false, true})
        for (int steps = 0; steps < 3000; ++steps) {
            int nearest = isFree ? durations.firstFree() : 0;
            const int end = isFree ? durations.count() : durations.firstFree();
            for (int i = nearest; i < end; ++i)
                if (std::abs(durations.stepsOf(i) - steps) <
                    std::abs(durations.stepsOf(nearest) - steps))
                    nearest = i;
            EXPECT_EQ(durations.durationOf(steps, isFree), nearest) << steps;
        }
}

TEST(CompoundEncoding, OnTheGridNothingIsLost) {
    Random random(11);
    for (int round = 0; round < kRounds; ++round) {
        const auto piece = randomPiece(random, {.isOnGrid = true, .hasPedal = false});
        const Corpus corpus({piece});
        const auto encoding = CompoundEncoding::fitted(corpus, twelveSteps(), 0);
        const auto score = encoding.score(encoding.piece(piece));
        EXPECT_EQ(describeNotes(score), notesUpTo(piece.score, score.end())) << "round " << round;
    }
}

TEST(CompoundEncoding, WhatItWritesItReadsAgain) {
    Random random(12);
    for (int round = 0; round < kRounds; ++round) {
        const auto source = randomPiece(random, {.hasFreeBeat = round % 3 == 0});
        const auto encoding = CompoundEncoding::fitted(Corpus({source}), twelveSteps(), 0);
        const auto piece = encoding.piece(source);
        const auto score = encoding.score(piece);
        EXPECT_TRUE(isPlayable(score));
        const auto again = encoding.piece({"again", score, source.hasFreeBeat});
        EXPECT_EQ(again.notes.size(), piece.notes.size()) << "round " << round;
    }
}

TEST(CompoundEncoding, NotesAreInOrderAndWithinTheLimits) {
    Random random(13);
    for (int round = 0; round < kRounds; ++round) {
        const auto source = randomPiece(random, {.hasFreeBeat = round % 2 == 0});
        const auto encoding = CompoundEncoding::fitted(Corpus({source}), {}, 0);
        const auto piece = encoding.piece(source);
        const auto& limits = encoding.limits();
        ASSERT_EQ(limits.parts.size(), piece.programs.size());
        for (std::size_t i = 0; i < piece.notes.size(); ++i) {
            const auto& note = piece.notes[i];
            ASSERT_LT(static_cast<std::size_t>(note.bar), piece.bars.size());
            EXPECT_LT(note.at, piece.bars[static_cast<std::size_t>(note.bar)].steps);
            EXPECT_EQ(limits.positions[note.at], 1);
            EXPECT_EQ(limits.parts[note.part].pitches[note.pitch], 1);
            EXPECT_EQ(limits.parts[note.part].durations[note.duration], 1);
            if (i == 0)
                continue;
            const auto& before = piece.notes[i - 1];
            EXPECT_LT(std::tuple(before.bar, before.at, before.part, before.pitch),
                      std::tuple(note.bar, note.at, note.part, note.pitch));
            EXPECT_LE(note.bar - before.bar, limits.longestGap);
        }
    }
}

TEST(CompoundEncoding, ComesBackFromJson) {
    Random random(14);
    for (int round = 0; round < kRounds; ++round) {
        const auto source = randomPiece(random, {.hasFreeBeat = round % 2 == 0});
        const auto encoding = CompoundEncoding::fitted(Corpus({source}), {}, 3);
        const auto again =
            CompoundEncoding::fromJson(nlohmann::json::parse(encoding.toJson().dump()));
        ASSERT_TRUE(again) << describe(again.error());
        EXPECT_EQ(again->piece(source), encoding.piece(source));
        EXPECT_EQ(again->limits(), encoding.limits());
        EXPECT_EQ(again->emptyTake(5), encoding.emptyTake(5));
    }
}

TEST(CompoundEncoding, DamagedJsonIsAnError) {
    Random random(15);
    const auto source = randomPiece(random, {});
    const auto json = CompoundEncoding::fitted(Corpus({source}), {}, 0).toJson();
    for (const auto& [key, value] : json.items()) {
        auto damaged = json;
        damaged[key] = 7;
        EXPECT_FALSE(CompoundEncoding::fromJson(damaged)) << key;
    }
    auto beyond = json;
    beyond["limits"]["positions"].push_back(kCompoundPositions);
    EXPECT_FALSE(CompoundEncoding::fromJson(beyond));
    auto fewer = json;
    fewer["limits"]["parts"].erase(0);
    EXPECT_FALSE(CompoundEncoding::fromJson(fewer));
}

TEST(CompoundEncoding, LongBarsAreDivided) {
    std::vector<Note> notes;
    for (int beat = 0; beat < 24; ++beat)
        notes.push_back({.onset = {480 * beat}, .length = {480}, .pitch = {60}, .velocity = {84}});
    auto score = scoreOf(notes);
    score.tracks.front() = std::make_shared<const Track>(
        std::vector<Note>{}, std::vector<Event>{timeSignatureEvent({0}, 12, 4)});
    const CorpusPiece source{"long bars", score};
    const auto encoding = CompoundEncoding::fitted(Corpus({source}), twelveSteps(), 0);
    const auto piece = encoding.piece(source);
    ASSERT_EQ(piece.bars.size(), 4U); // of 8, 4, 8 and 4 beats
    EXPECT_EQ(piece.bars[1].division, 1);
    EXPECT_EQ(piece.bars[1].steps, 96);
    EXPECT_EQ(describeNotes(encoding.score(piece)), describeNotes(score));
}

TEST(CompoundEncoding, ALonelyVelocityIsNotLearned) {
    const CorpusPiece source{
        "even", scoreOf({{.onset = {0}, .length = {480}, .pitch = {60}, .velocity = {84}},
                         {.onset = {480}, .length = {480}, .pitch = {64}, .velocity = {84}}})};
    const auto encoding = CompoundEncoding::fitted(Corpus({source}), {}, 0);
    EXPECT_FALSE(encoding.hasVelocity());
    for (const auto& note : encoding.piece(source).notes)
        EXPECT_EQ(note.velocity, kNoVelocity);
    EXPECT_EQ(describeNotes(encoding.score(encoding.piece(source))), describeNotes(source.score));
}

TEST(TranspositionRange, LeavesDrumsAlone) {
    CompoundPiece piece;
    piece.programs = {0, kDrumProgram};
    piece.notes = {{.part = 0, .pitch = 40}, {.part = 0, .pitch = 100}, {.part = 1, .pitch = 5}};
    EXPECT_EQ(transpositionRange(piece, piece.notes), std::pair(-40, 27));
    EXPECT_EQ(transpositionRange(piece, std::span(piece.notes).last(1)), std::pair(0, 0));
}

} // namespace
} // namespace leitmotif
