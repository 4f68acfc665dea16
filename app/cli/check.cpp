// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/damage_report.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "core/store/project_file.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leitmotif {

namespace {

using Json = nlohmann::ordered_json;
using Kind = ProjectPart::Kind;

struct CheckOptions {
    std::string project;
    std::string mended; ///< empty: only check
    bool isJson = false;
};

const char* nameOf(Kind kind) {
    switch (kind) {
    case Kind::Source:
        return "source";
    case Kind::Run:
        return "run";
    case Kind::Weights:
        return "weights";
    case Kind::Checkpoint:
        return "checkpoint";
    case Kind::Map:
        return "map";
    case Kind::Take:
        return "take";
    case Kind::Score:
        break;
    }
    return "score";
}

bool belongsToRun(Kind kind) {
    return kind == Kind::Weights || kind == Kind::Checkpoint || kind == Kind::Map;
}

Json jsonOf(const ProjectPart& part) {
    Json object = {{"kind", nameOf(part.kind)}};
    object[belongsToRun(part.kind) ? "run" : "id"] = part.id;
    if (belongsToRun(part.kind) || part.kind == Kind::Take)
        object["epoch"] = part.epoch;
    if (!part.name.empty())
        object["name"] = part.name;
    object["whole"] = part.problem.empty();
    if (!part.problem.empty())
        object["problem"] = part.problem;
    return object;
}

std::string lineOf(const ProjectPart& part) {
    std::string line = nameOf(part.kind);
    if (belongsToRun(part.kind))
        line += " of run " + std::to_string(part.id) + ", epoch " + std::to_string(part.epoch);
    else
        line += " " + std::to_string(part.id);
    if (!part.name.empty())
        line += " (" + part.name + ")";
    return line + ": " + (part.problem.empty() ? "whole" : "damaged: " + part.problem);
}

void printJson(const CheckOptions& options, const ProjectCheck& check, bool isMended) {
    Json parts = Json::array();
    for (const ProjectPart& part : check.parts)
        parts.push_back(jsonOf(part));
    Json object = {{"project", options.project},
                   {"whole", check.isWhole()},
                   {"structure", check.structure},
                   {"parts", std::move(parts)}};
    if (isMended)
        object["mended"] = options.mended;
    printJsonLine(object);
}

void printText(const CheckOptions& options, const ProjectCheck& check, bool isMended) {
    for (const std::string& problem : check.structure)
        printLine("file: damaged: " + problem);
    for (const ProjectPart& part : check.parts)
        printLine(lineOf(part));
    if (check.isWhole())
        printLine("All of it is whole.");
    else
        printLine(std::to_string(check.damagedParts()) + " of " +
                  std::to_string(check.parts.size()) + " parts are damaged" +
                  (check.structure.empty() ? "." : ", and the file itself.") +
                  (options.mended.empty()
                       ? " With --mend NEW.leitmotif all that is whole becomes a new project."
                       : ""));
    if (isMended)
        printLine("Project: " + options.mended);
}

/// Reports a project that cannot be opened: nothing of it can be saved.
int reportUnreadable(const CheckOptions& options, const Error& error) {
    if (options.isJson)
        printJsonLine({{"project", options.project},
                       {"whole", false},
                       {"structure", {describe(error)}},
                       {"parts", Json::array()}});
    return reportError(error);
}

int check(const CheckOptions& options) {
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return reportUnreadable(options, project.error());
    const ProjectCheck check = (*project)->check();
    Result<void> mended;
    if (!options.mended.empty())
        mended = (*project)->mendTo(options.mended);
    const bool isMended = !options.mended.empty() && mended;
    options.isJson ? printJson(options, check, isMended) : printText(options, check, isMended);
    const int status = reportDamage(**project);
    if (!mended)
        return reportError(mended.error());
    return check.isWhole() ? status : kExitBadInput;
}

} // namespace

void addCheckCommand(CLI::App& program, CommandAction& chosen) {
    auto* command =
        program.add_subcommand("check", "Says what of a project is whole, and saves that");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("PROJECT", options->project, "The project; it is not changed")->required();
    command->add_option("--mend", options->mended, "Write what is whole as this new project")
        ->type_name("OUT.leitmotif");
    command->add_flag("--json", options->isJson, "Print one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return check(*options); }; });
}

} // namespace leitmotif
