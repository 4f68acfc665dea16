// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include <sys/stat.h>

struct sqlite3;

namespace leitmotif {

/// Notices when the file of an open database is deleted, replaced by another one, or overwritten in
/// place by another process. Costs a system call or two; reads from the file only if its time has
/// changed, to see whether its contents have, too.
class FileWatch {
  public:
    enum class State : std::uint8_t { AsItWas, Replaced, Overwritten };

    FileWatch() = default;
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    /// Watches the file that `database` has open. With `seesContents`, where the time of the last
    /// change can be trusted, as on the file systems of this machine, also its contents: all own
    /// writes then go through the database, which is guarded (guarded_vfs.h). REQUIRES: the watch
    /// lives until the database is closed.
    void start(std::filesystem::path path, sqlite3* database, bool seesContents);
    [[nodiscard]] State state() const;

    // Called after own changes of the guarded file.
    void noteWrite(const void* data, std::size_t size, std::int64_t offset);
    void noteSize(std::int64_t size);
    /// A write failed; some of it may be in the file.
    void noteFailure();

  private:
    /// Bytes that are in the file.
    struct Part {
        std::int64_t offset = 0;
        std::vector<char> bytes;
    };

    [[nodiscard]] bool stands(const Part& part) const;
    [[nodiscard]] Part read(std::int64_t offset, std::size_t size) const;

    std::filesystem::path m_path;
    sqlite3* m_database = nullptr;
    bool m_seesContents = false;
    struct stat m_known {};
    Part m_header; ///< start of the file
    Part m_last;   ///< the last write: an older copy of the same file has other bytes there
};

/// True if `path` leads to the file of that device and inode.
[[nodiscard]] bool isSameFile(const std::filesystem::path& path, const struct stat& known);
/// Nothing if there is no such file.
[[nodiscard]] std::optional<struct stat> statusOf(const std::filesystem::path& path);

} // namespace leitmotif
