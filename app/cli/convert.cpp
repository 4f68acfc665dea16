// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

namespace {

struct ConvertOptions {
    std::string input;
    std::string output;
};

void warnOf(const std::string& file, const std::vector<ImportNote>& findings) {
    constexpr std::size_t kMostLines = 50;
    for (std::size_t i = 0; i < std::min(findings.size(), kMostLines); ++i)
        warn(file + ": " + describe(findings[i]));
    if (findings.size() > kMostLines)
        warn(file + ": " + std::to_string(findings.size() - kMostLines) +
             " more; \"leitmotif inspect --json\" lists all.");
}

int convert(const ConvertOptions& options) {
    const auto output = outputPath(options.output);
    if (output.has_extension() && !isMidiFileName(output))
        return reportError({ErrorCode::UnknownEnding, {options.output, ".mid, .midi, .kar, .smf"}});
    const auto read = readMidiFile(options.input);
    if (!read)
        return reportError(read.error());
    warnOf(options.input, read->findings);
    const auto written = writeMidiFile(read->score, output);
    return written ? kExitDone : reportError(written.error());
}

} // namespace

void addConvertCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand(
        "convert", "Reads a MIDI file, mends what can be mended and writes it");
    auto options = std::make_shared<ConvertOptions>();
    command->add_option("IN", options->input, "The MIDI file to read")->required();
    command->add_option("OUT", options->output, "The MIDI file to write, or - for standard output")
        ->required();
    command->callback([options, &chosen] { chosen = [options] { return convert(*options); }; });
}

} // namespace leitmotif
