// SPDX-License-Identifier: GPL-3.0-or-later
// Times of a training step, of libtorch's own layer beside ours, and of sampling.
#include "models/compute.h"
#include "models/generate/step_net.h"
#include "models/layers/fused_rnn.h"
#include "models/nets/sequence_net.h"
#include "models/train/optimizer.h"

#include <benchmark/benchmark.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

constexpr std::int64_t kLength = 64;
constexpr std::int64_t kBatch = 8;
constexpr std::int64_t kTokens = 200;
constexpr std::int64_t kUnits = 128;

std::vector<LayerSpec> specs() {
    return *layerSpecs(preset("lstm")->network, "lstm");
}

void useThreads(const benchmark::State& state) {
    ComputeSettings settings;
    settings.threads = static_cast<int>(state.range(0));
    (void)prepareCompute(settings);
}

void trainingStep(benchmark::State& state) {
    useThreads(state);
    Random random(1);
    const SequenceNet net(specs(), kTokens, kTokens, random, torch::kCPU);
    Optimizer optimizer({.kind = "adamw", .weightDecay = 0.05, .clip = 1.0}, net.parameters());
    const auto tokens = torch::arange(kLength * kBatch, torch::kInt64).remainder(kTokens);
    for (auto _ : state) {
        optimizer.clearGradients();
        const auto logits = net.forward(tokens.view({kLength, kBatch}), 0.3, &random);
        torch::nn::functional::cross_entropy(logits.view({-1, kTokens}), tokens).backward();
        benchmark::DoNotOptimize(optimizer.step(1e-3));
    }
}
BENCHMARK(trainingStep)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

template <bool isOurs>
void lstmLayer(benchmark::State& state) {
    useThreads(state);
    Random random(1);
    const auto inputs = normalTensor({kLength, kBatch, 64}, 1.0, random).requires_grad_();
    const auto weightInput = normalTensor({4 * kUnits, 64}, 0.1, random).requires_grad_();
    const auto weightHidden = normalTensor({4 * kUnits, kUnits}, 0.1, random).requires_grad_();
    const auto bias = torch::zeros({4 * kUnits}).requires_grad_();
    const auto zero = torch::zeros({1, kBatch, kUnits});
    for (auto _ : state) {
        const auto outputs = isOurs
                                 ? fusedLstm(inputs, weightInput, weightHidden, bias)
                                 : std::get<0>(torch::lstm(inputs, {zero, zero},
                                                           {weightInput, weightHidden, bias, bias},
                                                           true, 1, 0.0, true, false, false));
        benchmark::DoNotOptimize(
            torch::autograd::grad({outputs.sum()}, {inputs, weightInput, weightHidden, bias}));
    }
}
BENCHMARK(lstmLayer<true>)
    ->Name("lstmLayer/ours")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(lstmLayer<false>)
    ->Name("lstmLayer/libtorch")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void samplingStep(benchmark::State& state) {
    Random random(1);
    const SequenceNet net(specs(), kTokens, kTokens, random, torch::kCPU);
    const auto stepNet = StepNet::create(specs(), toArrays(net.parameters()));
    auto stream = stepNet->start();
    std::vector<float> logits(kTokens);
    int token = 0;
    for (auto _ : state) {
        stepNet->step(stream, token, logits);
        token = (token + 1) % static_cast<int>(kTokens);
        benchmark::DoNotOptimize(logits.data());
    }
}
BENCHMARK(samplingStep)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace leitmotif

BENCHMARK_MAIN();
