// SPDX-License-Identifier: GPL-3.0-or-later
// Times of a training step and of sampling, of this project's code beside libtorch's own in the
// same process; `ratio` is how many times faster ours is. Two layers, batch 32, 128 steps, 256
// tokens, as `leitmotif bench` has them.
#include "models/compute/compute.h"
#include "models/layers/output.h"
#include "models/layers/product.h"
#include "models/nets/sequence_net.h"
#include "models/stepwise/step_net.h"
#include "models/train/optimizer.h"

#include <benchmark/benchmark.h>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {
namespace {

constexpr std::int64_t kLength = 128;
constexpr std::int64_t kBatch = 32;
constexpr std::int64_t kTokens = 256;
constexpr std::size_t kStreams = 16;

using Clock = std::chrono::steady_clock;

enum class Kind { Lstm, Gru };

const char* nameOf(Kind kind) {
    return kind == Kind::Lstm ? "lstm" : "gru";
}

/// Seconds of libtorch's own by what is measured; the benchmarks of ours come after.
std::map<std::string, double>& stockSeconds() {
    static std::map<std::string, double> seconds;
    return seconds;
}

template <class Step>
void timeAll(benchmark::State& state, const std::string& key, bool isStock, const Step& step) {
    step();
    step();
    const auto begin = Clock::now();
    for (auto _ : state)
        step();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count() /
                           static_cast<double>(state.iterations());
    auto& stock = stockSeconds()[key];
    if (isStock && (stock == 0.0 || seconds < stock)) // its best number of threads
        stock = seconds;
    else if (!isStock && stock > 0.0)
        state.counters["ratio"] = stock / seconds;
}

std::vector<LayerSpec> specs(Kind kind, std::int64_t units) {
    const nlohmann::json layer = {{"layer", nameOf(kind)}, {"units", units}};
    return *sequenceLayers(
        nlohmann::json::array(
            {{{"layer", "embedding"}, {"size", units}}, layer, layer, {{"layer", "linear"}}}),
        "bench");
}

void useThreads(int threads) {
    ComputeSettings settings;
    settings.threads = threads;
    (void)prepareCompute(settings);
}

torch::Tensor someTokens(std::int64_t seed) {
    return (torch::arange(kLength * kBatch, torch::kInt64) * 7919 + seed).remainder(kTokens);
}

/// Embedding, recurrent layers and output as one module of libtorch.
struct StockNet : torch::nn::Module {
    StockNet(Kind kind, std::int64_t units)
        : embedding(register_module("embedding", torch::nn::Embedding(kTokens, units))),
          output(register_module("output", torch::nn::Linear(units, kTokens))) {
        if (kind == Kind::Lstm)
            lstm = register_module(
                "lstm", torch::nn::LSTM(torch::nn::LSTMOptions(units, units).num_layers(2)));
        else
            gru = register_module(
                "gru", torch::nn::GRU(torch::nn::GRUOptions(units, units).num_layers(2)));
    }
    torch::Tensor forward(const torch::Tensor& tokens) {
        const auto values = embedding(tokens);
        return output(lstm ? std::get<0>(lstm(values)) : std::get<0>(gru(values)));
    }
    torch::nn::Embedding embedding;
    torch::nn::Linear output;
    torch::nn::LSTM lstm = nullptr;
    torch::nn::GRU gru = nullptr;
};

std::string keyOf(const char* what, Kind kind, std::int64_t units) {
    return std::string(what) + nameOf(kind) + std::to_string(units);
}

void trainStock(benchmark::State& state, Kind kind, std::int64_t units, int threads) {
    useThreads(threads);
    StockNet net(kind, units);
    torch::optim::Adam adam(net.parameters(), torch::optim::AdamOptions(1e-3));
    const auto inputs = someTokens(1).view({kLength, kBatch});
    const auto targets = someTokens(5);
    timeAll(state, keyOf("train", kind, units), true, [&] {
        adam.zero_grad();
        torch::nn::functional::cross_entropy(net.forward(inputs).view({-1, kTokens}), targets)
            .backward();
        adam.step();
    });
}

void trainOurs(benchmark::State& state, Kind kind, std::int64_t units, int threads,
               Precision precision) {
    useThreads(threads);
    Random random(1);
    const SequenceNet net(specs(kind, units), kTokens, kTokens, random, torch::kCPU);
    Optimizer optimizer({.kind = "adam"}, net.parameters());
    const auto inputs = someTokens(1).view({kLength, kBatch});
    const auto targets = someTokens(5);
    timeAll(state, keyOf("train", kind, units), false, [&] {
        optimizer.clearGradients();
        const auto logits = net.forward(inputs, 0.0, &random, precision);
        (crossEntropySum(logits.view({-1, kTokens}), targets) / targets.numel()).backward();
        benchmark::DoNotOptimize(optimizer.step(1e-3));
    });
}

void sampleStock(benchmark::State& state, Kind kind, std::int64_t units) {
    useThreads(1);
    const torch::NoGradGuard noGradients;
    StockNet net(kind, units);
    const auto token = torch::zeros({1, 1}, torch::kInt64);
    const auto zero = torch::zeros({2, 1, units});
    auto memory = std::tuple(zero, zero);
    auto hidden = zero;
    timeAll(state, keyOf("sample", kind, units), true, [&] {
        torch::Tensor values = net.embedding(token);
        if (kind == Kind::Lstm)
            std::tie(values, memory) = net.lstm(values, memory);
        else
            std::tie(values, hidden) = net.gru(values, hidden);
        benchmark::DoNotOptimize(net.output(values));
    });
}

/// The ratio is that of steps a second, of all streams together.
void sampleOurs(benchmark::State& state, Kind kind, std::int64_t units, std::size_t count) {
    Random random(1);
    const SequenceNet net(specs(kind, units), kTokens, kTokens, random, torch::kCPU);
    const auto stepNet = StepNet::create(specs(kind, units), toArrays(net.parameters()));
    std::vector<StepNet::State> states(count, stepNet->start());
    std::vector<StepNet::State*> streams;
    for (auto& one : states)
        streams.push_back(&one);
    std::vector<int> tokens(count);
    std::vector<float> logits(count * kTokens);
    timeAll(state, keyOf("sample", kind, units), false, [&] {
        for (int& token : tokens)
            token = static_cast<int>(random.below(kTokens));
        stepNet->step(streams, tokens, logits);
        benchmark::DoNotOptimize(logits.data());
    });
    state.counters["ratio"] = state.counters["ratio"] * static_cast<double>(count);
}

template <class Function>
void add(const std::string& name, benchmark::TimeUnit unit, const Function& function) {
    benchmark::RegisterBenchmark(name.c_str(), function)->UseRealTime()->Unit(unit);
}

void addTraining(Kind kind, std::int64_t units) {
    const auto name = std::string("train/") + nameOf(kind) + '/' + std::to_string(units);
    for (const int threads : {1, 2})
        add(name + "/libtorch/threads:" + std::to_string(threads), benchmark::kMillisecond,
            [=](benchmark::State& state) { trainStock(state, kind, units, threads); });
    for (const int threads : {1, 2}) {
        add(name + "/f32/threads:" + std::to_string(threads), benchmark::kMillisecond,
            [=](benchmark::State& state) {
                trainOurs(state, kind, units, threads, Precision::F32);
            });
        if (hasFastBf16())
            add(name + "/bf16/threads:" + std::to_string(threads), benchmark::kMillisecond,
                [=](benchmark::State& state) {
                    trainOurs(state, kind, units, threads, Precision::BF16);
                });
    }
}

void addSampling(Kind kind, std::int64_t units) {
    const auto name = std::string("sample/") + nameOf(kind) + '/' + std::to_string(units);
    add(name + "/libtorch", benchmark::kMicrosecond,
        [=](benchmark::State& state) { sampleStock(state, kind, units); });
    for (const std::size_t count : {std::size_t{1}, kStreams})
        add(name + "/streams:" + std::to_string(count), benchmark::kMicrosecond,
            [=](benchmark::State& state) { sampleOurs(state, kind, units, count); });
}

} // namespace
} // namespace leitmotif

int main(int count, char** words) {
    using leitmotif::Kind;
    for (const auto kind : {Kind::Lstm, Kind::Gru}) {
        for (const std::int64_t units : {128, 256, 512})
            leitmotif::addTraining(kind, units);
        leitmotif::addSampling(kind, 256);
    }
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
