// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/pretrained_sources.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr const char* kHeader = "path\tkind\tsplit\tnotes\tlicence\tattribution\trepo\tcommit\n";

Result<PretrainedSources> readLines(const std::string& lines) {
    return pretrainedSources(kHeader + lines, "list");
}

TEST(PretrainedSources, AreReadLineByLine) {
    const auto sources = readLines(
        "a/d_bunny.mid\tgame\ttrain\t1309\tBSD-3-Clause\t\"Someone; \"\"Welcome\"\" by "
        "Goji\"\tx/y\t1\n"
        "b/Umsonst-lc6829065.mid\tvoice\tvalid\t80\tCC0 1.0\tRobert Franz\tp/q\t2\r\n"
        "b/Die_stille_Lotosblume-lc5130634.mid\tvoice\ttrain\t70\tCC0 1.0\tClara\tp/q\t2\n"
        "c/pl--6735--001_x--fantaisie-sur-la-romance-du-491486.mid\tkeyboard\ttrain\t9\tCC BY "
        "4.0\tK\tr/s\t3");
    ASSERT_TRUE(sources) << describe(sources.error());
    ASSERT_EQ(sources->works.size(), 3U);
    EXPECT_EQ(sources->heldOut, 1U);
    const PretrainedWork& first = sources->works[0];
    EXPECT_EQ(first.title, "Welcome");
    EXPECT_EQ(first.attribution, "Someone; \"Welcome\" by Goji");
    EXPECT_EQ(first.licence, "BSD-3-Clause");
    EXPECT_EQ(first.collection, "x/y");
    EXPECT_EQ(first.notes, 1309);
    EXPECT_EQ(sources->works[1].title, "Die stille Lotosblume");
    EXPECT_EQ(sources->works[2].title, "Fantaisie sur la romance du");
}

TEST(PretrainedSources, AreCountedTheMostWorksFirst) {
    const std::vector<PretrainedWork> works = {
        {.licence = "A", .notes = 5}, {.licence = "B", .notes = 2}, {.licence = "B", .notes = 1}};
    EXPECT_EQ(countBy(works, &PretrainedWork::licence),
              (std::vector<WorkCount>{{"B", 2, 3}, {"A", 1, 5}}));
}

TEST(PretrainedSources, WhatIsNoListIsAnError) {
    for (const char* const lines : {"", "a\tb\n", "a/x.mid\tgame\ttrain\tmany\tl\ta\tr\tc\n"})
        EXPECT_EQ(readLines(lines).error().code, ErrorCode::FileNotReadable) << lines;
    EXPECT_FALSE(pretrainedSources("", "list"));
    EXPECT_FALSE(pretrainedSources("path\tnotes\nx\t1\n", "list"));
}

} // namespace
} // namespace leitmotif
