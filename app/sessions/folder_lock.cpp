// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/folder_lock.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace leitmotif {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder,
                                    const std::function<bool()>& isStopped) {
    constexpr auto kPoll = std::chrono::milliseconds(100);
    const auto path = folder / "lock";
    const auto unwritable = [&path] {
        return Error{ErrorCode::FileNotWritable, {path.string(), std::strerror(errno)}};
    };
    FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (lock.m_descriptor < 0)
        return unwritable();
    while (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return unwritable();
        if (isStopped && isStopped())
            return Error{ErrorCode::TrainingFailed, {"it was stopped"}};
        std::this_thread::sleep_for(kPoll);
    }
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FolderLock::~FolderLock() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace leitmotif
