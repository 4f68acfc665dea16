// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <array>

namespace leitmotif {

// Each function adds one subcommand to the program (one file each) and sets `chosen` if its name is
// given.
void addBenchCommand(CLI::App& program, CommandAction& chosen);
void addCheckCommand(CLI::App& program, CommandAction& chosen);
void addConvertCommand(CLI::App& program, CommandAction& chosen);
void addDemoCommand(CLI::App& program, CommandAction& chosen);
void addGenerateCommand(CLI::App& program, CommandAction& chosen);
void addInspectCommand(CLI::App& program, CommandAction& chosen);
void addPresetsCommand(CLI::App& program, CommandAction& chosen);
void addRenderCommand(CLI::App& program, CommandAction& chosen);
void addResumeCommand(CLI::App& program, CommandAction& chosen);
void addRunsCommand(CLI::App& program, CommandAction& chosen);
void addTrainCommand(CLI::App& program, CommandAction& chosen);

struct Command {
    void (*add)(CLI::App& program, CommandAction& chosen);
    bool computes = false; ///< trains or samples
};

/// All subcommands, in the order of `--help`.
inline constexpr std::array kCommands = {
    Command{addDemoCommand, true},   Command{addTrainCommand, true},
    Command{addResumeCommand, true}, Command{addRunsCommand},
    Command{addCheckCommand},        Command{addGenerateCommand, true},
    Command{addPresetsCommand},      Command{addInspectCommand},
    Command{addConvertCommand},      Command{addRenderCommand},
    Command{addBenchCommand, true},
};

} // namespace leitmotif
