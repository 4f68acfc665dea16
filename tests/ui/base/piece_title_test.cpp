// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/piece_title.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(PieceTitle, LosesTheEndingOfAFileAndNoOtherDot) {
    EXPECT_EQ(pieceTitle(QStringLiteral("/music/bach 846.mid")), QStringLiteral("bach 846"));
    EXPECT_EQ(pieceTitle(QStringLiteral("Op. 27 No. 2.MIDI")), QStringLiteral("Op. 27 No. 2"));
    for (const char* name :
         {"Minuet in G major, BWV Anh. 114", "Fugue, A/B version", "St. Louis Blues", ""})
        EXPECT_EQ(pieceTitle(QString::fromUtf8(name)), QString::fromUtf8(name));
}

} // namespace
} // namespace leitmotif
