// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/run_event.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// A sample on the time axis of a run.
struct SampleMark {
    std::int64_t take = 0; ///< Take::id
    int epoch = 0;
    std::size_t notes = 0;
    double copied = 0.0; ///< share of notes in copied passages of 8 and more

    bool operator==(const SampleMark&) const = default;
};

/// True if the epoch has the losses of both networks of a GAN.
[[nodiscard]] bool isDuel(const EpochFinished& epoch);

/// True if a time limit ended the run: it finished before its planned epochs were done.
[[nodiscard]] bool isOutOfTime(const RunFinished& finished, int plannedEpochs);

/// Everything that plots and tables show of one run, gathered from its events. A value that its
/// owner, the GUI thread or a command, feeds; a resumed run goes on in the same history.
class LossHistory {
  public:
    /// See Recipe::countsIterations(): if true, an epoch of the history is an iteration.
    void setCountsIterations(bool counts) { m_countsIterations = counts; }
    [[nodiscard]] bool countsIterations() const { return m_countsIterations; }
    /// The time limit of the recipe (minutes); 0: none.
    void setTimeLimit(double minutes) { m_secondsAtMost = 60.0 * minutes; }
    /// The time limit in seconds; 0: none.
    [[nodiscard]] double secondsAtMost() const { return m_secondsAtMost; }

    /// Adds one event. Takes must have been stored, so that their ids are known. If a run resumes
    /// from an earlier checkpoint, the epochs after it are forgotten.
    void add(const RunEvent& event);
    /// Add the parts of a stored run.
    void addEpoch(const EpochFinished& epoch);
    void addSample(const Take& take);
    void removeSample(std::int64_t take);

    [[nodiscard]] bool isEmpty() const { return !m_started && m_epochs.empty(); }
    [[nodiscard]] const std::optional<RunStarted>& started() const { return m_started; }
    [[nodiscard]] const std::vector<EpochFinished>& epochs() const { return m_epochs; }
    /// The samples in order of epochs.
    [[nodiscard]] const std::vector<SampleMark>& samples() const { return m_samples; }
    [[nodiscard]] const std::vector<RunDiagnosed>& diagnoses() const { return m_diagnoses; }
    [[nodiscard]] const std::optional<RunFinished>& finished() const { return m_finished; }
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }

    /// The unigram baseline of masked notes, if the losses are those of masked notes (see
    /// lossKind()).
    [[nodiscard]] std::optional<double> maskedUnigramNats() const;
    /// The last epoch that is complete, 0 before the first.
    [[nodiscard]] int lastEpoch() const;
    /// Planned epochs in all, 0 if unknown.
    [[nodiscard]] int plannedEpochs() const { return m_started ? m_started->epochs : 0; }
    /// Progress, 0 to 1: share of the planned epochs or of the time limit, whichever is further.
    [[nodiscard]] double fraction() const;
    /// The epoch of the lowest validation loss (of the lowest training loss without validation);
    /// nothing for a GAN, where a low loss means that one side is ahead.
    [[nodiscard]] std::optional<int> bestEpoch() const;
    /// The loss that bestEpoch() compares.
    [[nodiscard]] std::optional<double> bestLoss() const;
    /// Median duration of the last few epochs; nothing before the first epoch is complete.
    [[nodiscard]] std::optional<double> secondsPerEpoch() const;
    /// Seconds until the planned end, at secondsPerEpoch(), or until the time limit.
    [[nodiscard]] std::optional<double> secondsLeft() const;

  private:
    void forgetFrom(int epoch);
    [[nodiscard]] const EpochFinished* best() const;
    [[nodiscard]] double secondsTrained() const;

    std::optional<RunStarted> m_started;
    std::vector<EpochFinished> m_epochs; // ascending
    std::vector<SampleMark> m_samples;   // ascending epochs
    std::vector<RunDiagnosed> m_diagnoses;
    std::optional<RunFinished> m_finished;
    std::optional<Error> m_failure;
    double m_fraction = 0.0;      // of the current epoch
    double m_secondsAtMost = 0.0; // 0: no limit
    bool m_countsIterations = false;
};

/// Exponential smoothing with bias correction: s ← f·s + (1 − f)·x, divided by 1 − fⁿ, so that the
/// first value is the first of the input and a constant stays what it is. A value that is not
/// finite passes through and changes nothing after it. `factor` 0 gives the input back.
/// REQUIRES: 0 ≤ factor < 1.
[[nodiscard]] std::vector<double> smoothed(std::span<const double> values, double factor);

} // namespace leitmotif
