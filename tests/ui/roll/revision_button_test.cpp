// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/revision_button.h"

#include "tests/ui/roll/roll_fixture.h"

#include <QMenu>

namespace leitmotif {
namespace {

class RevisionButtonTest : public RollFixture {};

TEST_F(RevisionButtonTest, WhyBarsCannotBeRevisedIsInEveryPlace) {
    const RevisionButton button(roll);
    roll.setRevisable(false, QStringLiteral("Train first"));
    EXPECT_FALSE(button.isEnabled());
    EXPECT_EQ(button.toolTip(), QStringLiteral("Train first"));
    for (const QAction* action : button.menu()->actions()) {
        EXPECT_FALSE(action->isEnabled());
        EXPECT_EQ(action->toolTip(), QStringLiteral("Train first"));
        EXPECT_TRUE(roll.editActions().contains(action));
    }
    roll.setRevisable(true);
    EXPECT_TRUE(button.isEnabled());
    EXPECT_NE(button.toolTip(), QStringLiteral("Train first"));
    for (const QAction* action : button.menu()->actions())
        EXPECT_TRUE(action->toolTip().contains(action->shortcut().toString()));
}

} // namespace
} // namespace leitmotif
