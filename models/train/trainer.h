// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/diagnosis.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/train/family.h"
#include "models/train/stopwatch.h"
#include "models/train/take_maker.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace leitmotif {

/// The training loop of every family: epochs, events, samples, checkpoints, pause and stop. Made
/// for one run and used on its thread.
class Trainer {
  public:
    /// All that is passed by reference outlives the trainer; `random` is the run's own generator.
    Trainer(const RunRequest& request, const RunEventSink& sink, const RunControl& control,
            Family& family, SamplerFactory makeSampler, Random& random);

    /// Trains to the end, from the request's checkpoint if it has one, and reports everything but a
    /// failure, which it returns. Errors: TrainingDiverged, TrainingFailed, CheckpointUnreadable.
    /// What libtorch throws comes through, after the last whole epoch was reported.
    Result<void> run();

  private:
    enum class EpochEnd { Done, Interrupted };

    /// What a run that fails can go back to: the end of an epoch, where all numbers were finite.
    struct WholeEpoch {
        std::shared_ptr<const NamedArrays> weights;
        TrainingPart training;
        bool isTakeUnderWay = false; ///< when it was kept
    };

    Result<void> train();
    Result<void> resume();
    Result<void> resume(const TrainingPart& part);
    Result<EpochEnd> trainEpoch();
    Result<void> trainBatch();
    Result<void> finishEpoch();
    Result<void> finish(RunEnd end);
    [[nodiscard]] Error diverged(int epoch, std::size_t step) const;

    [[nodiscard]] double progress() const;
    [[nodiscard]] double learningRate() const;
    [[nodiscard]] bool isInterrupted() const;
    [[nodiscard]] bool isOutOfTime() const;
    [[nodiscard]] bool isOutOfPatience() const;
    [[nodiscard]] bool isAtEnd() const;
    [[nodiscard]] bool isSampledByRule(int epoch) const;
    Result<void> waitForTurn();
    Result<void> waitWhilePaused();

    void reportStart();
    void reportProgress();
    void reportDiagnosis();
    Result<void> beginTake();
    Result<void> collectTake();
    Result<void> collectReadyTake();
    Result<void> collectOlderTake();
    [[nodiscard]] bool isTakeOfOlderWeights() const;
    Result<void> makeLastTakes();
    [[nodiscard]] bool isBestTakeMissing() const;
    void report(TakeMaker::Made& made);
    [[nodiscard]] bool isMapWanted() const;
    void drawMap(int side, double reach, bool isLast);
    [[nodiscard]] bool isCheckpointDue() const;
    [[nodiscard]] bool isCheckpointLate() const;
    [[nodiscard]] bool isKeepingDue() const;
    Result<void> keepWholeEpoch();
    void reportWholeEpoch();
    Result<void> reportCheckpoint(bool hasTraining, bool isLast);
    void reportBest(bool isSampled);
    [[nodiscard]] std::shared_ptr<const Bytes> weightsBytes(int epoch,
                                                            const NamedArrays& weights) const;
    [[nodiscard]] TrainingPart trainingPart() const;
    [[nodiscard]] NamedTensors trainingTensors() const;
    [[nodiscard]] bool isTested() const;
    [[nodiscard]] std::optional<double> testLoss();
    void emit(decltype(RunEvent::what) what) const { m_sink({m_request.run, std::move(what)}); }

    const RunRequest& m_request;
    const Recipe& m_recipe;
    const RunEventSink& m_sink;
    const RunControl& m_control;
    Family& m_family;
    Random& m_random;
    const FamilyFacts m_facts;
    const nlohmann::json m_description;
    const std::vector<Phase> m_phases;
    std::vector<Optimizer> m_optimizers;            ///< one a phase
    std::vector<TrainingPart::PhaseState> m_meters; ///< one a phase

    int m_epochsDone = 0;
    std::size_t m_batchesDone = 0; ///< of the epoch after that
    int m_epochs;                  ///< to train in all
    int m_plannedEpochs;           ///< what the learning rate falls over; as the run began
    std::string m_epochRandom;     ///< state of m_random when the epoch's batches were drawn
    std::optional<std::string> m_resumeRandom; ///< state to go on with in mid-epoch

    std::shared_ptr<const NamedArrays> m_weights; ///< after the last whole epoch
    std::shared_ptr<const NamedArrays> m_best;
    std::optional<int> m_bestEpoch;
    double m_bestLoss = 0.0;
    bool m_isBestReported = true;

    Stopwatch m_watch;
    double m_lastProgress = 0.0; ///< seconds of m_watch, likewise below
    double m_lastCheckpoint = 0.0;
    double m_startedAt = 0.0;
    double m_checkpointSeconds = 0.0; ///< spent on them
    std::optional<WholeEpoch> m_whole;
    int m_batchesSinceKept = 0;    ///< since m_whole
    int m_reportedEpoch = -1;      ///< of the last checkpoint with a training part
    int m_sampledEpoch = 0;        ///< the last one with a take, even if that is still being made
    int m_collectedEpoch = 0;      ///< likewise, if it is made
    bool m_isFirstSampled = false; ///< the first epoch, before it was whole
    bool m_isBestSampled = false;
    bool m_isEndKept = false; ///< the present state is in a checkpoint that was marked as last
    Diagnosis m_diagnosis;
    std::string m_toldKind; ///< of the gravest, empty: nothing is wrong
    TakeMaker m_takes;
};

} // namespace leitmotif
