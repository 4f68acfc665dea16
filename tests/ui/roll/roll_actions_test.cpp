// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_actions.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_tools.h"

#include <QHBoxLayout>
#include <QListWidget>

namespace leitmotif {
namespace {

class RollActionsTest : public RollFixture {};

TEST_F(RollActionsTest, ToolsAndGridsHaveKeys) {
    key(Qt::Key_1);
    EXPECT_EQ(&roll.tool(), &selectTool());
    key(Qt::Key_4);
    EXPECT_EQ(&roll.tool(), &eraseTool());
    key(Qt::Key_2);
    EXPECT_EQ(&roll.tool(), &drawTool());
    key(Qt::Key_4, Qt::ControlModifier);
    EXPECT_EQ(roll.snap(), Snap::Eighth);
}

TEST_F(RollActionsTest, EveryActionHasANameAndNoTwoShareAKey) {
    QStringList keys;
    for (const QAction* action : roll.actions()) {
        EXPECT_FALSE(action->objectName().isEmpty());
        EXPECT_FALSE(action->text().isEmpty());
        for (const QKeySequence& sequence : action->shortcuts()) {
            EXPECT_FALSE(keys.contains(sequence.toString())) << qPrintable(sequence.toString());
            keys.append(sequence.toString());
        }
    }
    EXPECT_GT(keys.size(), 40);
}

TEST_F(RollActionsTest, BarsToReviseAreThoseOfTheSelectionOrTheLoop) {
    constexpr std::int64_t kBar = 1920;
    open({note(0, 480, 64), note(2 * kBar + 480, kBar, 60), note(5 * kBar - 1, 480, 62)});
    QSignalSpy fills(&roll, &PianoRoll::fillRequested);
    QSignalSpy rewrites(&roll, &PianoRoll::rewriteRequested);
    key(Qt::Key_F, Qt::ControlModifier);
    EXPECT_EQ(fills.count(), 0) << "no run has learned it yet";
    roll.setRevisable(true);
    const auto expectBars = [&](QSignalSpy& spy, Qt::Key letter, qint64 first, qint64 last) {
        key(letter, Qt::ControlModifier);
        ASSERT_EQ(spy.count(), 1);
        EXPECT_EQ(spy[0], (QVariantList{first, last}));
        spy.clear();
    };
    roll.setPlayhead(3.5 * kBar);
    expectBars(fills, Qt::Key_F, 3, 3); // nothing is marked: where the playhead is, or all
    expectBars(rewrites, Qt::Key_R, 0, 5);
    roll.setPlayhead(900.0 * kBar);
    expectBars(fills, Qt::Key_F, 5, 5);
    roll.setLoop({{kBar}, {3 * kBar}, false});
    expectBars(fills, Qt::Key_F, 1, 2);
    expectBars(rewrites, Qt::Key_R, 1, 2);
    key(Qt::Key_Right, Qt::ControlModifier); // the selection goes before the loop
    key(Qt::Key_Right, Qt::ControlModifier);
    expectBars(rewrites, Qt::Key_R, 2, 2);
    key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    expectBars(fills, Qt::Key_F, 2, 5); // the last note is meant for the bar after it begins
}

TEST(RollActionsInAWindow, KeysOfZoomingWorkWhateverHasTheFocus) {
    QWidget window;
    auto* list = new QListWidget(&window);
    auto* roll = new PianoRoll(&window);
    auto* row = new QHBoxLayout(&window);
    row->addWidget(list);
    row->addWidget(roll);
    window.resize(1000, 600);
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    list->setFocus();
    roll->showTicks({0}, {960});
    const double zoom = roll->geometry().pixelsPerTick;
    QTest::keyClick(list, Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_LT(roll->geometry().pixelsPerTick, zoom);
    roll->showTicks({0}, {960});
    QTest::keyClick(list, Qt::Key_0, Qt::ControlModifier);
    EXPECT_NE(roll->geometry().pixelsPerTick, zoom);
}

} // namespace
} // namespace leitmotif
