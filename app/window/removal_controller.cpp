// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/removal_controller.h"

#include <utility>

namespace leitmotif {

RemovalController::RemovalController(ProjectController& project, RunLibrary& runs,
                                     TakeLibrary& takes, QObject* parent)
    : QObject(parent), m_project(project), m_runs(runs), m_takes(takes) {
    connect(&m_project, &ProjectController::aboutToLeave, this, &RemovalController::forget);
}

void RemovalController::removeRun(qint64 run) {
    auto facts = m_runs.remove(run);
    if (!facts)
        return;
    forget();
    Removed what{run, std::move(*facts), m_takes.ofRun(run)};
    const auto takes = static_cast<int>(what.takes.size());
    hide(std::move(what), tr("Run %1 and its %n take(s) are deleted.", nullptr, takes).arg(run));
}

void RemovalController::removeTake(qint64 id) {
    const auto take = m_takes.find(id);
    if (!take)
        return;
    forget();
    m_runs.removeSample(id);
    hide({0, {}, {*take}},
         tr("The take %1 is deleted.").arg(QString::fromStdString(fileNameOf(*take))));
}

void RemovalController::hide(Removed what, const QString& sentence) {
    m_removed = std::move(what);
    for (const StoredTake& take : m_removed->takes)
        m_takes.remove(take.id);
    m_runs.tellAll();
    emit removed(sentence);
}

void RemovalController::restore() {
    auto back = std::exchange(m_removed, std::nullopt);
    if (!back)
        return;
    if (back->run != 0)
        m_runs.restore(back->run, std::move(back->facts));
    for (const StoredTake& take : back->takes) {
        m_takes.add(take);
        emit takeRestored(take.id);
        if (back->run == 0) // else its run brings it along
            m_runs.addSample(take);
    }
    m_runs.tellAll();
}

void RemovalController::forget() {
    const auto gone = std::exchange(m_removed, std::nullopt);
    if (!gone)
        return;
    m_project.store().write(
        [run = gone->run, take = gone->takes.empty() ? 0 : gone->takes[0].id](ProjectFile& file) {
            return run != 0 ? file.removeRun(run) : file.removeTake(take);
        });
    for (const StoredTake& take : gone->takes)
        emit takeForgotten(take.id);
    emit forgotten();
}

} // namespace leitmotif
