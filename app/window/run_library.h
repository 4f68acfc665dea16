// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/project_run.h"
#include "app/window/take_library.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace leitmotif {

/// The runs of the project that is open, what each has told, and which of them is shown. Reads them
/// and the takes from a project that is opened. Views are told by its signals. GUI thread.
class RunLibrary : public QObject {
    Q_OBJECT

  public:
    RunLibrary(ProjectController& project, TakeLibrary& takes, QObject* parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_runs.empty(); }
    [[nodiscard]] const ProjectRuns& all() const { return m_runs; }
    /// 0: none.
    [[nodiscard]] std::int64_t shown() const { return m_shown; }
    /// Null: none.
    [[nodiscard]] const ProjectRun* shownRun() const;
    [[nodiscard]] bool isTraining() const { return !m_training.empty(); }
    /// For a list, newest first.
    [[nodiscard]] QList<RunSummary> summaries() const;
    /// Those that can fill and rewrite bars, newest first.
    [[nodiscard]] QList<Reviser> revisers() const { return revisersAmong(m_runs); }

    /// None if there is no such run.
    void show(std::int64_t run);
    /// Runs are about to train; the first of them is shown. REQUIRES: there is one.
    void begin(const std::vector<RunRequest>& requests);
    void add(const RunEvent& event);
    /// Several events were added: what is shown got further.
    void tellShown() { emit shownChanged(); }
    /// Nothing trains any more, whatever was told.
    void endAll();
    /// Out of the list; nothing if there is no such run or it trains. Nobody is told, as its takes
    /// go with it: tellAll() follows.
    std::optional<ProjectRun> remove(std::int64_t run);
    void restore(std::int64_t run, ProjectRun facts);
    /// A take in the history of its run, whichever that is.
    void addSample(const StoredTake& take);
    void removeSample(std::int64_t take);
    void tellAll();
    /// Marks runs whose source is another now. `hash`: of what would be learned from; 0: nothing.
    void compareSources(std::uint64_t hash);

  signals:
    /// Runs came, went, ended or got further.
    void listChanged();
    /// Another run is shown, or what is told of the shown one has changed.
    void shownChanged();
    void failed(const leitmotif::Error& error);

  private:
    void readProject();
    void updateSample(const StoredTake& take);
    void end(std::int64_t run, RunState state);

    ProjectController& m_project;
    TakeLibrary& m_takes;
    ProjectRuns m_runs;
    std::int64_t m_shown = 0;
    std::set<std::int64_t> m_training;
    std::uint64_t m_corpusHash = 0; // of the sources as they are, 0: not known
};

} // namespace leitmotif
