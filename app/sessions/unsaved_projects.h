// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace leitmotif {

/// $XDG_DATA_HOME/leitmotif, or ~/.local/share/leitmotif.
[[nodiscard]] std::filesystem::path userDataFolder();

/// A project without a name lives in the user's data folder until it is saved or discarded.
struct UnsavedProject {
    std::filesystem::path path;
    std::filesystem::file_time_type lastChange;
};

/// A file name that is free, in a folder that exists. Errors: FileNotWritable.
Result<std::filesystem::path> newUnsavedPath(const std::filesystem::path& dataFolder);

/// Those that no running program has open, the latest first: what a crash left. Ones with nothing
/// in them are removed instead.
[[nodiscard]] std::vector<UnsavedProject>
abandonedProjects(const std::filesystem::path& dataFolder);

} // namespace leitmotif
