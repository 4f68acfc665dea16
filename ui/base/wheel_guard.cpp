// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>

namespace leitmotif {

WheelGuard::WheelGuard(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish)
        return false;
    if (qobject_cast<QComboBox*>(watched) == nullptr &&
        qobject_cast<QAbstractSpinBox*>(watched) == nullptr)
        return false;
    auto* const box = static_cast<QWidget*>(watched);
    if (event->type() == QEvent::Polish) {
        if (box->focusPolicy() == Qt::WheelFocus) // else the wheel would bring the focus itself
            box->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    if (box->hasFocus())
        return false;
    event->ignore(); // the scroll area around it gets it
    return true;
}

} // namespace leitmotif
