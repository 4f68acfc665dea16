// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_accessible.h"

#include "ui/roll/roll_canvas.h"

#include <QAccessible>

namespace leitmotif {

namespace {

QAccessibleInterface* accessibleOf(const QString& className, QObject* object) {
    auto* canvas = qobject_cast<RollCanvas*>(object);
    return canvas && className == QLatin1String(RollCanvas::staticMetaObject.className())
               ? new RollAccessible(canvas)
               : nullptr;
}

} // namespace

RollAccessible::RollAccessible(QWidget* canvas) : QAccessibleWidget(canvas, QAccessible::Canvas) {}

QString RollAccessible::text(QAccessible::Text kind) const {
    return QAccessibleWidget::text(kind == QAccessible::Value ? QAccessible::Description : kind);
}

void RollAccessible::install() {
    QAccessible::installFactory(accessibleOf); // does nothing the second time
}

void RollAccessible::announce(QWidget& canvas, const QString& words) {
    canvas.setAccessibleDescription(words); // sends its own event
    if (!QAccessible::isActive() || !canvas.hasFocus())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&canvas, words);
#else
    // Screen readers follow the name and description of what has the focus.
    QAccessibleEvent event(&canvas, QAccessible::NameChanged);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace leitmotif
