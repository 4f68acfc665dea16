// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/base/plain_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace leitmotif {

namespace {

constexpr std::array kAddCommands = {
    addDemoCommand,     addTrainCommand,   addResumeCommand,  addRunsCommand,    addCheckCommand,
    addGenerateCommand, addPresetsCommand, addInspectCommand, addConvertCommand, addRenderCommand,
    addBenchCommand,
};

void describeProgram(CLI::App& program, CommandAction& chosen) {
    program.name("leitmotif");
    program.description("Trains small music models on MIDI files and lets you hear them learn. "
                        "Without a subcommand it opens the window.");
    program.set_version_flag("--version", LEITMOTIF_VERSION);
    program.require_subcommand(1);
    for (const auto addCommand : kAddCommands)
        addCommand(program, chosen);
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
    case ErrorCode::UnknownAudioFormat:
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
    case ErrorCode::TooFewNotes:
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

void warn(const std::string& sentence) {
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
        return isHelp ? kExitDone : kExitBadWords;
    }
    return chosen();
}

bool isCommandLine(const std::vector<std::string>& arguments) {
    if (arguments.empty())
        return false;
    static constexpr std::array kAsking = {"-h", "--help", "--version"};
    if (std::ranges::find(kAsking, arguments.front()) != kAsking.end())
        return true;
    CLI::App program;
    CommandAction chosen;
    describeProgram(program, chosen);
    const auto known = program.get_subcommands([](const CLI::App*) { return true; });
    return std::ranges::any_of(
        known, [&](const CLI::App* one) { return one->check_name(arguments.front()); });
}

} // namespace leitmotif
