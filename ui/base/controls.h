// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractButton;
class QFrame;
class QKeySequence;
class QLabel;
class QToolButton;
class QWidget;

namespace leitmotif {

/// Names a control for screen readers and for scripts. Every control that can get the focus has
/// both names.
template <class Control>
Control* named(Control* control, const char* objectName, const QString& accessibleName) {
    control->setObjectName(QLatin1String(objectName));
    control->setAccessibleName(accessibleName);
    return control;
}

/// A quiet button that shows only an icon; its name is its tooltip.
[[nodiscard]] QToolButton* iconButton(QWidget* parent, const char* icon, const char* objectName,
                                      const QString& name);
/// Sets the shortcut and shows it in the tooltip.
void setShortcut(QAbstractButton* button, const QKeySequence& keys);

/// A label of a role that the style sheet knows: "heading", "muted", "readout".
[[nodiscard]] QLabel* roleLabel(QWidget* parent, const QString& text, const char* role,
                                const char* objectName = nullptr);
/// The heading of a panel, somewhat larger than text.
[[nodiscard]] QLabel* heading(QWidget* parent, const QString& text);
/// The same for a label of another kind.
void setRole(QLabel& label, const char* role, const char* objectName = nullptr);
void makeHeading(QLabel& label);
/// Sets a dynamic property that the style sheet looks at, and restyles if it changed.
void setStyleProperty(QWidget* widget, const char* property, const QString& value);

} // namespace leitmotif
