// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/document.h"

#include "core/edit/note_ops.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Document, ReportsEachChangeAfterItIsMade) {
    Document document;
    int changes = 0;
    std::size_t notesSeen = 99;
    document.setListener([&](const Score& score, const ScoreEdit* edit) {
        ++changes;
        notesSeen = score.noteCount();
        EXPECT_EQ(edit == nullptr, changes == 3);
    });
    const ScoreEdit edit = replacing(document.score(), 0, {}, {{.onset = {5}, .length = {10}}});
    ASSERT_TRUE(document.apply(edit));
    EXPECT_EQ(notesSeen, 1U);
    ASSERT_TRUE(document.apply(edit.inverted()));
    EXPECT_EQ(notesSeen, 0U);
    document.replace(emptyScore({96}));
    EXPECT_EQ(changes, 3);
    EXPECT_EQ(document.score().division, Division{96});
    EXPECT_EQ(document.revision(), 3U);
}

TEST(Document, RefusedEditChangesAndReportsNothing) {
    Document document;
    document.setListener([](const Score&, const ScoreEdit*) { FAIL() << "nothing happened"; });
    const auto hash = document.score().hash();
    EXPECT_FALSE(document.apply({.tracks = {{.removed = {Note{.length = {1}}}}}}));
    EXPECT_EQ(document.score().hash(), hash);
    EXPECT_EQ(document.revision(), 0U);
}

} // namespace
} // namespace leitmotif
