// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/message_controller.h"
#include "app/window/project_controller.h"
#include "app/window/settings_store.h"
#include "app/window/training_controller.h"
#include "ui/main_window.h"

#include <QObject>

#include <functional>

namespace leitmotif {

/// What the window asks for with projects: new, open, save, save as, leave; and what has to be
/// asked before one is left. GUI thread.
class ProjectActions : public QObject {
    Q_OBJECT

  public:
    /// `holdsWork`: whether there is anything that an unnamed project would be missed for.
    ProjectActions(ProjectController& project, TrainingController& training,
                   SettingsStore& settings, MessageController& messages, MainWindow& window,
                   std::function<bool()> holdsWork, QObject* parent = nullptr);

    /// A fresh one without a name; false if there is no room for it, which is told.
    bool openUnnamed();
    /// Asks first what has to be asked; an error is told.
    void open(const QString& path);
    /// Name and mark of unsaved work; the latter follows from what `holdsWork` says.
    void showTitle();
    void addRecentFile(const QString& path);

  private:
    void begin();
    void save();
    bool saveAs(const QString& path);
    /// Whether the project may be left: asks what has to be asked, and ends its training.
    [[nodiscard]] bool mayLeave();
    [[nodiscard]] bool mayLeaveUnnamed();

    ProjectController& m_project;
    TrainingController& m_training;
    SettingsStore& m_settings;
    MessageController& m_messages;
    MainWindow& m_window;
    std::function<bool()> m_holdsWork;
};

} // namespace leitmotif
