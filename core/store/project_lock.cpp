// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_lock.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace leitmotif {

namespace {

/// Beside the file itself, behind all links.
std::filesystem::path neighbourOf(const std::filesystem::path& project) {
    std::error_code code;
    const auto real = std::filesystem::weakly_canonical(project, code);
    return (code ? project : real).string() + "-lock";
}

/// The owner removes the lock file before it releases the lock, so a file opened in between may no
/// longer be the one at the path.
bool stillStands(int descriptor, const std::filesystem::path& path) {
    struct stat opened {};
    struct stat standing {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &standing) == 0 &&
           opened.st_ino == standing.st_ino && opened.st_dev == standing.st_dev;
}

} // namespace

ProjectLock::~ProjectLock() {
    release();
}

ProjectLock::Outcome ProjectLock::take(const std::filesystem::path& project) {
    release();
    m_path = neighbourOf(project);
    for (;;) {
        const int descriptor = ::open(m_path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
        if (descriptor < 0)
            return Outcome::NotPossible;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int reason = errno;
            ::close(descriptor);
            errno = reason;
            if (reason == EINTR)
                continue;
            return reason == EWOULDBLOCK ? Outcome::HeldElsewhere : Outcome::NotPossible;
        }
        if (stillStands(descriptor, m_path)) {
            m_descriptor = descriptor;
            return Outcome::Taken;
        }
        ::close(descriptor);
    }
}

void ProjectLock::release() {
    if (m_descriptor < 0)
        return;
    if (stillStands(m_descriptor, m_path)) // else it belongs to a later owner
        ::unlink(m_path.c_str());
    ::close(m_descriptor);
    m_descriptor = -1;
}

bool ProjectLock::isHeld(const std::filesystem::path& project) {
    const int descriptor = ::open(neighbourOf(project).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool isHeld = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return isHeld;
}

} // namespace leitmotif
