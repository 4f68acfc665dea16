// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace leitmotif {

/// Says that someone has a project open for writing: a lock (flock) on the project's neighbour
/// "PATH-lock". The system lets it go when its process ends, however it ends, so a crash never
/// blocks a project. The database itself cannot carry it: closing a second descriptor of that file
/// would drop SQLite's own locks. Owned by the ProjectFile that took it.
class ProjectLock {
  public:
    enum class Outcome : unsigned char {
        Taken,
        HeldElsewhere,
        NotPossible, ///< a folder without write permission, a file system without locks; see errno
    };

    ProjectLock() = default;
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

    /// Never waits.
    [[nodiscard]] Outcome take(const std::filesystem::path& project);
    /// Removes the neighbour and lets go.
    void release();

    /// True while somebody, perhaps in this process, has `project` open for writing.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& project);

  private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace leitmotif
