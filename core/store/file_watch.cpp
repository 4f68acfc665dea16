// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_watch.h"

#include "core/store/guarded_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kHeaderSize = 100; // of an SQLite file

bool isSame(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool isUnchanged(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

} // namespace

bool isSameFile(const std::filesystem::path& path, const struct stat& known) {
    const auto standing = statusOf(path);
    return standing && isSame(*standing, known);
}

std::optional<struct stat> statusOf(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(status) : std::nullopt;
}

void FileWatch::start(std::filesystem::path path, sqlite3* database, bool seesContents) {
    m_path = std::move(path);
    m_database = database;
    m_seesContents = seesContents;
    m_known = statusOf(m_path).value_or(decltype(m_known){});
    if (!seesContents)
        return;
    m_header = read(0, kHeaderSize);
    m_last = {};
    guard(database, *this);
}

/// Through SQLite's own descriptor: closing another one of this file would drop its locks.
FileWatch::Part FileWatch::read(std::int64_t offset, std::size_t size) const {
    Part part{offset, std::vector<char>(size)};
    sqlite3_file* file = nullptr;
    const bool isRead =
        ::sqlite3_file_control(m_database, "main", SQLITE_FCNTL_FILE_POINTER,
                               static_cast<void*>(&file)) == SQLITE_OK &&
        file && file->pMethods &&
        file->pMethods->xRead(file, part.bytes.data(), static_cast<int>(size), offset) == SQLITE_OK;
    return isRead ? part : Part{};
}

bool FileWatch::stands(const Part& part) const {
    return part.bytes.empty() || read(part.offset, part.bytes.size()).bytes == part.bytes;
}

void FileWatch::noteWrite(const void* data, std::size_t size, std::int64_t offset) {
    const auto* const bytes = static_cast<const char*>(data);
    m_last.offset = offset;
    m_last.bytes.assign(bytes, bytes + size);
    if (offset == 0 && size >= kHeaderSize)
        m_header.bytes.assign(bytes, bytes + kHeaderSize);
    noteSize(std::max<std::int64_t>(m_known.st_size, offset + static_cast<std::int64_t>(size)));
}

/// Accepts no other size: another process may have written meanwhile.
void FileWatch::noteSize(std::int64_t size) {
    if (const auto now = statusOf(m_path); now && isSame(*now, m_known) && now->st_size == size)
        m_known = *now;
}

void FileWatch::noteFailure() {
    if (const auto now = statusOf(m_path); now && isSame(*now, m_known))
        m_known = *now;
    m_last = {};
    m_header = read(0, kHeaderSize);
}

FileWatch::State FileWatch::state() const {
    if (m_known.st_ino == 0)
        return State::AsItWas;
    const auto now = statusOf(m_path);
    if (!now || !isSame(*now, m_known))
        return State::Replaced;
    if (!m_seesContents || isUnchanged(*now, m_known))
        return State::AsItWas;
    return now->st_size == m_known.st_size && stands(m_header) && stands(m_last)
               ? State::AsItWas
               : State::Overwritten;
}

} // namespace leitmotif
