// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/damage_report.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "app/cli/provenance_report.h"
#include "app/sessions/run_provenance.h"
#include "core/base/plain_text.h"
#include "core/runs/model_family.h"
#include "core/store/project_file.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdio>
#include <memory>

namespace leitmotif {

namespace {

using Json = nlohmann::ordered_json;

struct RunsOptions {
    std::string project;
    bool isJson = false;
    bool isCsv = false;
    bool listsSources = false;
};

const char* nameOf(RunState state) {
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        break;
    }
    return "failed";
}

/// The epoch with the best held-out loss, or null.
const EpochFinished* bestOf(const StoredRun& run) {
    const EpochFinished* best = nullptr;
    for (const EpochFinished& epoch : run.epochs)
        if (epoch.isBest)
            best = &epoch;
    return best;
}

Json jsonOfRun(const StoredRun& run) {
    const EpochFinished* const best = bestOf(run);
    Json object = {{"run", run.id},
                   {"preset", run.recipe.name},
                   {"loss_kind", lossKind(run.recipe)},
                   {"state", nameOf(run.state)},
                   {"seed", run.recipe.seed},
                   {"planned_epochs", run.plannedEpochs()},
                   {"last_checkpoint", run.lastCheckpoint ? Json(*run.lastCheckpoint) : Json()},
                   {"best_epoch", best ? Json(best->epoch) : Json()}};
    if (run.started) {
        object["parameters"] = run.started->parameters;
        object["device"] = run.started->device;
        object["precision"] = run.started->precision;
        object["threads"] = run.started->threads;
        object["notes"] = run.started->notes;
        object["validation_notes"] = run.started->validationNotes;
        object["unigram_nats"] =
            run.started->unigramNats > 0.0 ? Json(run.started->unigramNats) : Json();
        object["ngram_nats"] = run.started->ngramNats ? Json(*run.started->ngramNats) : Json();
    }
    if (run.finished) {
        object["end"] = leitmotif::nameOf(run.finished->end);
        object["ended_by"] = endedBy(*run.finished, run.started ? run.started->epochs : 0);
        object["test_loss"] = run.finished->testLoss ? Json(*run.finished->testLoss) : Json();
    }
    if (!run.failure.empty())
        object["message"] = run.failure;
    object["seconds"] = run.epochs.empty() ? 0.0 : run.epochs.back().seconds;
    object["epochs"] = Json::array();
    for (const EpochFinished& epoch : run.epochs) {
        Json row = jsonOf(epoch);
        row["seconds"] = epoch.seconds;
        object["epochs"].push_back(std::move(row));
    }
    object["recipe"] = toJson(run.recipe);
    return object;
}

/// The shortest text that reads back as the same number; empty for nothing.
std::string numberText(std::optional<double> number) {
    if (!number)
        return {};
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, *number).ptr;
    return {text, end};
}

/// A field of CSV by RFC 4180.
std::string csvText(const std::string& text) {
    const std::string plain = plainText(text);
    if (plain.find_first_of(",\"\n") == std::string::npos)
        return plain;
    std::string quoted = "\"";
    for (const char character : plain)
        quoted.append(character == '"' ? 2 : 1, character);
    return quoted + '"';
}

void printCsv(const std::vector<StoredRun>& runs) {
    std::printf("run,preset,seed,state,epochs,planned_epochs,best_epoch,loss,validation_loss,"
                "best_validation_loss,test_loss,unigram_nats,parameters,threads,notes,seconds,"
                "loss_kind\n");
    for (const StoredRun& run : runs) {
        const EpochFinished* const best = bestOf(run);
        const EpochFinished* const last = run.epochs.empty() ? nullptr : &run.epochs.back();
        const RunStarted started = run.started.value_or(RunStarted{});
        std::printf("%lld,%s,%llu,%s,%d,%d,%s,%s,%s,%s,%s,%s,%lld,%d,%zu,%s,%s\n",
                    static_cast<long long>(run.id), csvText(run.recipe.name).c_str(),
                    static_cast<unsigned long long>(run.recipe.seed), nameOf(run.state),
                    last ? last->epoch : 0, run.plannedEpochs(),
                    best ? std::to_string(best->epoch).c_str() : "",
                    last ? numberText(last->loss).c_str() : "",
                    last ? numberText(last->validationLoss).c_str() : "",
                    best ? numberText(best->validationLoss).c_str() : "",
                    run.finished ? numberText(run.finished->testLoss).c_str() : "",
                    run.started ? numberText(started.unigramNats).c_str() : "",
                    static_cast<long long>(started.parameters), started.threads, started.notes,
                    last ? numberText(last->seconds).c_str() : "0", lossKind(run.recipe));
    }
}

