// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_in_project.h"

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/print.h"

#include <atomic>
#include <cstdio>
#include <system_error>

namespace leitmotif {

namespace {

constexpr const char* kProjectName = "project.leitmotif";

std::filesystem::path freeFolder(const std::string& stem) {
    const std::string name = "leitmotif-" + stem;
    std::error_code code;
    for (int number = 1;; ++number) {
        std::filesystem::path path = number == 1 ? name : name + "-" + std::to_string(number);
        if (!std::filesystem::exists(path, code))
            return path;
    }
}

Result<void> makeFolder(const std::filesystem::path& folder) {
    std::error_code code;
    if (folder.empty() || std::filesystem::is_directory(folder, code))
        return {};
    std::filesystem::create_directories(folder, code);
    if (code)
        return Error{ErrorCode::FileNotWritable, {folder.string(), code.message()}};
    return {};
}

} // namespace

std::filesystem::path samplesOf(const std::filesystem::path& project) {
    const auto folder = project.has_parent_path() ? project.parent_path() : ".";
    if (project.filename() == kProjectName)
        return folder;
    return folder / (project.stem().string() + "-samples");
}

Result<RunPlaces> placesFor(const std::string& project, const std::string& out,
                            const std::string& input) {
    RunPlaces places{project, out};
    if (out.empty())
        places.samples = project.empty() ? freeFolder(std::filesystem::path(input).stem().string())
                                         : samplesOf(project);
    if (project.empty())
        places.project = places.samples / kProjectName;
    for (const auto& folder : {places.samples, places.project.parent_path()})
        if (const auto made = makeFolder(folder); !made)
            return made.error();
    return places;
}

int trainInProject(TrainingSession& session, PictureWriter& pictures, const RunPlaces& places,
                   bool isJson, const RunMaker& makeRuns,
                   const std::function<int(const RunFollower&)>& finish) {
    std::atomic<bool> hasDamage = false;
    std::atomic<bool> hasLoss = false; // something could not be stored
    auto store = StoreSession::open(places.project, [&](const Error& error) {
        warn(describe(error));
        hasDamage = hasDamage || error.code == ErrorCode::ProjectDamaged;
        hasLoss = hasLoss || error.code == ErrorCode::ProjectCannotHold;
    });
    if (!store)
        return reportError(store.error());
    auto requests = (*store)
                        ->ask([&](ProjectFile& project) -> Result<std::vector<RunRequest>> {
                            if (const auto writable = project.mayWrite(); !writable)
                                return writable.error();
                            return makeRuns(project);
                        })
                        .get();
    if (InterruptWatch::isRaised()) {
        std::fputs("leitmotif: stopped before anything was learned\n", stderr);
        return kExitInterrupted;
    }
    if (!requests)
        return reportError(requests.error());
    RunFollower follower(session, pictures, {places.project, places.samples, isJson});
    int status = follower.follow(std::move(*requests), **store);
    const auto project = (*store)->path(); // may have moved
    if (!isJson) {
        if (!follower.sampleFiles().empty())
            printLine("Samples: " + places.samples.string());
        printLine("Project: " + project.string());
    }
    if (status == kExitDone && finish)
        status = finish(follower);
    if (status != kExitDone)
        return status;
    if (hasDamage)
        return kExitBadInput;
    return hasLoss || project != places.project ? kExitRunFailed : kExitDone;
}

} // namespace leitmotif
