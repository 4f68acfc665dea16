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

/// The largest bar number of an option; more than a MIDI file can have.
inline constexpr std::int64_t kMostBars = 4'000'000'000;

/// The action of the chosen subcommand; set while arguments are parsed, run afterwards.
using CommandAction = std::function<int()>;

/// Prints "leitmotif: SENTENCE" on standard error and returns the status that fits the error.
int reportError(const Error& error);

/// Prints "leitmotif: warning: SENTENCE" on standard error.
void warn(const std::string& sentence);

/// From now on warn() prints nothing: another process says the same.
void silenceWarnings();

/// Runs the subcommand that `arguments` name, without the program's name.
int runCommandLine(const std::vector<std::string>& arguments);

/// True if the first argument is a subcommand or asks for help or the version.
bool isCommandLine(const std::vector<std::string>& arguments);

/// True if the first argument is a subcommand that trains or samples.
bool isComputing(const std::vector<std::string>& arguments);

/// Reports the first argument for the window, up to an option, that is neither a command nor an
/// existing path, with the subcommand that was perhaps meant. kExitDone if there is none.
int reportUnknownWord(const std::vector<std::string>& arguments);

/// The output path of an argument: "-" is standard output.
[[nodiscard]] std::filesystem::path outputPath(const std::string& word);

} // namespace leitmotif
