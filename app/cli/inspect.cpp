// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/input_files.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "app/cli/report_text.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <sstream>

namespace leitmotif {

namespace {

struct InspectOptions {
    std::vector<std::string> inputs;
    bool isJson = false;
};

void printLines(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        printLine(line);
}

int inspect(const InspectOptions& options) {
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    const int status = readInputFiles(options.inputs, [&](InputFile&& file) {
        const ImportReport report =
            reportOn(file.midi.score, file.path, std::move(file.midi.findings));
        if (options.isJson)
            files.push_back(toJson(report));
        else
            printLines(toText(report));
    });
    if (options.isJson && status == kExitDone) {
        const nlohmann::ordered_json all = {{"files", std::move(files)}};
        printJsonLine(all);
    }
    return status;
}

} // namespace

void addInspectCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("inspect", "Tells what MIDI files hold");
    auto options = std::make_shared<InspectOptions>();
    command->add_option("FILE|DIR", options->inputs, "MIDI files, and folders of them")->required();
    command->add_flag("--json", options->isJson,
                      "One JSON object. Tracks and channels count from 1, bars from 1, programs "
                      "from 0, ticks from 0; a negative division is SMPTE");
    command->callback([options, &chosen] { chosen = [options] { return inspect(*options); }; });
}

} // namespace leitmotif
