// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "core/runs/recipe.h"
#include "core/runs/training_engine.h"
#include "core/store/project_file.h"
#include "ui/panels/revise_dialog.h"
#include "ui/panels/train_panel.h"
#include "ui/plots/loss_plot.h"

#include <QCoreApplication>

#include <cstdint>
#include <map>
#include <vector>

namespace leitmotif {

/// A run of the project that is open, as the window knows it: what it was, and what it has told
/// since.
struct ProjectRun {
    Q_DECLARE_TR_FUNCTIONS(ProjectRun)

  public:
    Recipe recipe;
    RunState state = RunState::Running;
    std::uint64_t corpusHash = 0;
    bool canContinue = false; ///< a checkpoint is there
    LossHistory history;
};

using ProjectRuns = std::map<std::int64_t, ProjectRun>;

/// As an earlier time left it.
[[nodiscard]] ProjectRun projectRun(const StoredRun& stored);

// What the panels show of them.

/// `isTraining`: now. `sources`: hash of what is to be learned from, as it is; 0: not known.
[[nodiscard]] RunSummary summaryOf(std::int64_t id, const ProjectRun& run, bool isTraining,
                                   std::uint64_t sources);
/// "Run 3: BiLSTM · 90 epochs"
[[nodiscard]] QString titleOf(std::int64_t id, const ProjectRun& run);
/// Held-out losses of the other runs that can be compared with those of `shown`.
[[nodiscard]] std::vector<OtherCurve> curvesBeside(const ProjectRuns& runs, std::int64_t shown);
/// One that has learned already what a new one is asked to learn, or the end.
[[nodiscard]] ProjectRuns::const_iterator twinOf(const ProjectRuns& runs,
                                                 const RunRequest& request);
/// Those that can fill and rewrite bars, newest first.
[[nodiscard]] QList<Reviser> revisersAmong(const ProjectRuns& runs);

} // namespace leitmotif
