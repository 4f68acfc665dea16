// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_watch.h"

#include <sqlite3.h>

#include <utility>

namespace leitmotif {

namespace {

bool isUnchanged(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

} // namespace

bool isSameFile(const std::filesystem::path& path, const struct stat& known) {
    struct stat standing {};
    return ::stat(path.c_str(), &standing) == 0 && standing.st_dev == known.st_dev &&
           standing.st_ino == known.st_ino;
}

std::optional<struct stat> statusOf(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(status) : std::nullopt;
}

FileWatch::FileWatch(std::filesystem::path path, sqlite3* database, bool seesContents)
    : m_path(std::move(path)), m_database(database), m_seesContents(seesContents) {
    renew();
}

/// Through SQLite's own descriptor: closing another one of this file would drop its locks.
std::optional<FileWatch::Header> FileWatch::header() const {
    sqlite3_file* file = nullptr;
    Header header{};
    const bool isRead = ::sqlite3_file_control(m_database, "main", SQLITE_FCNTL_FILE_POINTER,
                                               static_cast<void*>(&file)) == SQLITE_OK &&
                        file && file->pMethods &&
                        file->pMethods->xRead(file, header.data(), header.size(), 0) == SQLITE_OK;
    return isRead ? std::optional(header) : std::nullopt;
}

void FileWatch::renew() {
    struct stat now {};
    if (::stat(m_path.c_str(), &now) != 0)
        return;
    const bool isFirst = m_known.st_ino == 0;
    if (!isFirst && !isSameFile(m_path, m_known))
        return; // not ours: state() tells
    const bool isChanged = isFirst || !isUnchanged(now, m_known);
    m_known = now;
    if (m_seesContents && isChanged)
        m_header = header();
}

FileWatch::State FileWatch::state() const {
    if (m_known.st_ino == 0)
        return State::AsItWas;
    struct stat now {};
    if (::stat(m_path.c_str(), &now) != 0 || now.st_dev != m_known.st_dev ||
        now.st_ino != m_known.st_ino)
        return State::Replaced;
    if (!m_seesContents || isUnchanged(now, m_known))
        return State::AsItWas;
    return now.st_size == m_known.st_size && header() == m_header ? State::AsItWas
                                                                  : State::Overwritten;
}

} // namespace leitmotif
