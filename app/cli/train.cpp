// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/group_run.h"
#include "app/cli/input_files.h"
#include "app/cli/interrupt.h"
#include "app/cli/large_corpus.h"
#include "app/cli/run_in_project.h"
#include "app/cli/track_list.h"
#include "app/cli/train_options.h"
#include "app/sessions/run_requests.h"
#include "core/midi/import_report.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace leitmotif {

namespace {

struct ReadSources {
    std::vector<StoredSource> sources;
    std::vector<CorpusPiece> pieces;
    std::size_t notes = 0;
};

/// Reads inputs of one role; calls `onEnough` as soon as there is enough to learn from. Reports
/// errors; returns kExitDone or the status of a failure.
int readSources(const TrainOptions& options, const WantedParts& wanted,
                const std::vector<std::string>& inputs, PieceRole role, ReadSources& read,
                const std::function<void()>& onEnough) {
    std::optional<Error> failure;
    const std::size_t sourcesBefore = read.sources.size();
    const auto use = [&](InputFile&& input) {
        const Score& score = input.midi.score;
        auto selection = selectionOf(score, input.path, wanted.tracks);
        if (selection) {
            selection->role = role;
            selection->beat = wanted.beat;
            if (role == PieceRole::Training)
                selection->bars = barsFor(score, options.from, options.to);
        }
        auto pieces = selection ? corpusPieces(score, input.path, *selection) : selection.error();
        if (!pieces) {
            if (failure)
                warn(describe(*failure));
            failure = pieces.error();
            return;
        }
        const bool wasEnough = read.notes >= kFewestNotesToLearn;
        if (role == PieceRole::Training)
            for (const CorpusPiece& piece : *pieces)
                read.notes += piece.score.noteCount();
        std::ranges::move(*pieces, std::back_inserter(read.pieces));
        read.sources.push_back(
            {0, input.path, std::make_shared<const Bytes>(std::move(input.bytes)), *selection});
        if (!wasEnough && read.notes >= kFewestNotesToLearn)
            onEnough();
    };
    if (const int status = readInputFiles(inputs, use); status != kExitDone)
        return status;
    if (!failure)
        return kExitDone;
    if (read.sources.size() == sourcesBefore)
        return reportError(*failure);
    warn(describe(*failure) + " It is left out.");
    return kExitDone;
}

/// Reads all training and held-out sources.
int readAllSources(const TrainOptions& options, const WantedParts& wanted, ReadSources& read,
                   const std::function<void()>& onEnough) {
    const auto inputs = inputsToLearnFrom(options);
    if (inputs.empty())
        return reportError(
            {ErrorCode::BadArgument,
             {"the input", "files that are not held out for --validation or --test"}});
    int status = readSources(options, wanted, inputs, PieceRole::Training, read, onEnough);
    if (status == kExitDone && !options.validation.empty())
        status =
            readSources(options, wanted, options.validation, PieceRole::Validation, read, onEnough);
    if (status == kExitDone && !options.test.empty())
        status = readSources(options, wanted, options.test, PieceRole::Test, read, onEnough);
    return status;
}

Result<std::vector<RunRequest>> enterRuns(ProjectFile& project, const std::vector<Recipe>& recipes,
                                          const std::vector<StoredSource>& sources,
                                          const std::shared_ptr<const Corpus>& corpus,
                                          const ComputeSettings& compute) {
    std::vector<std::int64_t> ids;
    for (const StoredSource& source : sources) {
        const auto id = project.addSource(source.name, *source.bytes, source.selection);
        if (!id)
            return id.error();
        ids.push_back(*id);
    }
    return newRuns(project, recipes, corpus, ids, compute);
}

/// Gives the runs their place in a group.
Result<std::vector<RunRequest>> inGroup(Result<std::vector<RunRequest>> requests,
                                        const std::optional<GroupPlace>& place) {
    if (requests)
        for (RunRequest& request : *requests)
            request.group = place;
    return requests;
}

/// What all runs of a command have in common.
struct Command {
    const TrainOptions& options;
    const std::vector<Recipe>& recipes;
    const std::optional<GroupPlace>& place;
    TrainingSession& session;
    PictureWriter& pictures;

    [[nodiscard]] bool isFirst() const { return !place || place->isFirst(); }
    [[nodiscard]] int trainFor(std::shared_ptr<const Corpus> corpus) const {
        RunRequest request;
        request.recipe = recipes.front();
        request.corpus = std::move(corpus);
        request.compute = options.compute.settings();
        request.group = place;
        return trainForFirst(session, std::move(request));
    }
    [[nodiscard]] int trainIn(const std::string& firstInput, const RunMaker& makeRuns) const {
        const auto places = placesFor(options.project, options.out, firstInput);
        if (!places)
            return reportError(places.error());
        return trainInProject(
            session, pictures, *places, options.isJson,
            [&](ProjectFile& project) { return inGroup(makeRuns(project), place); });
    }
};

/// Trains on more files than are read into memory.
int trainOnFiles(const Command& command, const SourceFeed& files) {
    command.session.prepare();
    if (command.isFirst())
        return command.trainIn(files.items.front().name, [&](ProjectFile& project) {
            return enterStreamedRuns(project, command.recipes, files,
                                     command.options.compute.settings());
        });
    const auto corpus = corpusOfFiles(files, command.recipes.front());
    return corpus ? command.trainFor(*corpus) : reportError(corpus.error());
}

int trainInMemory(const Command& command, const WantedParts& wanted) {
    ReadSources read;
    if (const int status =
            readAllSources(command.options, wanted, read, [&] { command.session.prepare(); });
        status != kExitDone)
        return status;
    const auto corpus = std::make_shared<const Corpus>(std::move(read.pieces));
    if (const auto enough = checkEnough(*corpus); !enough)
        return reportError(enough.error());
    if (!command.isFirst())
        return command.trainFor(corpus);
    return command.trainIn(read.sources.front().name, [&](ProjectFile& project) {
        return enterRuns(project, command.recipes, read.sources, corpus,
                         command.options.compute.settings());
    });
}

int train(const TrainOptions& options) {
    const InterruptWatch watch;
    const auto recipes = recipesOf(options);
    if (!recipes)
        return reportError(recipes.error());
    const auto tracks = trackList("--tracks", options.tracks);
    if (!tracks)
        return reportError(tracks.error());
    const auto beat = beatChoiceIn(options);
    if (!beat)
        return reportError(beat.error());
    const auto place = ownGroupPlace(*recipes);
    if (!place)
        return reportError(place.error());

    PictureWriter pictures;
    if (std::ranges::any_of(*recipes, drawsMaps))
        pictures.prepare();
    TrainingSession session(loadEngine);
    const Command command{options, *recipes, *place, session, pictures};
    const WantedParts wanted{*tracks, *beat};
    const auto files = filesOf(options, wanted);
    return isStreamed(files, *recipes) ? trainOnFiles(command, files)
                                       : trainInMemory(command, wanted);
}

} // namespace

void addTrainCommand(CLI::App& program, CommandAction& chosen) {
    auto* command =
        program.add_subcommand("train", "Learns from MIDI files and lets you hear the progress");
    auto options = std::make_shared<TrainOptions>();
    addTrainOptions(*command, *options);
    command->callback([options, &chosen] { chosen = [options] { return train(*options); }; });
}

} // namespace leitmotif
