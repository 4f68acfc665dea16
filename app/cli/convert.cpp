// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leitmotif {

namespace {

struct ConvertOptions {
    std::string input;
    std::string output;
};

int convert(const ConvertOptions& options) {
    const auto read = readMidiFile(options.input);
    if (!read)
        return reportError(read.error());
    for (const ImportNote& note : read->findings)
        warn(options.input + ": " + describe(note));
    const auto written = writeMidiFile(read->score, options.output);
    return written ? kExitDone : reportError(written.error());
}

} // namespace

void addConvertCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand(
        "convert", "Reads a MIDI file, mends what can be mended and writes it");
    auto options = std::make_shared<ConvertOptions>();
    command->add_option("IN", options->input, "The MIDI file to read")->required();
    command->add_option("OUT", options->output, "The MIDI file to write")->required();
    command->callback([options, &chosen] { chosen = [options] { return convert(*options); }; });
}

} // namespace leitmotif
