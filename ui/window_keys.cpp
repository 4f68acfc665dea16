// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_keys.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace leitmotif {

WindowKeys::WindowKeys(QWidget& window) : QObject(&window), m_window(window) {
    window.installEventFilter(this);
    for (QAbstractItemView* list : window.findChildren<QAbstractItemView*>())
        if (list->window() == &window) // not those that drop down
            list->installEventFilter(this);
}

void WindowKeys::addEscape(std::function<bool()> isUseful, std::function<void()> act) {
    m_escapes.push_back({std::move(isUseful), std::move(act)});
}

const WindowKeys::Escape* WindowKeys::usefulEscape() const {
    const auto found =
        std::ranges::find_if(m_escapes, [](const Escape& escape) { return escape.isUseful(); });
    return found == m_escapes.end() ? nullptr : &*found;
}

bool WindowKeys::eventFilter(QObject* watched, QEvent* event) {
    const bool isPress = event->type() == QEvent::KeyPress;
    if (const auto* list = qobject_cast<QAbstractItemView*>(watched)) {
        const bool isOurs = isPress && isOfWindow(static_cast<QKeyEvent&>(*event), *list);
        if (isOurs)
            event->ignore();
        return isOurs;
    }
    // Before the shortcut of the editor, which deselects; but while the mouse button is down, a
    // gesture is to be cancelled first.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && usefulEscape() != nullptr &&
        QApplication::mouseButtons() == Qt::NoButton) {
        event->accept();
        return true;
    }
    return isPress && press(static_cast<QKeyEvent&>(*event));
}

/// It would take any letter for the start of a name.
bool WindowKeys::isOfWindow(const QKeyEvent& press, const QAbstractItemView& list) {
    const bool isTicking = list.currentIndex().data(Qt::CheckStateRole).isValid();
    return press.modifiers() == Qt::NoModifier &&
           (press.key() == Qt::Key_Escape || (press.key() == Qt::Key_Space && !isTicking));
}

bool WindowKeys::press(const QKeyEvent& event) {
    const QWidget* focused = m_window.focusWidget();
    const bool isTyping = qobject_cast<const QLineEdit*>(focused) != nullptr ||
                          qobject_cast<const QAbstractSpinBox*>(focused) != nullptr ||
                          qobject_cast<const QComboBox*>(focused) != nullptr;
    // A list has used its Enter, but passes it on all the same.
    const bool isInList = qobject_cast<const QAbstractItemView*>(focused) != nullptr;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const Escape* const escape = event.key() == Qt::Key_Escape ? usefulEscape() : nullptr;
    if (event.text() == QLatin1String("?") && !isTyping)
        emit shortcutsRequested();
    else if (escape != nullptr)
        escape->act();
    else if (isTyping || modifiers != Qt::NoModifier)
        return false;
    else if (event.key() == Qt::Key_Space)
        emit playOrPauseRequested();
    else if (!isInList && (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter))
        emit stopRequested();
    else if (event.key() == Qt::Key_Home)
        emit toStartRequested();
    else
        return false;
    return true;
}

} // namespace leitmotif
