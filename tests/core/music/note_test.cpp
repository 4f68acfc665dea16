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

TEST(Note, AHangingNoteEndsWithItsTrackWhereverItBegins) {
    const Note hanging{.onset = {10}, .length = {90}, .offForm = NoteOffForm::Missing};
    EXPECT_EQ(hanging.withOnset({3}).offForm, NoteOffForm::Missing);
    EXPECT_EQ(hanging.withOnset({3}).end(), Tick{100});
    EXPECT_EQ(hanging.withPitch({61}).offForm, NoteOffForm::Missing);
    // Behind the end it needs one of its own.
    EXPECT_EQ(hanging.withOnset({200}).offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(hanging.withOnset({200}).length, Tick{90});
    EXPECT_EQ(hanging.withLength({5}).offForm, NoteOffForm::NoteOff);
}

TEST(Note, AnImpliedEndBecomesItsOwnWhenTheNoteIsChanged) {
    const Note implied{.onset = {10}, .length = {90}, .offForm = NoteOffForm::Implied};
    EXPECT_EQ(implied.withOnset({3}).offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(implied.withOnset({3}).length, Tick{90});
    EXPECT_EQ(implied.withLength({5}).offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(implied.withPitch({5}).offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(implied.withChannel(5).offForm, NoteOffForm::NoteOff);
    EXPECT_EQ(implied.withVelocity({5}).offForm, NoteOffForm::Implied);
    EXPECT_FALSE(implied == implied.withLength({5}));
}

TEST(Note, WithoutLengthBecomesAudibleWhenItMoves) {
    EXPECT_EQ(Note{.onset = {10}}.withOnset({3}).length, Tick{1});
}

} // namespace
} // namespace leitmotif
