// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace leitmotif {

class FileWatch;

/// The name of SQLite's own access to files with one thing added: a database whose FileWatch is
/// known asks it before each write into its file. Between such a question and the write lie
/// microseconds; a question before a checkpoint would leave out the time in which the log is
/// flushed to the disk. Registered at the first call. Thread-safe.
[[nodiscard]] const char* guardedVfs();

/// From now on the database's file asks `watch`, which lives until it is closed.
void guard(sqlite3* database, FileWatch& watch);

} // namespace leitmotif
