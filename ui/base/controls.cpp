// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/controls.h"

#include "ui/theme/icons.h"

#include <QKeySequence>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVariant>

namespace leitmotif {

QToolButton* iconButton(QWidget* parent, const char* icon, const char* objectName,
                        const QString& name) {
    auto* button = named(new QToolButton(parent), objectName, name);
    button->setToolTip(name);
    button->setProperty("role", QStringLiteral("flat"));
    button->setIconSize(QSize(18, 18));
    button->setFocusPolicy(Qt::TabFocus);
    setIconName(button, QLatin1String(icon));
    return button;
}

void setShortcut(QAbstractButton* button, const QKeySequence& keys) {
    button->setShortcut(keys);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(button->accessibleName(),
                                                     keys.toString(QKeySequence::NativeText)));
}

QLabel* roleLabel(QWidget* parent, const QString& text, const char* role, const char* objectName) {
    auto* label = new QLabel(text, parent);
    setRole(*label, role, objectName);
    return label;
}

QLabel* heading(QWidget* parent, const QString& text) {
    auto* label = new QLabel(text, parent);
    makeHeading(*label);
    return label;
}

void setRole(QLabel& label, const char* role, const char* objectName) {
    label.setProperty("role", QLatin1String(role));
    if (objectName != nullptr)
        label.setObjectName(QLatin1String(objectName));
}

void makeHeading(QLabel& label) {
    setRole(label, "heading");
    QFont font = label.font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    label.setFont(font);
    // As tall as a row with icon buttons, so that headings of neighbours stand on one line.
    label.setMinimumHeight(30);
}

void setStyleProperty(QWidget* widget, const char* property, const QString& value) {
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace leitmotif
