// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_tools.h"

#include "tests/ui/roll/roll_fixture.h"
#include "ui/roll/roll_toolbar.h"

#include <QAction>
#include <QSet>
#include <QToolButton>

namespace leitmotif {
namespace {

class RollToolsTest : public RollFixture {};

TEST_F(RollToolsTest, EveryToolNamesItself) {
    QSet<QString> names;
    QSet<int> keys;
    for (const RollTool* tool : rollTools()) {
        EXPECT_FALSE(tool->text().isEmpty());
        EXPECT_FALSE(tool->help().isEmpty());
        names.insert(tool->actionName());
        keys.insert(tool->key());
    }
    EXPECT_EQ(names.size(), static_cast<qsizetype>(rollTools().size()));
    EXPECT_EQ(keys.size(), static_cast<qsizetype>(rollTools().size()));
}

TEST_F(RollToolsTest, EveryToolHasItsButtonIconAndKey) {
    const RollToolbar toolbar(roll);
    for (const RollTool* tool : rollTools()) {
        auto* const button = toolbar.findChild<QToolButton*>(tool->buttonName());
        ASSERT_NE(button, nullptr) << qPrintable(tool->buttonName());
        EXPECT_EQ(button->defaultAction(), roll.action(tool->actionName()));
        EXPECT_FALSE(button->icon().pixmap(QSize(20, 20)).isNull()) << tool->icon();
        key(tool->key());
        EXPECT_EQ(&roll.tool(), tool);
        EXPECT_TRUE(button->isChecked());
        EXPECT_EQ(roll.standingWords(), tool->help());
    }
}

TEST_F(RollToolsTest, NamesOfActionsAndButtonsFollowTheTool) {
    const RollTool& select = *rollTools().front();
    EXPECT_EQ(select.actionName(), QStringLiteral("rollSelectTool"));
    EXPECT_EQ(select.buttonName(), QStringLiteral("selectToolButton"));
}

} // namespace
} // namespace leitmotif
