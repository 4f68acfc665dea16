// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/base/version.h"
#include "app/cli/command_table.h"
#include "app/cli/standard_output.h"
#include "core/base/plain_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <numeric>
#include <string_view>
#include <system_error>
#include <utility>

namespace leitmotif {

namespace {

/// Whether warnings are those of another process.
std::atomic<bool>& isSilent() {
    static std::atomic<bool> s_isSilent = false;
    return s_isSilent;
}

void describeProgram(CLI::App& program, CommandAction& chosen) {
    program.name("leitmotif");
    program.description("Trains small music models on MIDI files and lets you hear them learn. "
                        "Without a subcommand it opens the window.");
    program.set_version_flag("--version", programVersion());
    program.require_subcommand(1);
    for (const Command& command : kCommands)
        command.add(program, chosen);
}

std::string nameOfCommand(const Command& command) {
    CLI::App program;
    CommandAction chosen;
    command.add(program, chosen);
    return program.get_subcommand(0)->get_name();
}

/// The edit distance of two words (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

int statusOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::BadArgument:
    case ErrorCode::NoSuchPreset:
    case ErrorCode::NoSuchSetting:
    case ErrorCode::BadSetting:
    case ErrorCode::NoSuchTrack:
    case ErrorCode::NoSuchBars:
    case ErrorCode::NoSuchRun:
    case ErrorCode::NoCheckpoint:
    case ErrorCode::UnknownEnding:
        return kExitBadWords;
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileTooLarge:
    case ErrorCode::NotMidi:
    case ErrorCode::MidiEmpty:
    case ErrorCode::MidiTruncated:
    case ErrorCode::MidiUnreadable:
    case ErrorCode::MidiBlank:
    case ErrorCode::NotMidiButWebPage:
    case ErrorCode::NotMidiButCompressed:
    case ErrorCode::NotMidiButAudio:
    case ErrorCode::NotMidiButNotation:
    case ErrorCode::NotMidiButProject:
    case ErrorCode::NotMidiButText:
    case ErrorCode::NotMidiButOther:
    case ErrorCode::NoNotes:
    case ErrorCode::OnlyDrums:
    case ErrorCode::TooFewNotes:
    case ErrorCode::TooFewFrames:
    case ErrorCode::ProjectUnreadable:
    case ErrorCode::ProjectTooNew:
    case ErrorCode::ProjectDamaged:
    case ErrorCode::WeightsDamaged:
    case ErrorCode::CheckpointDamaged:
    case ErrorCode::CheckpointUnreadable:
    case ErrorCode::JsonUnreadable:
    case ErrorCode::SoundFontUnreadable:
    case ErrorCode::RecipeUnreadable:
        return kExitBadInput;
    default:
        return kExitRunFailed;
    }
}

} // namespace

int reportError(const Error& error) {
    std::fprintf(stderr, "leitmotif: %s\n", plainText(describe(error)).c_str());
    return statusOf(error.code);
}

void silenceWarnings() {
    isSilent() = true;
}

void warn(const std::string& sentence) {
    if (isSilent())
        return;
    std::fprintf(stderr, "leitmotif: warning: %s\n", plainText(sentence).c_str());
}

int runCommandLine(const std::vector<std::string>& arguments) {
    CLI::App program;
    CommandAction chosen;
    describeProgram(program, chosen);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend()); // as CLI11 wants them
    try {
        program.parse(reversed);
    } catch (const CLI::ParseError& error) {
        const bool isHelp = error.get_exit_code() == 0;
        program.exit(error);
        return statusAfterOutput(isHelp ? kExitDone : kExitBadWords);
    }
    return statusAfterOutput(chosen());
}

bool isCommandLine(const std::vector<std::string>& arguments) {
    if (arguments.empty())
        return false;
    static constexpr std::array kAsking = {"-h", "--help", "--version"};
    if (std::ranges::find(kAsking, arguments.front()) != kAsking.end())
        return true;
    return std::ranges::find(kCommands, arguments.front(), nameOfCommand) != kCommands.end();
}

bool isComputing(const std::vector<std::string>& arguments) {
    return std::ranges::any_of(kCommands, [&](const Command& command) {
        return command.computes && !arguments.empty() &&
               nameOfCommand(command) == arguments.front();
    });
}

int reportUnknownWord(const std::vector<std::string>& arguments) {
    for (const std::string& word : arguments) {
        std::error_code code;
        if (word.starts_with('-'))
            return kExitDone;
        if (std::filesystem::exists(word, code))
            continue;
        std::array<std::string, kCommands.size()> names;
        std::ranges::transform(kCommands, names.begin(), nameOfCommand);
        const auto nearest = std::ranges::min_element(
            names, {}, [&](const std::string& name) { return distance(name, word); });
        const bool isNear = distance(*nearest, word) <= word.size() / 2;
        std::fprintf(stderr, "leitmotif: %s: there is no such command or file. %s\n", word.c_str(),
                     isNear ? ("Did you mean \"" + *nearest + "\"?").c_str()
                            : "\"leitmotif --help\" lists the commands.");
        return kExitBadWords;
    }
    return kExitDone;
}

std::filesystem::path outputPath(const std::string& word) {
    return word == "-" ? "/dev/stdout" : word;
}

} // namespace leitmotif
