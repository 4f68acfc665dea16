// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plain_text.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace leitmotif {
namespace {

TEST(PlainTextTest, LeavesTextAsItIs) {
    for (const char* const text : {"", "Für Elise, 2/4", "ノクターン", "𝄞 A–B", "a\u00a0b"})
        EXPECT_EQ(plainText(text), text);
}

TEST(PlainTextTest, TakesOutWhatSteersATerminal) {
    EXPECT_EQ(plainText("\x1b]0;owned\x07"), "\uFFFD]0;owned\uFFFD");
    EXPECT_EQ(plainText("a\u009b31mb"), "a\uFFFD31mb");
    EXPECT_EQ(plainText("\x7f"), "\uFFFD");
    EXPECT_EQ(plainText("a\rb"), "a\uFFFDb");
    EXPECT_EQ(plainText("a\nb\tc"), "a b c");
    EXPECT_EQ(plainText("\u202egnp.exe"), "\uFFFDgnp.exe");
    EXPECT_EQ(plainText(std::string("a\0b", 3)), "a\uFFFDb");
}

TEST(PlainTextTest, TakesOutWhatIsNoUtf8) {
    EXPECT_EQ(plainText("\xff"), "\uFFFD");
    EXPECT_EQ(plainText("\xc3"), "\uFFFD");
    EXPECT_EQ(plainText("\xc0\x9b"), "\uFFFD\uFFFD");           // an overlong control character
    EXPECT_EQ(plainText("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD"); // half a pair
    EXPECT_EQ(plainText("\xe2\x82x"), "\uFFFD\uFFFDx");
}

TEST(ColumnsTest, FillsOrCuts) {
    EXPECT_EQ(inColumns("Flûte", 8), "Flûte   ");
    EXPECT_EQ(inColumns("Flûte", 5), "Flûte");
    EXPECT_EQ(inColumns("Flûte", 4), "Flû…");
    EXPECT_EQ(inColumns("Flûte", 1), "…");
    EXPECT_EQ(inColumns("Flûte", 0), "");
    EXPECT_EQ(inColumns("", 2), "  ");
    EXPECT_EQ(inColumns(" Chant\n\n  Voice  ", 13), "Chant Voice  ");
}

TEST(ColumnsTest, WideCharactersTakeTwo) {
    EXPECT_EQ(columnsOf("ピアノ"), 6U);
    EXPECT_EQ(columnsOf("ﾍﾟ"), 2U);
    EXPECT_EQ(columnsOf("피아노 1"), 8U);
    EXPECT_EQ(columnsOf("e\u0301"), 1U);
    EXPECT_EQ(inColumns("ピアノ", 8), "ピアノ  ");
    EXPECT_EQ(inColumns("ピアノ", 5), "ピア…");
    EXPECT_EQ(inColumns("ピアノ", 4), "ピ… ");
}

TEST(SafeFileNameTest, KeepsNamesOfPresets) {
    for (const char* const name : {"lstm", "coe-bilstm-1024", "Élégie no. 3", "v1.2"})
        EXPECT_EQ(safeFileName(name), name);
}

TEST(SafeFileNameTest, IsNeverAPath) {
    EXPECT_EQ(safeFileName("../../etc/passwd"), "_.._etc_passwd");
    EXPECT_EQ(safeFileName("/tmp/x"), "_tmp_x");
    EXPECT_EQ(safeFileName("a\\b"), "a_b");
    EXPECT_EQ(safeFileName(".."), "unnamed");
    EXPECT_EQ(safeFileName(""), "unnamed");
    EXPECT_EQ(safeFileName(".hidden"), "hidden");
    EXPECT_EQ(safeFileName("--out"), "out");
    EXPECT_EQ(safeFileName("name. "), "name");
    EXPECT_EQ(safeFileName(std::string("a\0b", 3)), "a_b");
    EXPECT_EQ(safeFileName(std::string(5'000, 'x')).size(), 120U);
}

TEST(SafeFileNameTest, WhateverTheNameItIsOneFileInItsFolder) {
    Random random(7);
    constexpr std::string_view kPieces = "./\\ -~:*\n\x1b\xc3\xa9\xff"
                                         "ab\0";
    for (int round = 0; round < 20'000; ++round) {
        std::string name;
        for (auto count = random.below(30); count > 0; --count)
            name += kPieces[random.below(kPieces.size())];
        const std::string safe = safeFileName(name);
        const std::filesystem::path path = std::filesystem::path("out") / (safe + ".mid");
        ASSERT_EQ(path.lexically_normal(), path) << name;
        ASSERT_EQ(path.parent_path(), "out") << name;
        ASSERT_EQ(path.stem(), safe) << name;
        ASSERT_EQ(plainText(safe), safe) << name;
        ASSERT_NE(safe.front(), '-') << name;
    }
}

} // namespace
} // namespace leitmotif
