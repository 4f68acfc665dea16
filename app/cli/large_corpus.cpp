// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/large_corpus.h"

#include "app/cli/command.h"
#include "app/cli/input_files.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress_line.h"
#include "app/sessions/run_requests.h"
#include "core/midi/smf_reader.h"
#include "core/runs/model_family.h"
#include "core/runs/recipe_settings.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace leitmotif {

namespace {

/// The part of a file that is learned; the file is read for it only if the user chose one.
Result<CorpusSelection> selectionFor(const TrainOptions& options, const WantedParts& wanted,
                                     const SourceFeed::Item& item, const Bytes& bytes) {
    CorpusSelection selection;
    const bool choosesBars = item.role == PieceRole::Training && (options.from || options.to);
    if (choosesBars || !wanted.tracks.empty()) {
        const auto midi = readMidi(bytes, item.name);
        if (!midi)
            return midi.error();
        auto chosen = selectionOf(midi->score, item.name, wanted.tracks);
        if (!chosen)
            return chosen.error();
        selection = *std::move(chosen);
        if (choosesBars)
            selection.bars = barsFor(midi->score, options.from, options.to);
    }
    selection.role = item.role;
    selection.beat = wanted.beat;
    return selection;
}

void addItems(SourceFeed& feed, const std::vector<std::string>& inputs, PieceRole role) {
    for (std::string& path : expandedInputs(inputs))
        feed.items.push_back({std::move(path), role});
}

} // namespace

SourceFeed filesOf(const TrainOptions& options, const WantedParts& wanted) {
    SourceFeed feed;
    addItems(feed, inputsToLearnFrom(options), PieceRole::Training);
    addItems(feed, options.validation, PieceRole::Validation);
    addItems(feed, options.test, PieceRole::Test);
    const auto items = std::make_shared<const std::vector<SourceFeed::Item>>(feed.items);
    feed.read = [items, &options, &wanted](std::size_t i) -> Result<StoredSource> {
        const auto& item = (*items)[i];
        auto bytes = readFile(item.name);
        if (!bytes)
            return bytes.error();
        auto selection = selectionFor(options, wanted, item, *bytes);
        if (!selection)
            return selection.error();
        return StoredSource{0, item.name, std::make_shared<const Bytes>(*std::move(bytes)),
                            *std::move(selection)};
    };
    feed.head = [read = feed.read](std::size_t i) -> Result<SourceHead> {
        auto source = read(i);
        if (!source)
            return source.error();
        return SourceHead{0, source->name, hashOf(*source->bytes), source->bytes->size(),
                          source->selection};
    };
    return feed;
}

bool isStreamed(const SourceFeed& files, const std::vector<Recipe>& recipes) {
    if (files.items.empty() || files.items.front().role != PieceRole::Training)
        return false; // nothing to learn from
    std::uintmax_t bytes = 0;
    for (const SourceFeed::Item& item : files.items) {
        std::error_code code;
        const auto size = std::filesystem::file_size(item.name, code);
        bytes += code ? 0 : size;
    }
    return isLargeCorpus(files.items.size(), bytes) &&
           std::ranges::all_of(
               recipes, [](const Recipe& recipe) { return modelFamily(recipe.family).readsFiles; });
}

Result<std::shared_ptr<const Corpus>> corpusOfFiles(const SourceFeed& files, const Recipe& recipe) {
    StreamHooks hooks;
    hooks.isStopped = InterruptWatch::isRaised;
    hooks.leftOut = [](const Error& error) { warn(describe(error) + " It is left out."); };
    return streamedCorpus(files, recipe, hooks, userCacheFolder());
}

Result<std::vector<RunRequest>> enterStreamedRuns(ProjectFile& project,
                                                  const std::vector<Recipe>& recipes,
                                                  const SourceFeed& files,
                                                  const ComputeSettings& compute) {
    for (const Recipe& recipe : recipes)
        if (const auto checked = checkRecipe(recipe); !checked)
            return checked.error();
    ProgressLine line(true);
    KnownSources known;
    std::vector<std::int64_t> ids;
    StreamHooks hooks;
    hooks.isStopped = InterruptWatch::isRaised;
    hooks.leftOut = [&](const Error& error) {
        line.clear();
        warn(describe(error) + " It is left out.");
    };
    hooks.keep = [&](const std::vector<StoredSource>& sources) -> Result<void> {
        const auto some = project.addSources(sources, known);
        if (!some)
            return some.error();
        ids.insert(ids.end(), some->begin(), some->end());
        return {};
    };
    hooks.progress = [&](std::size_t done, std::size_t all) {
        line.show(static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, all)),
                  "reading " + std::to_string(all) + " files");
    };
    std::vector<RunRequest> requests;
    for (const Recipe& recipe : recipes) {
        const auto corpus = streamedCorpus(files, recipe, hooks, userCacheFolder());
        if (!corpus)
            return corpus.error();
        if (const auto enough = checkEnough(**corpus); !enough)
            return enough.error();
        auto request = newRun(project, recipe, *corpus, ids, compute);
        if (!request)
            return request.error();
        requests.push_back(*std::move(request));
        hooks.keep = {}; // all recipes learn from the same sources, which were told already
        hooks.leftOut = [](const Error&) {};
    }
    return requests;
}

} // namespace leitmotif
