// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_commands.h"

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

class QActionGroup;

namespace leitmotif {

class PianoRoll;

/// Every command of the roll as an action with its keys, found by its object name: the roll, its
/// menu, the toolbar and the window's menus all show the same ones. Keys work while something in
/// the roll has the focus, those of zooming, filling and rewriting
/// anywhere in the window. GUI thread.
class RollActions : public QObject {
    Q_OBJECT

  public:
    RollActions(PianoRoll& roll, RollController& controller, RollCommands& commands);

    /// REQUIRES: there is such an action.
    [[nodiscard]] QAction* action(const QString& name) const;
    /// For an Edit menu, with separators.
    [[nodiscard]] QList<QAction*> editActions() const { return m_edit; }
    /// For a View menu, with separators.
    [[nodiscard]] QList<QAction*> viewActions() const { return m_view; }

    /// Whether bars can be filled and rewritten; if not, `reason` says why.
    void setRevisable(bool isPossible, const QString& reason);

  private:
    using Handler = std::function<void()>;

    QAction* add(const char* name, const QString& text, const QList<QKeySequence>& keys,
                 Handler handler, const char* icon = nullptr);
    void addClipboard();
    void addNoteCommands();
    void addLoop();
    void addSteps();
    void addTools();
    void addSnaps();
    void addViews();
    void addRevisions();
    void buildMenus();
    void updateEnabled();
    void showQuantizeSnap();
    [[nodiscard]] QList<QAction*> listed(std::initializer_list<const char*> names);

    PianoRoll& m_roll;
    RollController& m_controller;
    RollCommands& m_commands;
    QHash<QString, QAction*> m_actions;
    QList<QAction*> m_edit;
    QList<QAction*> m_view;
};

} // namespace leitmotif
