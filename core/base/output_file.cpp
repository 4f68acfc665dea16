// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/output_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace leitmotif {

namespace {

namespace fs = std::filesystem;

constexpr const char* kOwnDescriptors = "/proc/self/fd";
constexpr mode_t kPermissions = 07777;

Error unwritable(const fs::path& path, int code) {
    return {ErrorCode::FileNotWritable, {path.string(), std::strerror(code)}};
}

/// The descriptor that a path such as /dev/stdout or /dev/fd/3 means. It is written to directly:
/// opened again, a file that output is redirected to would be overwritten from its beginning.
std::optional<int> descriptorNamed(const fs::path& path) {
    const std::string text = path.lexically_normal().string();
    if (text == "/dev/stdout")
        return STDOUT_FILENO;
    if (text == "/dev/stderr")
        return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!text.starts_with(folder))
            continue;
        const char* const end = text.data() + text.size();
        int number = 0;
        const auto [stop, error] = std::from_chars(text.data() + folder.size(), end, number);
        if (error == std::errc() && stop == end)
            return number;
    }
    return std::nullopt;
}

/// The file that a path leads to, behind all links; that file need not exist.
fs::path behindLinks(fs::path path) {
    constexpr int kMostLinks = 40; // as many as the kernel follows
    std::error_code code;
    for (int links = 0; links < kMostLinks && fs::is_symlink(path, code); ++links) {
        const fs::path next = fs::read_symlink(path, code);
        if (code)
            break;
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

/// Opens a file without a name, so that a kill leaves nothing of it; below 0 if the system or the
/// file system does not support it.
int openUnnamed(const fs::path& folder) {
#ifdef O_TMPFILE
    if (::access(kOwnDescriptors, X_OK) == 0)
        return ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
#endif
    return -1;
}

bool giveName(int descriptor, const std::string& name) {
    const auto unnamed = kOwnDescriptors + ("/" + std::to_string(descriptor));
    return ::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

bool writeAll(int descriptor, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

bool isStream(const fs::path& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    return descriptorNamed(path) ||
           (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status));
}

Result<OutputFile> OutputFile::open(const fs::path& path) {
    OutputFile file(path);
    errno = 0;
    if (isStream(path) ? file.openStream() : file.openNeighbour())
        return file;
    return unwritable(path, errno);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_stream(std::exchange(other.m_stream, -1)),
      m_descriptor(std::exchange(other.m_descriptor, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
    std::swap(m_path, other.m_path);
    std::swap(m_target, other.m_target);
    std::swap(m_temporary, other.m_temporary);
    std::swap(m_stream, other.m_stream);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

OutputFile::~OutputFile() {
    close();
}

bool OutputFile::openStream() {
    const auto named = descriptorNamed(m_path);
    m_stream = named ? ::fcntl(*named, F_DUPFD_CLOEXEC, 3)
                     : ::open(m_path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (m_stream < 0)
        return false;
    std::FILE* const buffer = std::tmpfile();
    if (buffer == nullptr)
        return false;
    m_descriptor = ::fcntl(::fileno(buffer), F_DUPFD_CLOEXEC, 3);
    std::fclose(buffer);
    return m_descriptor >= 0;
}

bool OutputFile::openNeighbour() {
    m_target = behindLinks(m_path);
    struct stat old {};
    const bool isThere = ::stat(m_target.c_str(), &old) == 0;
    if (!isThere && errno == ELOOP)
        return false;
    if (isThere && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (isThere && ::access(m_target.c_str(), W_OK) != 0)
        return false; // renaming would not check it
    m_descriptor = openUnnamed(m_target.parent_path());
    if (m_descriptor < 0) {
        static std::atomic<unsigned> s_count = 0; // two threads may write into one folder
        m_temporary = m_target.string() + ".part" + std::to_string(::getpid()) + "-" +
                      std::to_string(++s_count);
        m_descriptor = ::open(m_temporary.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0666);
    }
    if (m_descriptor < 0)
        return false;
    if (isThere) // not every file system keeps permissions, and none is worth failing for
        (void)!::fchmod(m_descriptor, old.st_mode & kPermissions);
    return true;
}

bool OutputFile::replace() {
    if (::fsync(m_descriptor) != 0)
        return false;
    if (m_temporary.empty()) {
        static std::atomic<unsigned> s_count = 0;
        const std::string name = m_target.string() + ".new" + std::to_string(::getpid()) + "-" +
                                 std::to_string(++s_count);
        if (!giveName(m_descriptor, name))
            return false;
        m_temporary = name;
    }
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return false;
    m_temporary.clear();
    return true;
}

bool OutputFile::copyToStream() const {
    std::array<std::uint8_t, 1U << 16U> portion{};
    if (::lseek(m_descriptor, 0, SEEK_SET) != 0)
        return false;
    for (;;) {
        const ssize_t size = ::read(m_descriptor, portion.data(), portion.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size == 0;
        if (!writeAll(m_stream, std::span(portion).first(static_cast<std::size_t>(size))))
            return false;
    }
}

Result<void> OutputFile::write(std::span<const std::uint8_t> bytes) {
    if (!writeAll(m_descriptor, bytes))
        return unwritable(m_path, errno);
    return {};
}

Result<void> OutputFile::finish() {
    errno = 0;
    const bool isDone = m_stream >= 0 ? copyToStream() : replace();
    const int code = errno;
    close();
    if (!isDone)
        return unwritable(m_path, code);
    return {};
}

void OutputFile::close() {
    for (int* const one : {&m_descriptor, &m_stream})
        if (const int descriptor = std::exchange(*one, -1); descriptor >= 0)
            ::close(descriptor);
    if (!m_temporary.empty())
        ::unlink(std::exchange(m_temporary, {}).c_str());
}

} // namespace leitmotif
