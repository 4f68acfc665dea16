// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/revision_button.h"

#include "ui/base/controls.h"
#include "ui/roll/piano_roll.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QMenu>

namespace leitmotif {

RevisionButton::RevisionButton(PianoRoll& roll, QWidget* parent) : QToolButton(parent) {
    named(this, "reviseBarsButton", tr("Fill or rewrite bars"));
    setText(tr("Fill or rewrite"));
    setIconName(this, QStringLiteral("rewrite"));
    setProperty("role", QStringLiteral("fold"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus); // a click leaves the focus with the notes
    auto* menu = new QMenu(this);
    for (const char* name : {"rollFillBars", "rollRewriteBars"})
        menu->addAction(roll.action(QLatin1String(name)));
    setMenu(menu);
    const QAction* const action = roll.action(QStringLiteral("rollRewriteBars"));
    const auto follow = [this, action] {
        setEnabled(action->isEnabled());
        setToolTip(isEnabled() ? accessibleName() : action->toolTip());
    };
    connect(action, &QAction::changed, this, follow);
    follow();
}

} // namespace leitmotif
