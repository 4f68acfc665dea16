// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/train_options.h"
#include "app/sessions/corpus_stream.h"
#include "core/runs/training_engine.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace leitmotif {

/// What is learned of every input.
struct WantedParts {
    std::vector<std::size_t> tracks;
    BeatChoice beat = BeatChoice::Automatic;
};

/// All files to learn from and to hold out. `options` and `wanted` outlive it.
[[nodiscard]] SourceFeed filesOf(const TrainOptions& options, const WantedParts& wanted);

/// True if the files are not read into memory: there are many, and each recipe's family can learn
/// from a file of their notes.
[[nodiscard]] bool isStreamed(const SourceFeed& files, const std::vector<Recipe>& recipes);

/// The files as a corpus, without a project. Errors: those of streamedCorpus().
Result<std::shared_ptr<const Corpus>> corpusOfFiles(const SourceFeed& files, const Recipe& recipe);

/// Reads the files, keeps them in the project and enters the runs. Files that cannot be learned
/// from are named and left out. Errors: those of streamedCorpus(), checkEnough() and newRun().
Result<std::vector<RunRequest>> enterStreamedRuns(ProjectFile& project,
                                                  const std::vector<Recipe>& recipes,
                                                  const SourceFeed& files,
                                                  const ComputeSettings& compute);

} // namespace leitmotif
