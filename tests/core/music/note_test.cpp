// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/note.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

const Note kFromFile{.onset = {10}, .length = {5}, .onOrder = 3, .offOrder = 7};

TEST(Note, ChangesThatChangeNothingKeepTheNote) {
    EXPECT_EQ(kFromFile.withOnset({10}), kFromFile);
    EXPECT_EQ(kFromFile.withLength({5}), kFromFile);
    EXPECT_EQ(kFromFile.withOnset({20}).withPitch({60}).onset, Tick{20});
}

TEST(Note, WhatMovesGivesUpItsPlaceInTheFile) {
    const Note moved = kFromFile.withOnset({11});
    EXPECT_EQ(moved.onOrder, Note::kNewOnOrder);
    EXPECT_EQ(moved.offOrder, Note::kNewOffOrder);
    const Note longer = kFromFile.withLength({6});
    EXPECT_EQ(longer.onOrder, 3U);
    EXPECT_EQ(longer.offOrder, Note::kNewOffOrder);
    EXPECT_EQ(kFromFile.withPitch({1}).offOrder, 7U);
}

TEST(Note, MovingEndsAHangingNoteAndGivesLength) {
    Note hanging{.onset = {10}, .length = {0}, .offForm = NoteOffForm::Missing};
    const Note moved = hanging.withOnset({3});
    EXPECT_EQ(moved.offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(moved.length, Tick{1});
    EXPECT_EQ(hanging.withPitch({61}).offForm, NoteOffForm::Missing);
}

} // namespace
} // namespace leitmotif
