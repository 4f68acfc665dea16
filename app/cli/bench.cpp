// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/engine_loader.h"
#include "app/cli/command.h"
#include "app/cli/compute_options.h"
#include "app/cli/json_events.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <thread>

namespace leitmotif {

namespace {

constexpr int kMostUnits = 8'192;
constexpr int kMostLayers = 32;
constexpr int kMostWindows = 4'096;
constexpr int kLongestWindow = 65'536;
constexpr int kMostTokens = 1'000'000;

struct BenchOptions {
    BenchRequest request;
    ComputeOptions compute;
    bool isJson = false;
};

/// Names of a network, the items of a training step and the items of a sampling step.
struct Words {
    std::string network, batch, sample;
};

Words wordsFor(const BenchRequest& request) {
    const auto number = [](int count) { return std::to_string(count); };
    if (request.network == "gan" || request.network == "vae")
        return {"the published " + request.network + " of pictures of 96 x 96",
                number(request.batch) + " pictures", "a picture"};
    return {request.network + ", " + number(request.layers) + " layers of " +
                number(request.units) + " units, " + number(request.vocabulary) +
                " tokens to choose from",
            number(request.batch) + " windows of " + number(request.length) + " tokens", "a token"};
}

void print(const BenchRequest& request, const BenchReport& report, const std::string& engine) {
    const auto words = wordsFor(request);
    std::printf("%s\n", words.network.c_str());
    std::printf("computed by      %s\n", engine.c_str());
    std::printf("training step    %10.2f ms  %s, %s, %s, %d thread%s\n",
                report.trainStepMilliseconds, words.batch.c_str(), request.compute.device.c_str(),
                report.precision.c_str(), report.threads, report.threads == 1 ? "" : "s");
    std::printf("sampling         %10.2f us  %s of one take\n", report.sampleStepMicroseconds,
                words.sample.c_str());
    std::printf("16 takes at once %10.2f us  %s of each\n", report.sample16StepMicroseconds,
                words.sample.c_str());
}

/// Training leaves a processor to the window and the sound. Times both that and all processors, and
/// returns the faster, unless a number is given.
Result<BenchReport> timed(TrainingEngine& engine, BenchRequest request, bool isThreadsGiven) {
    auto report = engine.bench(request);
    const int all = static_cast<int>(std::thread::hardware_concurrency());
    if (!report || isThreadsGiven || request.compute.device != "cpu" ||
        all <= request.compute.threads)
        return report;
    request.compute.threads = all;
    auto other = engine.bench(request);
    return other && other->trainStepMilliseconds < report->trainStepMilliseconds ? other : report;
}

int bench(const BenchOptions& options) {
    auto request = options.request;
    request.compute = options.compute.settings();
    const auto engine = loadEngine();
    if (!engine)
        return reportError(engine.error());
    const auto report = timed(**engine, request, options.compute.threads.has_value());
    if (!report)
        return reportError(report.error());
    if (options.isJson)
        printJsonLine({{"train_step_ms", report->trainStepMilliseconds},
                       {"sample_step_us", report->sampleStepMicroseconds},
                       {"sample16_step_us", report->sample16StepMicroseconds},
                       {"device", request.compute.device},
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
    auto options = std::make_shared<BenchOptions>();
    auto& request = options->request;
    command
        ->add_option("--network", request.network,
                     "Kind of layers, or the published GAN or VAE of pictures")
        ->check(CLI::IsMember(benchNetworks()))
        ->capture_default_str();
    const auto addNumber = [&](const char* name, int& number, int most, const char* help) {
        command->add_option(name, number, help)
            ->type_name("N")
            ->check(CLI::Range(1, most))
            ->capture_default_str();
    };
    addNumber("--units", request.units, kMostUnits, "Units of a layer");
    addNumber("--layers", request.layers, kMostLayers, "Layers");
    addNumber("--batch", request.batch, kMostWindows, "Windows or pictures of a training step");
    addNumber("--length", request.length, kLongestWindow, "Tokens of a window");
    addNumber("--vocabulary", request.vocabulary, kMostTokens, "Tokens to choose from");
    addComputeOptions(*command, options->compute);
    command->add_flag("--json", options->isJson, "Print one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return bench(*options); }; });
}

} // namespace leitmotif
