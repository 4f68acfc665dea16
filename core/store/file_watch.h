// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>

#include <sys/stat.h>

struct sqlite3;

namespace leitmotif {

/// Notices when the file of an open database is deleted, replaced by another one, or overwritten in
/// place by somebody else. Costs a system call or two; reads the file's header only if the file has
/// changed. Owned by the database that it watches.
class FileWatch {
  public:
    enum class State : std::uint8_t { AsItWas, Replaced, Overwritten };

    FileWatch() = default;
    /// Of the file that `database`, which outlives it, has open. `seesContents`: whether the time
    /// of the last change can be trusted, as on the file systems of this machine.
    FileWatch(std::filesystem::path path, sqlite3* database, bool seesContents);

    /// The owner has written: how it is now is how it should be.
    void renew();
    [[nodiscard]] State state() const;

  private:
    using Header = std::array<char, 100>; // of an SQLite file

    [[nodiscard]] std::optional<Header> header() const;

    std::filesystem::path m_path;
    sqlite3* m_database = nullptr;
    bool m_seesContents = false;
    struct stat m_known {};
    std::optional<Header> m_header;
};

/// True if `path` leads to the file of that device and number.
[[nodiscard]] bool isSameFile(const std::filesystem::path& path, const struct stat& known);
/// Nothing if there is no such file.
[[nodiscard]] std::optional<struct stat> statusOf(const std::filesystem::path& path);

} // namespace leitmotif
