// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_actions.h"

#include "ui/file_dialogs.h"
#include "ui/questions.h"

#include <QFileInfo>

#include <utility>

namespace leitmotif {

ProjectActions::ProjectActions(ProjectController& project, TrainingController& training,
                               SettingsStore& settings, MessageController& messages,
                               MainWindow& window, std::function<bool()> holdsWork, QObject* parent)
    : QObject(parent),
      m_project(project),
      m_training(training),
      m_settings(settings),
      m_messages(messages),
      m_window(window),
      m_holdsWork(std::move(holdsWork)) {
    connect(&m_window, &MainWindow::newProjectRequested, this, &ProjectActions::begin);
    connect(&m_window, &MainWindow::saveRequested, this, &ProjectActions::save);
    connect(&m_window, &MainWindow::saveAsRequested, this, &ProjectActions::saveAs);
    connect(&m_project, &ProjectController::opened, this,
            [this] { m_window.setReadOnly(m_project.isReadOnly()); });
    connect(&m_project, &ProjectController::nameChanged, this, &ProjectActions::showTitle);
    m_window.setCloseGuard([this] { return mayLeave(); });
    m_window.setRecentFiles(m_settings.recentFiles());
}

bool ProjectActions::openUnnamed() {
    const auto opened = m_project.openUnnamed();
    if (!opened)
        m_messages.showError(opened.error());
    return static_cast<bool>(opened);
}

void ProjectActions::begin() {
    if (!mayLeave())
        return;
    m_messages.clearProblems();
    openUnnamed();
}

void ProjectActions::open(const QString& path) {
    if (m_project.isOpen() && !mayLeave())
        return;
    if (const auto opened = m_project.open(path.toStdString()); !opened) {
        m_messages.addProblem(opened.error());
        if (!m_project.isOpen())
            openUnnamed();
        return;
    }
    if (!m_project.isUnnamed())
        addRecentFile(path);
}

void ProjectActions::save() {
    if (m_project.isUnnamed())
        m_window.showSaveAsDialog();
    else
        m_messages.tellSaved(tr("Everything is saved."));
}

bool ProjectActions::saveAs(const QString& path) {
    if (const auto saved = m_project.saveAs(path.toStdString()); !saved) {
        m_messages.showError(saved.error());
        return false;
    }
    addRecentFile(path);
    m_messages.tellSaved(tr("Saved as %1").arg(QFileInfo(path).fileName()));
    return true;
}

void ProjectActions::addRecentFile(const QString& path) {
    m_settings.addRecentFile(path);
    m_window.setRecentFiles(m_settings.recentFiles());
}

void ProjectActions::showTitle() {
    m_window.setProject(m_project.name(), m_project.isUnnamed() && m_holdsWork());
}

bool ProjectActions::mayLeave() {
    if (m_training.isTraining() && !confirmCloseWhileTraining(&m_window))
        return false;
    if (!mayLeaveUnnamed())
        return false;
    m_training.stopAndWait();
    return true;
}

bool ProjectActions::mayLeaveUnnamed() {
    if (!m_project.isOpen() || !m_project.isUnnamed() || m_project.isReadOnly())
        return true;
    if (!m_holdsWork()) {
        m_project.discardIfBare();
        return true;
    }
    switch (askBeforeLeaving(&m_window)) {
    case LeavingChoice::Save: {
        const QString path = waitForProjectName(&m_window, m_project.name());
        return !path.isEmpty() && saveAs(path);
    }
    case LeavingChoice::Discard:
        m_project.discardWhenLeft();
        return true;
    case LeavingChoice::Cancel:
        break;
    }
    return false;
}

} // namespace leitmotif
