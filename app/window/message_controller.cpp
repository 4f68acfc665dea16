// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/message_controller.h"

#include "ui/base/words.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr qsizetype kMostProblems = 8; // told in full

} // namespace

MessageController::MessageController(ProjectController& project, MainWindow& window,
                                     QObject* parent)
    : QObject(parent), m_project(project), m_window(window) {
    connect(&m_project, &ProjectController::storingFailed, this, &MessageController::showError);
}

void MessageController::showError(const Error& error) {
    m_window.showError(sentenceOf(error));
}

void MessageController::showSentence(const QString& sentence) {
    m_window.showError(sentence);
}

void MessageController::addProblem(const Error& error) {
    m_problems << sentenceOf(error);
    QStringList shown = m_problems.first(std::min(kMostProblems, m_problems.size()));
    if (const qsizetype others = m_problems.size() - shown.size(); others > 0)
        shown << tr("%n other file(s) could not be opened.", nullptr, static_cast<int>(others));
    m_window.showError(shown.join(QLatin1Char('\n')));
}

void MessageController::clearProblems() {
    m_problems.clear();
    m_window.clearError();
}

void MessageController::notice(const QString& sentence) {
    m_window.showNotice(sentence);
}

void MessageController::tellDone(const QString& sentence) {
    clearProblems();
    m_window.showNotice(sentence);
}

void MessageController::tellSaved(const QString& sentence) {
    m_project.store().flush();
    if (m_project.store().waitingWrites() == 0) // else the message about the full disk stands
        tellDone(sentence);
}

} // namespace leitmotif
