// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_accessible.h"

#include "tests/ui/roll/roll_fixture.h"

#include <QAccessible>

namespace leitmotif {
namespace {

class RollAccessibleTest : public RollFixture {};

TEST_F(RollAccessibleTest, ScreenReaderHearsWhatIsSelected) {
    open({note(3 * 1920 + 480, 480, 61, 80)});
    key(Qt::Key_A, Qt::ControlModifier);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(canvas());
    ASSERT_NE(accessible, nullptr);
    EXPECT_EQ(accessible->role(), QAccessible::Canvas);
    EXPECT_FALSE(accessible->text(QAccessible::Name).isEmpty());
    EXPECT_EQ(accessible->text(QAccessible::Description),
              QStringLiteral("Note C sharp 4, bar 4 beat 2, length 1 beat, velocity 80"));
    key(Qt::Key_Escape);
    EXPECT_TRUE(accessible->text(QAccessible::Description)
                    .contains(QStringLiteral("cursor at bar 4 beat 2")));
}

} // namespace
} // namespace leitmotif
