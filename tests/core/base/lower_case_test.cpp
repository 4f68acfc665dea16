// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lower_case.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(LowerCase, ChangesLettersOfAsciiAlone) {
    EXPECT_EQ(lowerCase("AaZz[@09 Ä"), "aazz[@09 Ä");
}

TEST(LowerCase, EndingsAreThoseOfTheLastPart) {
    EXPECT_EQ(endingOf("Songs.old/First.Take.MID"), ".mid");
    EXPECT_EQ(endingOf("Songs.old/First"), "");
    EXPECT_EQ(endingOf(".hidden"), "");
}

} // namespace
} // namespace leitmotif
