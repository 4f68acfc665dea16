// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace leitmotif {

/// The lock of a project that is open for writing: a flock on the file "PATH-lock" beside it. The
/// system releases it when its process ends, however it ends, so a crash never blocks a project.
/// The database itself cannot carry it: closing a second descriptor of that file would drop
/// SQLite's own locks. Owned by the ProjectFile that took it.
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

    /// Tries to take the lock, without waiting.
    [[nodiscard]] Outcome take(const std::filesystem::path& project);
    /// Removes the lock file and releases the lock.
    void release();

    /// True while `project` is open for writing, perhaps in this process.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& project);

  private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace leitmotif
