// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>

class QWidget;

namespace leitmotif {

// What screen readers are told where Qt says too little: a box of choices by its name as well as by
// what is chosen (on Unix, Qt gives the choice as the name), a view that paints itself as what it
// is.

/// Called once, before the first window is made.
void installAccessibleControls();

/// Sets the role of a widget that Qt has none for.
void setAccessibleRole(QWidget& widget, QAccessible::Role role);

} // namespace leitmotif
