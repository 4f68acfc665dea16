// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/run_follower.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace leitmotif {

/// Where a command stores its runs and writes their samples.
struct RunPlaces {
    std::filesystem::path project;
    std::filesystem::path samples;
};

/// The places by the options, both of which may be empty. Without an output folder it is the
/// project's (see samplesOf()), or a new one in the current folder, named after the input. Makes
/// the folders. Errors: FileNotWritable.
Result<RunPlaces> placesFor(const std::string& project, const std::string& out,
                            const std::string& input);

/// The folder for samples of a project: its own if it is called project.leitmotif, as in a folder
/// that `train --out` made; else one beside it, with its name.
[[nodiscard]] std::filesystem::path samplesOf(const std::filesystem::path& project);

/// Makes the runs to train, on the storage thread.
using RunMaker = std::function<Result<std::vector<RunRequest>>(ProjectFile&)>;

/// Opens the project, lets `makeRuns` add or find the runs, trains them, prints events and the
/// places of all results. After success it calls `finish`. Reports errors and returns an exit
/// status: kExitDone only if nothing read was damaged and everything is stored in the requested
/// project.
int trainInProject(TrainingSession& session, PictureWriter& pictures, const RunPlaces& places,
                   bool isJson, const RunMaker& makeRuns,
                   const std::function<int(const RunFollower&)>& finish = {});

} // namespace leitmotif
