// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bench.h"

#include "models/compute/compute.h"
#include "models/layers/output.h"
#include "models/nets/sequence_net.h"
#include "models/picture_bench.h"
#include "models/stepwise/step_net.h"
#include "models/train/optimizer.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWarmUpSeconds = 0.3;
constexpr double kTrainSeconds = 2.0;
constexpr double kSampleSeconds = 0.5;
constexpr std::size_t kFewestTimes = 3;
constexpr std::size_t kStreams = 16;
constexpr double kRate = 1e-3;
constexpr int kUnitsOfAHead = 32;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Median seconds of one call, including its work on a GPU.
template <class Step>
double medianOf(double seconds, torch::Device device, const Step& work) {
    const auto step = [&] {
        work();
        if (device.is_cuda())
            torch::cuda::synchronize();
    };
    const auto warmUp = Clock::now();
    do
        step();
    while (secondsSince(warmUp) < kWarmUpSeconds);
    std::vector<double> times;
    const auto begin = Clock::now();
    while (times.size() < kFewestTimes || secondsSince(begin) < seconds) {
        const auto start = Clock::now();
        step();
        times.push_back(secondsSince(start));
    }
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return *middle;
}

/// Heads of 32 units, or a single one.
int headsFor(int units) {
    return units % kUnitsOfAHead == 0 ? units / kUnitsOfAHead : 1;
}

Result<std::vector<LayerSpec>> specsFor(const BenchRequest& request) {
    auto layers = nlohmann::json::array({{{"layer", "embedding"}, {"size", request.units}}});
    for (int i = 0; i < request.layers; ++i) {
        layers.push_back({{"layer", request.network}, {"units", request.units}});
        if (request.network == "transformer") {
            layers.back()["heads"] = headsFor(request.units);
            layers.back()["reach"] = request.length;
        }
    }
    layers.push_back({{"layer", "linear"}});
    return sequenceLayers(layers, request.network);
}

torch::Tensor randomTokens(const BenchRequest& request, Random& random) {
    auto tokens = torch::empty({request.length, request.batch}, torch::kInt64);
    auto* values = tokens.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < tokens.numel(); ++i)
        values[i] =
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(request.vocabulary)));
    return tokens;
}

double timeTraining(const SequenceNet& net, const BenchRequest& request, Precision precision,
                    torch::Device device, Random& random) {
    Optimizer optimizer({.kind = "adam"}, net.parameters());
    const auto inputs = randomTokens(request, random);
    const auto targets = randomTokens(request, random).view(-1).to(device);
    return medianOf(kTrainSeconds, device, [&] {
        optimizer.clearGradients();
        const auto logits = net.forward(inputs, 0.0, &random, precision);
        const auto loss =
            crossEntropySum(logits.view({-1, request.vocabulary}), targets) / targets.numel();
        loss.backward();
        TORCH_CHECK(std::isfinite(loss.item<double>()) && optimizer.step(kRate),
                    "the numbers ran away");
    });
}

double timeSampling(const StepNet& net, std::size_t count, Random& random) {
    std::vector<StepNet::State> states(count, net.start());
    std::vector<StepNet::State*> streams;
    for (auto& state : states)
        streams.push_back(&state);
    std::vector<int> tokens(count);
    std::vector<float> logits(count * static_cast<std::size_t>(net.outputCount()));
    return medianOf(kSampleSeconds, torch::kCPU, [&] {
        for (int& token : tokens)
            token = static_cast<int>(random.below(static_cast<std::uint64_t>(net.inputCount())));
        net.step(streams, tokens, logits);
    });
}

Result<void> timeTokens(const BenchRequest& request, Precision precision, torch::Device device,
                        BenchReport& report) {
    auto specs = specsFor(request);
    if (!specs)
        return specs.error();
    Random random(1);
    const SequenceNet net(*specs, request.vocabulary, request.vocabulary, random, device);
    report.trainStepMilliseconds = 1e3 * timeTraining(net, request, precision, device, random);
    const auto stepNet = StepNet::create(std::move(*specs), toArrays(net.parameters()));
    if (!stepNet)
        return stepNet.error();
    report.sampleStepMicroseconds = 1e6 * timeSampling(*stepNet, 1, random);
    report.sample16StepMicroseconds = 1e6 * timeSampling(*stepNet, kStreams, random);
    return {};
}

Result<void> timePictures(const BenchRequest& request, Precision precision, torch::Device device,
                          BenchReport& report) {
    auto bench = PictureBench::create(request.network, request.batch, precision, device);
    if (!bench)
        return bench.error();
    report.trainStepMilliseconds =
        1e3 * medianOf(kTrainSeconds, device, [&] { bench->trainStep(); });
    const auto samplingTime = [&](std::int64_t count) {
        return 1e6 * medianOf(kSampleSeconds, device, [&] { (void)bench->generate(count); });
    };
    report.sampleStepMicroseconds = samplingTime(1);
    report.sample16StepMicroseconds = samplingTime(kStreams);
    return {};
}

} // namespace

Result<BenchReport> timeSteps(const BenchRequest& request) {
    const auto& known = benchNetworks();
    if (std::ranges::find(known, request.network) == known.end())
        return Error{ErrorCode::BadSetting,
                     {"network", request.network, "lstm, gru, transformer, gan, vae"}};
    const auto device = prepareCompute(request.compute);
    if (!device)
        return device.error();
    const auto precision = choosePrecision(request.compute);
    if (!precision)
        return precision.error();
    BenchReport report;
    report.precision = nameOf(*precision);
    report.threads = std::max(1, request.compute.threads);
    const bool hasPictures = request.network == "gan" || request.network == "vae";
    const auto timed = hasPictures ? timePictures(request, *precision, *device, report)
                                   : timeTokens(request, *precision, *device, report);
    if (!timed)
        return timed.error();
    return report;
}

} // namespace leitmotif
