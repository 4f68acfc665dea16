// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace leitmotif {

/// One row of the run list.
struct RunSummary {
    qint64 id = 0;
    QString title;  ///< of the preset
    int epochs = 0; ///< complete
    int planned = 0;
    QString state; ///< in words: "finished", "stopped", "failed"; translated by the owner
    std::optional<double> bestLoss = {};    ///< see LossHistory::bestLoss()
    bool canContinue = false;               ///< a checkpoint is there, and there is more to learn
    bool isSourceChanged = false;           ///< the files or edits it learned from are others now
    bool isOfHiddenNotes = false;           ///< the loss, so that it compares with no other kind's
    bool countsIterations = false;          ///< what `epochs` are
    double learningRate = 0.0;              ///< it went on with so far
    double nextRate = 0.0;                  ///< it had better go on with
    bool isTraining = false;                ///< now
    std::optional<double> secondsLeft = {}; ///< of its own time, where it trains
    bool canSample = false;                 ///< weights of an epoch are kept

    bool operator==(const RunSummary&) const = default;
};

} // namespace leitmotif
