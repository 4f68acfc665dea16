// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/document.h"

#include "core/edit/note_ops.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Document, AppliesEditsAndTheirInverses) {
    Document document;
    const ScoreEdit edit = replacing(document.score(), 0, {}, {{.onset = {5}, .length = {10}}});
    ASSERT_TRUE(document.apply(edit));
    EXPECT_EQ(document.score().noteCount(), 1U);
    ASSERT_TRUE(document.apply(edit.inverted()));
    EXPECT_EQ(document.score().noteCount(), 0U);
    document.replace(emptyScore({96}));
    EXPECT_EQ(document.score().division, Division{96});
}

TEST(Document, RefusedEditChangesNothing) {
    Document document;
    const auto hash = document.score().hash();
    EXPECT_FALSE(document.apply({.tracks = {{.removed = {Note{.length = {1}}}}}}));
    EXPECT_EQ(document.score().hash(), hash);
}

} // namespace
} // namespace leitmotif
