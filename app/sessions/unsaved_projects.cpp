// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/unsaved_projects.h"

#include "app/sessions/store_session.h"
#include "core/store/project_lock.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace leitmotif {

namespace {

constexpr const char* kEnding = ".leitmotif";

std::filesystem::path unsavedFolder(const std::filesystem::path& dataFolder) {
    return dataFolder / "unsaved";
}

bool isEmptyProject(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::file_size(path, code) == 0)
        return true;
    const auto project = ProjectFile::openToRead(path);
    return project && (*project)->isEmpty().value_or(false);
}

} // namespace

std::filesystem::path userDataFolder() {
    if (const char* const folder = std::getenv("XDG_DATA_HOME"); folder && *folder == '/')
        return std::filesystem::path(folder) / "leitmotif";
    const char* const home = std::getenv("HOME");
    return std::filesystem::path(home ? home : ".") / ".local" / "share" / "leitmotif";
}

Result<std::filesystem::path> newUnsavedPath(const std::filesystem::path& dataFolder) {
    const auto folder = unsavedFolder(dataFolder);
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    for (int number = 1;; ++number) {
        const auto path = folder / ("unsaved-" + std::to_string(number) + kEnding);
        // Made here, so that two programs that start together do not get the same name.
        const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        if (descriptor >= 0) {
            ::close(descriptor);
            return path;
        }
        if (errno != EEXIST)
            return Error{ErrorCode::FileNotWritable,
                         {path.string(), std::generic_category().message(errno)}};
    }
}

std::vector<UnsavedProject> abandonedProjects(const std::filesystem::path& dataFolder) {
    std::vector<UnsavedProject> projects;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(unsavedFolder(dataFolder), code)) {
        const auto& path = entry.path();
        if (path.extension() != kEnding || ProjectLock::isHeld(path))
            continue;
        if (isEmptyProject(path))
            removeProject(path);
        else
            projects.push_back({path, entry.last_write_time(code)});
    }
    std::ranges::sort(projects, std::greater(), &UnsavedProject::lastChange);
    return projects;
}

} // namespace leitmotif
