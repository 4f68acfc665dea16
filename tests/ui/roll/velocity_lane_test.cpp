// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/velocity_lane.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"
#include "ui/roll/velocity_gesture.h"

#include <QSpinBox>

namespace leitmotif {
namespace {

class VelocityLaneTest : public RollFixture {
  protected:
    [[nodiscard]] QPoint head(const Note& note, int velocity) const {
        const VelocityScale scale{static_cast<double>(lane()->height())};
        return {static_cast<int>(roll.geometry().xOf(note.onset)),
                static_cast<int>(std::lround(scale.yOf(velocity)))};
    }
    void dragLane(QPoint from, QPoint to) {
        QTest::mousePress(lane(), Qt::LeftButton, {}, from);
        move(lane(), (from + to) / 2, {}, Qt::LeftButton);
        move(lane(), to, {}, Qt::LeftButton);
        QTest::mouseRelease(lane(), Qt::LeftButton, {}, to);
    }
};

TEST_F(VelocityLaneTest, HeadDragsItsNote) {
    open({note(480, 480, 64, 80), note(1920, 480, 64, 80)});
    dragLane(head(notes()[0], 80), head(notes()[0], 110));
    EXPECT_NEAR(notes()[0].velocity.value, 110, 3);
    EXPECT_EQ(notes()[1].velocity.value, 80);
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(VelocityLaneTest, SelectedNotesGetLouderTogether) {
    open({note(480, 480, 64, 60), note(1920, 480, 64, 90), note(2880, 480, 64, 50)});
    roll.setTool(selectTool());
    drag(at(400, 66), at(2000, 62));
    ASSERT_EQ(roll.selection().size(), 2U);
    dragLane(head(notes()[0], 60), head(notes()[0], 80));
    EXPECT_NEAR(notes()[0].velocity.value, 80, 3);
    EXPECT_EQ(notes()[1].velocity.value - notes()[0].velocity.value, 30);
    EXPECT_EQ(notes()[2].velocity.value, 50);
    EXPECT_EQ(roll.selection().size(), 2U);
}

TEST_F(VelocityLaneTest, RampPassesThroughEveryNote) {
    std::vector<Note> many;
    for (int i = 0; i < 8; ++i)
        many.push_back(note(480 * (i + 1), 240, 60 + i, 64));
    open(many);
    dragLane(head(many[0], 20), head(many[7], 120));
    for (int i = 0; i < 8; ++i)
        EXPECT_NEAR(notes()[static_cast<std::size_t>(i)].velocity.value, 20 + 100 * i / 7, 4);
    EXPECT_EQ(stack.count(), 1);
}

TEST_F(VelocityLaneTest, WheelStepsByOneAndIsOneUndoStep) {
    open({note(480, 480, 64, 80)});
    for (int i = 0; i < 5; ++i)
        wheel(lane(), head(notes()[0], 40), 1);
    EXPECT_EQ(notes()[0].velocity.value, 85);
    stack.undo();
    EXPECT_EQ(notes()[0].velocity.value, 80);
}

TEST_F(VelocityLaneTest, DoubleClickTakesATypedValue) {
    open({note(480, 480, 64, 80)});
    // A double click begins with a click; away from the head it must paint nothing.
    const auto doubleClick = [this](QPoint place) {
        QTest::mousePress(lane(), Qt::LeftButton, {}, place);
        QTest::mouseRelease(lane(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(lane(), Qt::LeftButton, {}, place);
    };
    doubleClick(head(notes()[0], 29));
    EXPECT_EQ(notes()[0].velocity.value, 80);
    auto* editor = roll.findChild<QSpinBox*>(QStringLiteral("velocityValue"));
    ASSERT_TRUE(editor->isVisible());
    QTest::keyClicks(editor, QStringLiteral("101"));
    QTest::keyClick(editor, Qt::Key_Return);
    EXPECT_EQ(notes()[0].velocity.value, 101);
    EXPECT_EQ(stack.count(), 1);
    EXPECT_FALSE(editor->isVisible());
    for (const int height : {101, 40}) {
        doubleClick(head(notes()[0], height));
        QTest::keyClicks(editor, QStringLiteral("7"));
        QTest::keyClick(editor, Qt::Key_Escape);
        EXPECT_EQ(notes()[0].velocity.value, 101);
    }
    EXPECT_EQ(stack.count(), 1) << "Esc leaves nothing";
}

} // namespace
} // namespace leitmotif