std::string lineOf(const StoredRun& run) {
    const EpochFinished* const best = bestOf(run);
    const EpochFinished* const last = run.epochs.empty() ? nullptr : &run.epochs.back();
    const std::string epochs =
        std::to_string(last ? last->epoch : 0) + " of " + std::to_string(run.plannedEpochs());
    char text[512];
    std::snprintf(text, sizeof text, "%4lld  %-12s %-9s %11s", static_cast<long long>(run.id),
                  run.recipe.name.c_str(), nameOf(run.state), epochs.c_str());
    std::string line = text;
    const auto add = [&](const char* format, auto value) {
        std::snprintf(text, sizeof text, format, value);
        line += text;
    };
    if (last)
        add("  %9.3f", last->loss);
    if (last && last->validationLoss)
        add("  %9.3f", *last->validationLoss);
    if (last && last->validationLoss && best)
        add("  %5d", best->epoch);
    if (modelFamily(run.recipe.family).hidesNotes)
        line += "  (of hidden notes: compares with no other kind)";
    return line;
}

void printTable(const std::vector<StoredRun>& runs) {
    if (runs.empty()) {
        printLine("There are no runs yet.");
        return;
    }
    std::printf("%4s  %-12s %-9s %11s  %9s  %9s  %5s\n", "run", "preset", "state", "epochs", "loss",
                "held out", "best");
    for (const StoredRun& run : runs) {
        printLine(lineOf(run));
        if (!run.failure.empty())
            printLine("      " + run.failure);
    }
}

/// What a run learned from; of one that cannot say, why.
Json learnedFrom(const ProjectFile& project, std::int64_t run, SourceLists& lists,
                 bool listsWorks) {
    const auto provenance = provenanceOf(project, run, lists);
    return provenance ? toJson(*provenance, listsWorks)
                      : Json{{"message", describe(provenance.error())}};
}

void printSources(const ProjectFile& project, const std::vector<StoredRun>& runs) {
    SourceLists lists;
    for (const StoredRun& run : runs) {
        const auto provenance = provenanceOf(project, run.id, lists);
        if (provenance)
            std::fputs(toText(*provenance, true).c_str(), stdout);
        else
            warn(describe(provenance.error()));
    }
}

int showRuns(const RunsOptions& options) {
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return reportError(project.error());
    const auto runs = (*project)->runs();
    if (!runs) {
        (void)reportDamage(**project);
        return reportError(runs.error());
    }
    if (options.isJson) {
        Json list = Json::array();
        SourceLists lists;
        for (const StoredRun& run : *runs) {
            list.push_back(jsonOfRun(run));
            list.back()["learned_from"] =
                learnedFrom(**project, run.id, lists, options.listsSources);
        }
        printJsonLine({{"project", options.project}, {"runs", std::move(list)}});
    } else if (options.isCsv) {
        printCsv(*runs);
    } else if (options.listsSources) {
        printSources(**project, *runs);
    } else {
        printTable(*runs);
    }
    return reportDamage(**project);
}

} // namespace

void addRunsCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("runs", "Lists the runs of a project");
    auto options = std::make_shared<RunsOptions>();
    command->add_option("PROJECT", options->project, "The project")->required();
    auto* json = command->add_flag("--json", options->isJson, "Print one JSON object, all epochs");
    auto* csv = command->add_flag("--csv", options->isCsv, "Print one line a run")->excludes(json);
    command
        ->add_flag("--sources", options->listsSources,
                   "Print what each run learned from, and every work of a pretrained network with "
                   "its author and licence")
        ->excludes(csv);
    command->callback([options, &chosen] { chosen = [options] { return showRuns(*options); }; });
}

} // namespace leitmotif
