// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_keyboard.h"

#include "tests/ui/roll/roll_fixture.h"

namespace leitmotif {
namespace {

class RollKeyboardTest : public RollFixture {};

TEST_F(RollKeyboardTest, PianoKeysPlayLouderToTheRight) {
    auto* keyboard = roll.findChild<QWidget*>(QStringLiteral("rollKeyboard"));
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    const int y = at(0, 64).y();
    QTest::mouseClick(keyboard, Qt::LeftButton, {}, QPoint(5, y));
    QTest::mouseClick(keyboard, Qt::LeftButton, {}, QPoint(keyboard->width() - 5, y));
    ASSERT_EQ(heard.count(), 4);
    EXPECT_EQ(heard[0][0].toInt(), 64);
    EXPECT_LT(heard[0][1].toInt() + 50, heard[2][1].toInt());
    EXPECT_FALSE(heard[3][3].toBool());
}

TEST_F(RollKeyboardTest, EveryPressIsReleasedWhereverItEnds) {
    QSignalSpy heard(&roll, &PianoRoll::previewNoteRequested);
    auto* keyboard = roll.findChild<QWidget*>(QStringLiteral("rollKeyboard"));
    QTest::mousePress(keyboard, Qt::LeftButton, {}, QPoint(20, 100));
    roll.hide();
    ASSERT_EQ(heard.count(), 2);
    EXPECT_EQ(heard[0][0], heard[1][0]);
    EXPECT_FALSE(heard[1][3].toBool());
}

} // namespace
} // namespace leitmotif
