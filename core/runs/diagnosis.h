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

/// A problem of a run, in words for the user.
struct Finding {
    std::string kind;    ///< see RunDiagnosed
    std::string message; ///< English source text for translation (context "Diagnosis")
};

/// English source text of the message that the run is healthy again.
[[nodiscard]] const char* goneMessage();

/// Measures of a piece of music: a sample of the model, or the source.
struct MusicEvidence {
    double notesPerBar = 0.0;
    PeriodicRun repeated; ///< a sample's tail, the source's longest run
};

[[nodiscard]] MusicEvidence evidenceOfSample(const Score& sample, std::int64_t bars);
[[nodiscard]] MusicEvidence evidenceOfSource(const Corpus& corpus);

/// Detects problems of a run from its losses, measures and samples so far. Keeps only the last
/// epochs. Owned by the run's thread.
///
/// Kinds: "black" (samples are silent), "collapsed" (a GAN generates the same picture again and
/// again), "diverging" (its discriminator has won, or the losses of any model grow without end),
/// "posterior_collapse" (a VAE ignores its code), "loop" (the newest sample repeats itself),
/// "overtraining" (held-out losses rise while training losses fall), "too_little_data".
class Diagnosis {
  public:
    Diagnosis(std::size_t trainingNotes, MusicEvidence source);

    void add(const EpochFinished& epoch);
    /// Replaces the sample before.
    void add(const MusicEvidence& sample) { m_sample = sample; }
    /// As add(), but the sample counts only from countNext() on: samples are made beside the
    /// training, and the time that one takes must not change the findings.
    void addNext(const MusicEvidence& sample) { m_nextSample = sample; }
    void countNext();

    /// All present problems, the gravest first; empty for a healthy run.
    [[nodiscard]] std::vector<Finding> findings() const;

    /// What was added so far, for a checkpoint.
    [[nodiscard]] nlohmann::json state() const;
    /// Returns false and changes nothing if `state` is not one that state() returned.
    bool restore(const nlohmann::json& state);

  private:
    struct Epoch {
        double loss = 0.0;
        std::optional<double> validation;
        std::map<std::string, double> measures;
    };

    [[nodiscard]] std::vector<double> last(const char* measure, std::size_t count) const;
    /// True for a model of pictures whose generated pictures are measured.
    [[nodiscard]] bool generatesPictures() const { return !last("generated_density", 1).empty(); }
    [[nodiscard]] bool isExploding() const;
    [[nodiscard]] bool isBlack() const;
    [[nodiscard]] bool isCollapsed() const;
    [[nodiscard]] bool hasGoneBack() const;
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
    double m_widestDistance = 0.0; ///< between generated pictures, smoothed
};

} // namespace leitmotif
