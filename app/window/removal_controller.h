// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/run_library.h"
#include "app/window/take_library.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace leitmotif {

/// Deletes runs and takes: out of sight at once, out of the project once nobody can take it back,
/// which is with the next one and at the end of the project. GUI thread.
class RemovalController : public QObject {
    Q_OBJECT

  public:
    RemovalController(ProjectController& project, RunLibrary& runs, TakeLibrary& takes,
                      QObject* parent = nullptr);

    /// With its takes; a run that trains stays.
    void removeRun(qint64 run);
    void removeTake(qint64 take);
    /// What removed() told of comes back, or leaves the project.
    void restore();
    void forget();

  signals:
    /// `sentence` says what is gone; restore() brings it back.
    void removed(const QString& sentence);
    void takeRestored(qint64 take);
    /// They are gone for good.
    void takeForgotten(qint64 take);
    void forgotten();

  private:
    struct Removed {
        std::int64_t run = 0; // 0: a take alone
        ProjectRun facts;
        std::vector<StoredTake> takes;
    };

    void hide(Removed what, const QString& sentence);

    ProjectController& m_project;
    RunLibrary& m_runs;
    TakeLibrary& m_takes;
    std::optional<Removed> m_removed; // out of sight, still in the project
};

} // namespace leitmotif
