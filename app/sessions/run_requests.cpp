// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/run_requests.h"

#include "core/midi/import_report.h"
#include "core/midi/smf_reader.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <thread>

namespace leitmotif {

int defaultThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

Result<std::shared_ptr<const Corpus>> corpusOf(const std::vector<StoredSource>& sources) {
    std::vector<CorpusPiece> pieces;
    for (const StoredSource& source : sources) {
        const auto midi = readMidi(*source.bytes, source.name);
        if (!midi)
            return midi.error();
        auto some = corpusPieces(midi->score, source.name, source.selection);
        if (!some)
            return some.error();
        std::ranges::move(*some, std::back_inserter(pieces));
    }
    return std::make_shared<const Corpus>(std::move(pieces));
}

Result<void> checkEnough(const Corpus& corpus) {
    const std::size_t notes = corpus.noteCount(PieceRole::Training);
    if (notes >= kFewestNotesToLearn)
        return {};
    const auto& pieces = corpus.pieces();
    const std::string name = pieces.empty() ? "" : pieces.front().name;
    return Error{ErrorCode::TooFewNotes,
                 {pieces.size() > 1 ? name + " and others" : name, std::to_string(notes),
                  std::to_string(kFewestNotesToLearn)}};
}

Result<RunRequest> newRun(ProjectFile& project, const Recipe& recipe,
                          std::shared_ptr<const Corpus> corpus,
                          const std::vector<std::int64_t>& sources,
                          const ComputeSettings& compute) {
    const auto run = project.addRun(recipe, corpus->hash(), sources);
    if (!run)
        return run.error();
    RunRequest request;
    request.run = *run;
    request.recipe = recipe;
    request.corpus = std::move(corpus);
    request.compute = compute;
    return request;
}

Result<RunRequest> resumedRun(ProjectFile& project, std::int64_t run,
                              const ResumeOptions& options) {
    const auto stored = project.run(run);
    if (!stored)
        return stored.error();
    const auto sources = project.sourcesOf(run);
    if (!sources)
        return sources.error();
    auto corpus = corpusOf(*sources);
    if (!corpus)
        return corpus.error();
    RunRequest request;
    request.run = run;
    request.recipe = stored->recipe;
    request.corpus = std::move(*corpus);
    request.compute.threads = defaultThreads();
    if (stored->started)
        request.compute = {stored->started->threads, stored->started->device,
                           stored->started->precision};
    if (options.threads)
        request.compute.threads = *options.threads;
    if (options.epochs && *options.epochs != request.recipe.epochs) {
        request.recipe.epochs = *options.epochs;
        if (const auto changed = project.setRecipe(run, request.recipe); !changed)
            return changed.error();
    }
    auto point = project.resumePoint(run);
    if (!point && point.error().code != ErrorCode::NoCheckpoint)
        return point.error();
    if (point) {
        request.weights = std::move(point->weights);
        request.training = std::move(point->training);
    }
    return request;
}

} // namespace leitmotif
