// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace leitmotif {

/// Exit statuses of every subcommand; a contract with scripts.
enum ExitStatus : int {
    kExitDone = 0,
    kExitRunFailed = 1,
    kExitBadWords = 2,
    kExitBadInput = 3,
    kExitInterrupted = 130,
};

/// Bars that can be asked for by number; more than a MIDI file can have.
inline constexpr std::int64_t kMostBars = 4'000'000'000;

/// What the chosen subcommand will do; set while the words are parsed, run afterwards.
using CommandAction = std::function<int()>;

/// Prints "leitmotif: SENTENCE" on standard error and returns the status that fits the error.
int reportError(const Error& error);

/// Prints "leitmotif: warning: SENTENCE" on standard error.
void warn(const std::string& sentence);

/// Runs the subcommand that the words name. `arguments` without the program's name.
int runCommandLine(const std::vector<std::string>& arguments);

/// True if the first word names a subcommand or asks for help or the version.
bool isCommandLine(const std::vector<std::string>& arguments);

/// True if the first word names a subcommand that trains or samples.
bool isComputing(const std::vector<std::string>& arguments);

/// The first of the words for the window, up to an option, that names nothing that exists: told
/// with the subcommand that was perhaps meant, before a window is opened for it. kExitDone if there
/// is none.
int reportUnknownWord(const std::vector<std::string>& arguments);

/// Where to write what a word names: "-" is standard output.
[[nodiscard]] std::filesystem::path outputPath(const std::string& word);

} // namespace leitmotif
