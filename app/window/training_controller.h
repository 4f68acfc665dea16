// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/training_session.h"
#include "app/window/project_controller.h"
#include "app/window/project_run.h"
#include "ui/panels/takes_panel.h"
#include "ui/plots/loss_plot.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace leitmotif {

/// The runs: starts, pauses, stops and continues them on the training thread, gathers what they
/// tell and shows it in the train panel, the loss plot and the takes. GUI thread.
class TrainingController : public QObject {
    Q_OBJECT

  public:
    TrainingController(ProjectController& project, TrainPanel& panel, LossPlot& plot,
                       TakesPanel& takes, QObject* parent = nullptr);
    ~TrainingController() override;

    [[nodiscard]] bool isTraining() const { return m_entry || !m_current.empty(); }
    [[nodiscard]] bool hasRuns() const { return !m_runs.empty(); }
    /// Starts new runs of what the panel shows on what the project's sources hold.
    void train();
    /// Stops after the current batch, keeps the checkpoint and waits for it (well under a second).
    void stopAndWait();

    /// Keeps a take that no run told of, shows and announces it.
    void keepTake(const Take& take);
    /// Shows a take as it was edited; the project knows of it.
    void updateTake(const StoredTake& take);

    /// The runs that can fill and rewrite bars, newest first.
    [[nodiscard]] QList<Reviser> revisers() const;
    /// As TrainingSession::revise(), on the training threads of the project that is open and with
    /// the panel's settings.
    void revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                TrainingSession::RevisionSink then);
    void stopRevision();

    /// What removed() told of comes back, or leaves the project.
    void restoreRemoved();
    void forgetRemoved();

  signals:
    /// A run or take left the lists; restoreRemoved() brings it back until forgetRemoved(), which
    /// comes by itself with the next one and at the end of the project.
    void removed(const QString& sentence);
    void removedForGood();
    void takeRemoved(qint64 take);
    /// It is gone for good.
    void takeForgotten(qint64 take);
    /// Before a run reads its sources: edits that are still under way belong to them.
    void sourcesNeeded();
    /// A new take of the run under way.
    void takeArrived(const leitmotif::Take& take);
    void trainingChanged(bool isTraining);
    /// The run in plot and panel, 0: none; told whenever what is shown of it changes.
    void runShown(std::int64_t run, const leitmotif::Recipe& recipe);
    void mapDrawn(std::int64_t run, const leitmotif::LatentMapDrawn& drawn);
    /// Runs came, went or got further.
    void runsChanged();
    /// A sentence that is worth a moment.
    void noticed(const QString& sentence);
    void failed(const leitmotif::Error& error);

  public slots:
    /// Marks runs whose source is another now. `hash`: of what would be learned from; 0: nothing.
    void compareSources(std::uint64_t hash);

  private:
    void readProject();
    void leaveProject();
    using Requests = std::vector<RunRequest>;
    /// Runs that are being entered into the project.
    struct Entry {
        std::uint64_t serial = 0;
        /// Those that were not there before; only the storage thread looks into it.
        std::shared_ptr<std::vector<std::int64_t>> newRuns =
            std::make_shared<std::vector<std::int64_t>>();
    };
    /// Makes requests on the storage thread and begins them. `areNew`: of new runs.
    void enter(std::function<Result<Requests>(ProjectFile&)> make, bool areNew);
    void begin(std::uint64_t entry, Result<Requests> requests);
    /// Takes back what is being entered: new runs never were.
    void cancelEntry();
    void beginRun(const RunRequest& request);
    void continueRun(std::int64_t run, int epochs, std::optional<double> learningRate);
    void stop();
    void drain();
    void take(const RunEvent& event);
    void end(std::int64_t run, RunState state);
    void endAll();
    void show(std::int64_t run);
    void showCurrent();
    void showRuns();
    void removeRun(std::int64_t run);
    void removeTake(qint64 take);
    void hideRemoved(const QString& sentence);

    struct Removed {
        std::int64_t run = 0; // 0: a take alone
        ProjectRun facts;
        std::vector<StoredTake> takes;
    };

    ProjectController& m_project;
    TrainPanel& m_panel;
    LossPlot& m_plot;
    TakesPanel& m_takes;
    std::unique_ptr<TrainingSession> m_session; // of the project that is open
    ProjectRuns m_runs;
    std::int64_t m_shown = 0;         // run in plot and panel, 0: none
    std::optional<Entry> m_entry;     // none outlives its project
    std::uint64_t m_entrySerial = 0;  // of the latest one: answers to earlier ones are thrown away
    std::set<std::int64_t> m_current; // runs that train
    std::optional<Removed> m_removed; // out of sight, still in the project
    std::uint64_t m_corpusHash = 0;   // of the sources as they are, 0: not known
    std::uint64_t m_projectSerial = 0;
    QTimer m_drain;
};

} // namespace leitmotif
