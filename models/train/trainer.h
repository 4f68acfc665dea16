// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/diagnosis.h"
#include "core/runs/training_engine.h"
#include "models/train/checkpoint_timing.h"
#include "models/train/learner.h"
#include "models/train/process_group.h"
#include "models/train/run_takes.h"

#include <memory>
#include <optional>
#include <string>

namespace leitmotif {

/// The training loop of every family: runs the Learner and decides what is reported, sampled and
/// stored, and when the run pauses or ends. Made for one run and used on its thread.
class Trainer {
  public:
    /// All references outlive the trainer; `random` is the run's own generator. `group`: of
    /// processes that train together, or null.
    Trainer(const RunRequest& request, const RunEventSink& sink, const RunControl& control,
            Family& family, SamplerFactory makeSampler, Random& random,
            ProcessGroup* group = nullptr);

    /// Trains to the end, from the request's checkpoint if it has one, and reports everything but a
    /// failure, which it returns. Errors: TrainingDiverged, TrainingFailed, CheckpointUnreadable.
    /// Passes on exceptions of libtorch, after the last whole epoch was reported.
    Result<void> run();

  private:
    enum class EpochEnd { Done, Interrupted };

    /// The state that a failed run goes back to: the end of an epoch, with all numbers finite.
    struct WholeEpoch {
        std::shared_ptr<const NamedArrays> weights;
        TrainingPart training;
        bool isTakeUnderWay = false; ///< when it was stored
    };

    Result<void> train();
    Result<void> resume();
    Result<EpochEnd> trainEpoch();
    Result<void> finishEpoch();
    Result<void> finish(RunEnd end);

    [[nodiscard]] bool isInterrupted() const;
    [[nodiscard]] bool isStopped() const { return isAnywhere(m_control.stop.stop_requested()); }
    [[nodiscard]] bool isOutOfTime() const;
    /// Processes that train together end together.
    [[nodiscard]] bool isAnywhere(bool isHere) const {
        return m_group == nullptr ? isHere : m_group->isAny(isHere);
    }
    [[nodiscard]] bool keepsCheckpoints() const { return m_group == nullptr || m_group->isFirst(); }
    Result<void> waitForTurn();

    Result<void> beginTake();
    Result<void> beginFirstTake();
    Result<void> makeLastTakes();
    void drawMap(int side, double reach, bool isLast);

    [[nodiscard]] bool isCheckpointDue() const;
    Result<void> keepWholeEpoch();
    Result<void> reportCheckpoint(bool hasTraining, bool isLast);
    void reportBest(int epoch, bool isSampled);
    void reportWholeEpoch();
    [[nodiscard]] TrainingPart trainingPart() const;
    [[nodiscard]] std::shared_ptr<const Bytes> weightsBytes(int epoch,
                                                            const NamedArrays& weights) const;

    void reportStart();
    void reportProgress();
    void reportDiagnosis();
    void reportTake(Take take);
    void emit(decltype(RunEvent::what) what) const { m_sink({m_request.run, std::move(what)}); }

    const RunRequest& m_request;
    const Recipe& m_recipe;
    const RunEventSink& m_sink;
    const RunControl& m_control;
    Family& m_family;
    ProcessGroup* const m_group;
    const FamilyFacts m_facts;
    const nlohmann::json m_description;
    Learner m_learner;

    Stopwatch m_watch;
    double m_lastProgress = 0.0; ///< seconds of m_watch
    CheckpointTiming m_timing{m_watch};
    std::optional<WholeEpoch> m_whole;
    int m_batchesSinceKept = 0; ///< since m_whole
    int m_reportedEpoch = -1;   ///< epoch of the last checkpoint with a training part
    bool m_isBestReported = true;
    bool m_isFirstSampled = false; ///< there is a take of the unfinished first epoch
    bool m_isEndKept = false;      ///< the present state is in a checkpoint marked as last
    Diagnosis m_diagnosis;
    std::string m_toldKind; ///< kind of the last reported finding; empty: healthy
    RunTakes m_takes;       ///< last: its thread uses what stands above
};

} // namespace leitmotif
