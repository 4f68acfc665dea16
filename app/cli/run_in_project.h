// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/training_session.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace leitmotif {

/// Where a command keeps its runs and puts their samples.
struct RunPlaces {
    std::filesystem::path project;
    std::filesystem::path samples;
};

/// From what the options say; both may be empty. Without an output folder it is the project's (see
/// samplesOf()), or a new one in the current folder, named after the input. Makes the folders.
/// Errors: FileNotWritable.
Result<RunPlaces> placesFor(const std::string& project, const std::string& out,
                            const std::string& input);

/// The folder for samples of a project: its own if it is called project.leitmotif, as in a folder
/// that `train --out` made; else one beside it, with its name.
[[nodiscard]] std::filesystem::path samplesOf(const std::filesystem::path& project);

/// Opens the project, lets `prepare` enter or look up the runs, trains them and prints what
/// happens; says where everything is. Returns an exit status; errors are reported.
int trainInProject(TrainingSession& session, const RunPlaces& places, bool isJson,
                   const std::function<Result<std::vector<RunRequest>>(ProjectFile&)>& prepare);

} // namespace leitmotif
