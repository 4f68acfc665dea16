// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace leitmotif {

class FileWatch;

/// The name of a VFS like SQLite's own that asks the FileWatch of a database before each write into
/// its file. The check is microseconds before the write; a check before a checkpoint would miss
/// changes while the log is flushed to the disk. Registered at the first call. Thread-safe.
[[nodiscard]] const char* guardedVfs();

/// From now on writes into the database's file ask `watch`, which lives until the file is closed.
void guard(sqlite3* database, FileWatch& watch);

} // namespace leitmotif
