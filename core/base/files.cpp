// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace leitmotif {

namespace {

Error unreadable(const std::filesystem::path& path, const std::string& reason) {
    return {ErrorCode::FileNotReadable, {path.string(), reason}};
}

Error unwritable(const std::filesystem::path& path, int code) {
    return {ErrorCode::FileNotWritable, {path.string(), std::strerror(code)}};
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

constexpr const char* kOwnDescriptors = "/proc/self/fd";

/// A file without a name, so that a kill leaves nothing of it; below 0 where the system or the
/// file system has none.
int openUnnamed(const std::filesystem::path& folder) {
#ifdef O_TMPFILE
    if (::access(kOwnDescriptors, X_OK) == 0)
        return ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC,
                      0666);
#endif
    return -1;
}

bool giveName(int descriptor, const std::string& name) {
    const auto unnamed = kOwnDescriptors + ("/" + std::to_string(descriptor));
    return ::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

} // namespace

Result<Bytes> readFile(const std::filesystem::path& path, std::uintmax_t limit) {
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return unreadable(path, "no such file");
    if (!std::filesystem::is_regular_file(path, code))
        return unreadable(path, "not a file");
    const auto size = std::filesystem::file_size(path, code);
    if (code)
        return unreadable(path, code.message());
    if (size > limit)
        return Error{ErrorCode::FileTooLarge, {path.string()}};
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return unreadable(path, std::strerror(errno));
    Bytes bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (stream.bad())
        return unreadable(path, "the disk reported an error");
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 std::span<const std::uint8_t> bytes) {
    static std::atomic<unsigned> s_count = 0; // two threads may write into one folder
    const std::string temporary =
        path.string() + ".part" + std::to_string(::getpid()) + "-" + std::to_string(++s_count);
    int descriptor = openUnnamed(path.parent_path());
    const bool isNamed = descriptor < 0;
    if (isNamed)
        descriptor = ::open(temporary.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return unwritable(path, errno);
    if (!writeAll(descriptor, bytes) || ::fsync(descriptor) != 0 ||
        (!isNamed && !giveName(descriptor, temporary))) {
        const int code = errno;
        ::close(descriptor);
        ::unlink(temporary.c_str());
        return unwritable(path, code);
    }
    ::close(descriptor);
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        return unwritable(path, code);
    }
    return {};
}

std::uint64_t hashOf(std::span<const std::uint8_t> bytes, std::uint64_t seed) {
    for (const auto byte : bytes)
        seed = (seed ^ byte) * 0x100000001b3U;
    return seed;
}

} // namespace leitmotif
