// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_ngrams.h"

#include "core/base/random.h"
#include "models/corpus/compound_batch.h"

#include <gtest/gtest.h>
#include <numeric>
#include <vector>

namespace leitmotif {
namespace {

/// Bars of four notes each, of a melody that begins again every three bars, and a bass.
CompoundPiece repeatedPiece(int bars) {
    CompoundPiece piece;
    piece.programs = {0, 32};
    for (int bar = 0; bar < bars; ++bar) {
        piece.bars.push_back({});
        for (int beat = 0; beat < 4; ++beat) {
            CompoundNote note;
            note.bar = bar;
            note.at = static_cast<std::uint8_t>(beat * kCompoundSteps);
            note.pitch = static_cast<std::uint8_t>(60 + (bar * 4 + beat) * 5 % 12 + bar % 3);
            note.duration = static_cast<std::uint8_t>(10 + beat);
            note.velocity = 9;
            piece.notes.push_back(note);
            if (beat == 0) {
                note.part = 1;
                note.pitch = static_cast<std::uint8_t>(36 + bar % 3);
                piece.notes.push_back(note);
            }
        }
    }
    return piece;
}

TEST(CompoundNgrams, ProbabilitiesOfAllChoicesAddUpToOne) {
    const auto piece = repeatedPiece(12);
    CompoundNgrams ngrams;
    ngrams.observe(piece, 0, piece.notes.size());
    const auto draft = CompoundNgrams::draftOf(piece, 20);
    for (const auto field : {CompoundField::Step, CompoundField::Position, CompoundField::Pitch,
                             CompoundField::Duration, CompoundField::Velocity})
        for (const auto context : {CompoundContext::Habit, CompoundContext::Passage}) {
            std::vector<double> chances(FieldRows(field, 2).choices);
            EXPECT_GT(ngrams.fill(context, field, draft, 8, chances), 0);
            EXPECT_NEAR(std::accumulate(chances.begin(), chances.end(), 0.0), 1.0, 1e-9);
            EXPECT_EQ(ngrams.fill(context, field, draft, 0, chances), 0);
        }
}

TEST(CompoundNgrams, WhatIsRepeatedIsNearlyCertain) {
    const auto piece = repeatedPiece(30);
    const auto half = piece.notes.size() / 2;
    const std::vector<SequenceSpan> training = {{0, 0, half, half}};
    const std::vector<SequenceWindow> heldOut = {{0, 0, half, piece.notes.size()}};
    const std::vector<CompoundPiece> pieces = {piece};
    const auto predictions = compoundPredictions(viewsOf(pieces), training, heldOut);
    const auto& pitches = predictions[static_cast<std::size_t>(CompoundField::Pitch)];
    ASSERT_EQ(pitches.size(), piece.notes.size() - half);
    for (const auto& pitch : pitches)
        EXPECT_GT(pitch[static_cast<std::size_t>(CompoundContext::Passage)].probability, 0.5);
}

TEST(CompoundNgrams, PredictionsStandInTheOrderOfABatch) {
    const std::vector<CompoundPiece> pieces = {repeatedPiece(8), repeatedPiece(5)};
    std::vector<SequenceWindow> heldOut;
    std::vector<CompoundWindow> windows;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        heldOut.push_back({i, 0, 4, pieces[i].notes.size()});
        windows.push_back({.notes = heldOut.back()});
    }
    const std::vector<int> strides = {6, 6};
    const CompoundBatch batch(viewsOf(pieces), strides, windows, true);
    const auto predictions = compoundPredictions(viewsOf(pieces), {}, heldOut);
    for (std::size_t field = 0; field < kCompoundFields; ++field)
        EXPECT_EQ(predictions[field].size(), batch.fields[field].targets.size()) << field;
    EXPECT_GT(predictions[static_cast<std::size_t>(CompoundField::Part)].size(), 0U);
}

} // namespace
} // namespace leitmotif
