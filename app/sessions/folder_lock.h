// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>

namespace leitmotif {

/// Holds the file `lock` of a folder locked, so that one process at a time works in it. The system
/// releases it when a process is killed.
class FolderLock {
  public:
    /// Waits for its turn. `isStopped` may be empty. Errors: FileNotWritable; TrainingFailed, if it
    /// is stopped.
    static Result<FolderLock> take(const std::filesystem::path& folder,
                                   const std::function<bool()>& isStopped);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

  private:
    explicit FolderLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace leitmotif
