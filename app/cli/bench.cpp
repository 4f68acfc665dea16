// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json_events.h"
#include "app/engine_loader.h"
#include "app/sessions/run_requests.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace leitmotif {

namespace {

constexpr int kMostUnits = 8'192;
constexpr int kMostLayers = 32;
constexpr int kMostWindows = 4'096;
constexpr int kLongestWindow = 65'536;
constexpr int kMostTokens = 1'000'000;

struct CommandOptions {
    BenchRequest request;
    std::optional<int> threads;
    bool isJson = false;
};

void print(const BenchRequest& request, const BenchReport& report, const std::string& engine) {
    std::printf("%s, %d layers of %d units, %d tokens to choose from\n", request.network.c_str(),
                request.layers, request.units, request.vocabulary);
    std::printf("computed by      %s\n", engine.c_str());
    std::printf("training step    %10.2f ms  %d windows of %d tokens, %s, %d thread%s\n",
                report.trainStepMilliseconds, request.batch, request.length,
                report.precision.c_str(), report.threads, report.threads == 1 ? "" : "s");
    std::printf("sampling         %10.2f us  a token of one take\n", report.sampleStepMicroseconds);
    std::printf("16 takes at once %10.2f us  a token of each\n", report.sample16StepMicroseconds);
}

int bench(const CommandOptions& options) {
    auto request = options.request;
    request.compute.threads = options.threads.value_or(defaultThreads());
    const auto engine = loadEngine();
    if (!engine)
        return reportError(engine.error());
    const auto report = (*engine)->bench(request);
    if (!report)
        return reportError(report.error());
    if (options.isJson)
        printJsonLine({{"train_step_ms", report->trainStepMilliseconds},
                       {"sample_step_us", report->sampleStepMicroseconds},
                       {"sample16_step_us", report->sample16StepMicroseconds},
                       {"precision", report->precision},
                       {"threads", report->threads}});
    else
        print(request, *report, (*engine)->description());
    return kExitDone;
}

} // namespace

void addBenchCommand(CLI::App& program, CommandAction& chosen) {
    auto* command =
        program.add_subcommand("bench", "Times how fast this machine trains and samples");
    auto options = std::make_shared<CommandOptions>();
    auto& request = options->request;
    command->add_option("--network", request.network, "Kind of layers")
        ->check(CLI::IsMember({"lstm", "gru"}))
        ->capture_default_str();
    const auto addNumber = [&](const char* name, int& number, int most, const char* help) {
        command->add_option(name, number, help)
            ->type_name("N")
            ->check(CLI::Range(1, most))
            ->capture_default_str();
    };
    addNumber("--units", request.units, kMostUnits, "Units of a layer");
    addNumber("--layers", request.layers, kMostLayers, "Layers");
    addNumber("--batch", request.batch, kMostWindows, "Windows of a training step");
    addNumber("--length", request.length, kLongestWindow, "Tokens of a window");
    addNumber("--vocabulary", request.vocabulary, kMostTokens, "Tokens to choose from");
    command->add_option("--precision", request.compute.precision, "Numbers to compute with")
        ->check(CLI::IsMember({"auto", "f32", "bf16"}));
    command->add_option("--threads", options->threads, "Threads to compute with")
        ->type_name("N")
        ->check(CLI::Range(1, 1'024));
    command->add_flag("--json", options->isJson, "Print one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return bench(*options); }; });
}

} // namespace leitmotif
