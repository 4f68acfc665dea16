// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/group_run.h"
#include "app/cli/interrupt.h"
#include "app/cli/run_in_project.h"
#include "app/cli/train_options.h"
#include "app/sessions/run_requests.h"
#include "core/base/limits.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

namespace leitmotif {

namespace {

struct ResumeWords {
    std::string project;
    std::int64_t run = 0;
    ResumeOptions resume;
    std::vector<std::string> assignments; ///< of --set
    std::string out;
    bool isJson = false;
};

/// True if the run draws pictures. Errors of the run itself are reported later, when it is resumed.
/// Errors: those of openToRead(); also for an empty file.
Result<bool> wantsPictures(const std::filesystem::path& path, std::int64_t id) {
    const auto project = ProjectFile::openToRead(path);
    if (!project)
        return project.error();
    const auto run = (*project)->run(id);
    return run && drawsMaps(run->recipe);
}

/// The place of this process. Errors: those of ownGroupPlace().
Result<std::optional<GroupPlace>> placeFor(const ResumeWords& options) {
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return project.error();
    const auto run = (*project)->run(options.run);
    // Without a run there is an error later on.
    return run ? ownGroupPlace({run->recipe}) : std::optional<GroupPlace>();
}

/// Of a process that trains together with others and is not the first, which has the checkpoint.
int resumeForFirst(const ResumeWords& options, const GroupPlace& place, TrainingSession& session) {
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return reportError(project.error());
    auto request = runToFollow(**project, options.run, options.resume);
    if (!request)
        return reportError(request.error());
    request->group = place;
    return trainForFirst(session, *std::move(request));
}

int resume(ResumeWords options) {
    const InterruptWatch watch;
    for (const std::string& assignment : options.assignments) {
        auto setting = settingIn(assignment);
        if (!setting)
            return reportError(setting.error());
        options.resume.settings.push_back(std::move(*setting));
    }
    const auto draws = wantsPictures(options.project, options.run);
    if (!draws)
        return reportError(draws.error());
    const auto place = placeFor(options);
    if (!place)
        return reportError(place.error());
    PictureWriter pictures;
    if (*draws)
        pictures.prepare();
    TrainingSession session(loadEngine);
    session.prepare();
    if (*place && !(*place)->isFirst())
        return resumeForFirst(options, **place, session);
    RunPlaces places{options.project, options.out};
    if (options.out.empty())
        places.samples = samplesOf(places.project);
    return trainInProject(session, pictures, places, options.isJson,
                          [&](ProjectFile& project) -> Result<std::vector<RunRequest>> {
                              auto request = resumedRun(project, options.run, options.resume);
                              if (!request)
                                  return request.error();
                              request->group = *place;
                              std::vector<RunRequest> requests;
                              requests.push_back(std::move(*request));
                              return requests;
                          });
}

} // namespace

void addResumeCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("resume", "Goes on with a run from its last checkpoint");
    auto options = std::make_shared<ResumeWords>();
    command->add_option("PROJECT", options->project, "The project that holds the run")->required();
    command->add_option("--run", options->run, "Number of the run, see \"leitmotif runs\"")
        ->type_name("ID")
        ->required();
    command->add_option("--epochs", options->resume.epochs, "Epochs to train in all")
        ->type_name("N")
        ->check(CLI::Range(1, kMostEpochs));
    command->add_option("--threads", options->resume.threads, "Threads; as before unless given")
        ->type_name("N")
        ->check(CLI::Range(1, kMostThreads));
    command
        ->add_option("--set", options->assignments,
                     "Change a setting for the rest of the run, such as learning_rate=0.001")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command->add_option("--out", options->out, "Folder for the samples")->type_name("DIR");
    command->add_flag("--json", options->isJson, "Print one JSON object a line");
    command->callback([options, &chosen] { chosen = [options] { return resume(*options); }; });
}

} // namespace leitmotif
