// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_batch.h"

#include "core/encoding/compound/compound_encoding.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

struct Pieces {
    std::vector<CompoundPiece> pieces;
    std::vector<int> strides;
};

Pieces randomPieces(int count, std::uint64_t seed) {
    Random random(seed);
    Pieces made;
    for (int i = 0; i < count; ++i) {
        const bool isFree = i % 3 == 2;
        const auto source = randomPiece(random, {.hasFreeBeat = isFree});
        const auto encoding = CompoundEncoding::fitted(Corpus({source}), {}, 0);
        made.pieces.push_back(encoding.piece(source));
        made.strides.push_back(isFree ? 1 : encoding.stride());
    }
    return made;
}

std::vector<CompoundWindow> wholeWindows(const Pieces& made) {
    std::vector<CompoundWindow> windows;
    for (std::size_t i = 0; i < made.pieces.size(); ++i)
        windows.push_back({{i, 0, 0, made.pieces[i].notes.size()}});
    return windows;
}

void expectSound(const CompoundBatch& batch) {
    const auto bags = static_cast<std::int64_t>(batch.inputs.offsets.size());
    ASSERT_EQ(bags % batch.windows, 0);
    for (const auto row : batch.inputs.rows)
        EXPECT_LT(row, compoundInputs());
    for (const auto& rows : batch.fields) {
        const auto sizes = fieldSizes(rows.field);
        const auto count = static_cast<std::int64_t>(rows.count());
        ASSERT_EQ(rows.targets.size(), rows.count());
        ASSERT_EQ(rows.conditions.offsets.size(), rows.count());
        ASSERT_EQ(rows.isAllowed.size(), rows.count() * rows.choices);
        ASSERT_EQ(rows.logits.size(), rows.features.size());
        for (const auto row : rows.conditions.rows)
            EXPECT_LT(row, sizes.conditions);
        for (std::size_t i = 0; i < rows.logits.size(); ++i) {
            EXPECT_LT(rows.logits[i], count * static_cast<std::int64_t>(rows.choices));
            EXPECT_LT(rows.features[i], count * sizes.features);
            // Of the same note.
            EXPECT_EQ(rows.logits[i] / static_cast<std::int64_t>(rows.choices),
                      rows.features[i] / sizes.features);
        }
        for (std::size_t i = 0; i < rows.count(); ++i) {
            ASSERT_LT(rows.targets[i], static_cast<std::int64_t>(rows.choices));
            EXPECT_EQ(rows.isAllowed[i * rows.choices + static_cast<std::size_t>(rows.targets[i])],
                      1);
            EXPECT_LT(rows.states[i], bags);
        }
    }
}

std::size_t rowsOf(const CompoundBatch& batch, CompoundField field) {
    return batch.fields[static_cast<std::size_t>(field)].count();
}

TEST(CompoundBatch, EveryNoteHasEachOfItsFieldsOnce) {
    const auto made = randomPieces(9, 1);
    const auto windows = wholeWindows(made);
    const CompoundBatch batch(viewsOf(made.pieces), made.strides, windows, true);
    expectSound(batch);
    std::size_t notes = 0;
    for (const auto& piece : made.pieces)
        notes += piece.notes.size();
    EXPECT_EQ(batch.notes, notes);
    EXPECT_EQ(rowsOf(batch, CompoundField::Step), notes);
    EXPECT_EQ(rowsOf(batch, CompoundField::Duration), notes);
    EXPECT_EQ(rowsOf(batch, CompoundField::Pitch) + rowsOf(batch, CompoundField::Drum), notes);
    EXPECT_LT(rowsOf(batch, CompoundField::Position), notes); // none within a chord
}

TEST(CompoundBatch, OnlyEvaluatedNotesHaveTargets) {
    const auto made = randomPieces(1, 2);
    const auto size = made.pieces[0].notes.size();
    const CompoundWindow window{{0, size / 4, size / 2, size}};
    const CompoundBatch batch(viewsOf(made.pieces), made.strides, {&window, 1}, true);
    expectSound(batch);
    EXPECT_EQ(batch.notes, size - size / 2);
}

TEST(CompoundBatch, AHoleIsWrittenAfterWhatFollowsIt) {
    const auto made = randomPieces(1, 3);
    const auto& notes = made.pieces[0].notes;
    CompoundWindow window{{0, 0, 0, notes.size()}};
    window.holeEnd = notes[notes.size() / 2].bar;
    ASSERT_GT(*window.holeEnd, notes.front().bar);
    const CompoundBatch batch(viewsOf(made.pieces), made.strides, {&window, 1}, true);
    expectSound(batch);
    const auto& steps = batch.fields[static_cast<std::size_t>(CompoundField::Step)];
    EXPECT_EQ(steps.count(), notes.size() + 1); // and the end of the hole
    EXPECT_EQ(steps.targets.back(), kStepEnd);
    EXPECT_EQ(std::ranges::count(steps.targets, kStepEnd), 1);
    // The pitches of what follows come first.
    const auto behind = std::ranges::lower_bound(notes, *window.holeEnd, {}, &CompoundNote::bar);
    std::vector<std::int64_t> expected;
    const auto addPitches = [&](auto first, auto last) {
        for (; first != last; ++first)
            if (made.pieces[0].programs[first->part] != kDrumProgram)
                expected.push_back(first->pitch);
    };
    addPitches(behind, notes.end());
    addPitches(notes.begin(), behind);
    EXPECT_EQ(batch.fields[static_cast<std::size_t>(CompoundField::Pitch)].targets, expected);
}

TEST(CompoundBatch, TranspositionMovesPitchesAndNothingElse) {
    const auto made = randomPieces(2, 4);
    auto windows = wholeWindows(made);
    const CompoundBatch plain(viewsOf(made.pieces), made.strides, windows, true);
    windows[0].notes.transposition = 2;
    windows[1].notes.transposition = 2;
    const CompoundBatch moved(viewsOf(made.pieces), made.strides, windows, true);
    for (std::size_t i = 0; i < kCompoundFields; ++i) {
        auto expected = plain.fields[i].targets;
        if (plain.fields[i].field == CompoundField::Pitch)
            for (auto& pitch : expected)
                pitch += 2;
        EXPECT_EQ(moved.fields[i].targets, expected);
    }
}

TEST(CompoundBatch, DrawnTasksAreSound) {
    const auto made = randomPieces(12, 5);
    Random random(6);
    int holes = 0;
    int ends = 0;
    for (int round = 0; round < 20; ++round) {
        auto windows = wholeWindows(made);
        drawTasks(windows, viewsOf(made.pieces), random);
        for (const auto& window : windows) {
            holes += window.holeEnd ? 1 : 0;
            ends += window.knowsEnd ? 1 : 0;
        }
        expectSound(CompoundBatch(viewsOf(made.pieces), made.strides, windows, round % 2 == 0));
    }
    EXPECT_NEAR(holes, 120, 35);
    EXPECT_NEAR(ends, 120, 35);
}

} // namespace
} // namespace leitmotif
