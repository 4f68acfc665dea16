// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/loops.h"
#include "core/runs/run_event.h"

#include <cstddef>
#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// What is wrong with a run, for people.
struct Finding {
    std::string kind;    ///< of RunDiagnosed
    std::string message; ///< English source text for translation (context "Diagnosis")
};

/// English source text of what is told when nothing is wrong any more.
[[nodiscard]] const char* goneMessage();

/// What music says about the model that made it, or about the source.
struct MusicEvidence {
    double notesPerBar = 0.0;
    PeriodicRun repeated; ///< a sample's tail, the source's longest run
};

[[nodiscard]] MusicEvidence evidenceOfSample(const Score& sample, std::int64_t bars);
[[nodiscard]] MusicEvidence evidenceOfSource(const Corpus& corpus);

/// Tells from the losses, measures and samples of a run so far whether it goes wrong. Holds a
/// bounded stretch of the run. Owned by the run's thread.
///
/// Kinds: "black" (samples are silent), "collapsed" (a GAN paints ever the same), "diverging" (its
/// discriminator has won, or losses of any model grow without end), "posterior_collapse" (a VAE
/// ignores its code), "loop" (the newest sample is stuck), "overtraining" (held-out losses rise
/// while training losses fall), "too_little_data".
class Diagnosis {
  public:
    Diagnosis(std::size_t trainingNotes, MusicEvidence source);

    void add(const EpochFinished& epoch);
    /// The newest sample replaces the one before.
    void add(const MusicEvidence& sample) { m_sample = sample; }
    /// The same, but from countNext() on: samples are made beside the training, and how long one
    /// takes must not change what is told.
    void addNext(const MusicEvidence& sample) { m_nextSample = sample; }
    void countNext();

    /// Everything that is wrong now, the gravest first; nothing for a healthy run.
    [[nodiscard]] std::vector<Finding> findings() const;

    /// What was added so far, to go on with it in another sitting.
    [[nodiscard]] nlohmann::json state() const;
    /// False, and unchanged, if it is no such state.
    bool restore(const nlohmann::json& state);

  private:
    struct Epoch {
        double loss = 0.0;
        std::optional<double> validation;
        std::map<std::string, double> measures;
    };

    [[nodiscard]] std::vector<double> last(const char* measure, std::size_t count) const;
    /// The model paints pictures that are measured.
    [[nodiscard]] bool paints() const { return !last("generated_density", 1).empty(); }
    [[nodiscard]] bool isExploding() const;
    [[nodiscard]] bool isBlack() const;
    [[nodiscard]] bool isCollapsed() const;
    [[nodiscard]] bool isDiverging() const;
    [[nodiscard]] bool isPosteriorCollapsed() const;
    [[nodiscard]] bool isStuck() const;
    [[nodiscard]] bool isOvertrained() const;

    std::size_t m_trainingNotes;
    MusicEvidence m_source;
    std::optional<MusicEvidence> m_sample;
    std::optional<MusicEvidence> m_nextSample; ///< not counted yet
    std::deque<Epoch> m_epochs;                ///< the last ones
    std::size_t m_epochCount = 0;
    double m_firstLoss = 0.0;
    std::size_t m_bestEpoch = 0; ///< by validation, from 1
    double m_bestValidation = 0.0;
    double m_lossAtBest = 0.0;
    double m_widestDistance = 0.0; ///< of painted pictures, smoothed
};

} // namespace leitmotif
