// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/originality.h"
#include "core/runs/training_engine.h"
#include "core/store/project_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leitmotif {

/// One core fewer than there are, at least 1: what is left plays music and paints the window.
[[nodiscard]] int defaultThreads();

/// What stored sources hold to learn from. Errors: those of readMidi() and corpusPieces().
Result<std::shared_ptr<const Corpus>> corpusOf(const std::vector<StoredSource>& sources);
/// What a run learned from; a sample of it, if it is too large for memory (streamedCorpus()).
/// Errors: NoSuchRun, those of streamedCorpus(), likewise.
Result<std::shared_ptr<const Corpus>> corpusOf(const ProjectFile& project, std::int64_t run);

/// Errors: TooFewNotes.
Result<void> checkEnough(const Corpus& corpus);

/// Enters a run into the project. `sources` hold what the corpus was made of. Errors: BadSetting of
/// checkRecipe(); then nothing is stored.
Result<RunRequest> newRun(ProjectFile& project, const Recipe& recipe,
                          std::shared_ptr<const Corpus> corpus,
                          const std::vector<std::int64_t>& sources, const ComputeSettings& compute);
/// The same of several, none of which is stored if one makes no sense.
Result<std::vector<RunRequest>> newRuns(ProjectFile& project, const std::vector<Recipe>& recipes,
                                        const std::shared_ptr<const Corpus>& corpus,
                                        const std::vector<std::int64_t>& sources,
                                        const ComputeSettings& compute);

/// How far and where a run goes on.
struct ResumeOptions {
    /// In all, whatever limit of time or patience the run has reached; else as planned.
    std::optional<int> epochs = {};
    std::optional<int> threads =
        {}; ///< else as before, which gives the same losses to the last bit
    /// Keys and values of settings that may change in the middle of a run, such as the learning
    /// rate of one that diverged.
    std::vector<std::pair<std::string, std::string>> settings = {};
};

/// What a run has learned and from what: everything that is needed to make music with it.
struct LearnedRun {
    StoredRun run;
    StoredCheckpoint checkpoint;
    std::shared_ptr<const Corpus> corpus;
};

/// Errors: NoSuchRun, NoCheckpoint, WeightsDamaged, those of corpusOf().
Result<LearnedRun> learnedRun(const ProjectFile& project, std::int64_t run, EpochChoice epoch);

/// After the epoch with the lowest validation loss, or the last one where none was best. Errors:
/// likewise.
Result<LearnedRun> bestLearned(const ProjectFile& project, std::int64_t run);

/// Where takes of such weights come from, the seed aside.
[[nodiscard]] TakeOrigin originOf(const LearnedRun& learned);

/// A score that such weights made, as a take that is not stored yet. `copies` knows the corpus.
[[nodiscard]] Take takeOf(const LearnedRun& learned, const CopyFinder& copies, Score score,
                          std::uint64_t seed);

/// True if a run of the recipe can fill and rewrite bars of a piece (Sampler::revise()).
[[nodiscard]] bool canRevise(const Recipe& recipe);

/// True if a run of the recipe draws maps of its latent space.
[[nodiscard]] bool drawsMaps(const Recipe& recipe);

/// What a run that diverged should go on with in place of its learning rate.
[[nodiscard]] double reducedLearningRate(const Recipe& recipe);

/// A run of the project whose checkpoint another process has, see RunRequest::group. Changes
/// nothing. Errors: NoSuchRun, those of corpusOf().
Result<RunRequest> runToFollow(const ProjectFile& project, std::int64_t run,
                               const ResumeOptions& options);

/// A run of the project from its last checkpoint on; from its start if it has none. Changes the
/// planned epochs and the settings in the project, unless there is an error. Errors: NoSuchRun,
/// RecipeUnreadable, NoSuchSetting, BadSetting (also of epochs that are done already),
/// CheckpointDamaged, those of corpusOf() and of ProjectFile::beginWriting().
Result<RunRequest> resumedRun(ProjectFile& project, std::int64_t run, const ResumeOptions& options);

} // namespace leitmotif
