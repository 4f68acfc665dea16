// SPDX-License-Identifier: GPL-3.0-or-later
// Times of a training step of the published networks of pictures, beside the same in libtorch's own
// layers: same shapes, same loss, f32, rows first.
#include "models/compute/compute.h"
#include "models/picture_bench.h"

#include <benchmark/benchmark.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

namespace nn = torch::nn;
using torch::Tensor;

constexpr std::int64_t kHalf = 32; // real and as many generated pictures
constexpr std::int64_t kSide = 96;

void useThreads(const benchmark::State& state) {
    ComputeSettings settings;
    settings.threads = static_cast<int>(state.range(0));
    (void)prepareCompute(settings);
}

Tensor pictures() {
    return torch::rand({kHalf, 1, kSide, kSide}).gt(0.95).to(torch::kFloat32);
}

void ours(benchmark::State& state, const std::string& network, Precision precision) {
    useThreads(state);
    auto bench =
        PictureBench::create(network, network == "gan" ? 2 * kHalf : kHalf, precision, torch::kCPU)
            .value();
    for (auto _ : state)
        bench.trainStep();
}
BENCHMARK_CAPTURE(ours, gan_f32, "gan", Precision::F32)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ours, gan_bf16, "gan", Precision::BF16)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void ganLibtorch(benchmark::State& state) {
    useThreads(state);
    const auto leaky = [] { return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)); };
    const auto doubling = [](int from, int to) {
        return nn::ConvTranspose2d(nn::ConvTranspose2dOptions(from, to, 4).stride(2).padding(1));
    };
    nn::Sequential generator(
        nn::Linear(100, 18432), leaky(), nn::Unflatten(nn::UnflattenOptions(1, {128, 12, 12})),
        doubling(128, 128), leaky(), doubling(128, 64), leaky(), doubling(64, 64), leaky(),
        nn::Conv2d(nn::Conv2dOptions(64, 1, 7).padding(3)), nn::Tanh());
    nn::Sequential critic(nn::Conv2d(nn::Conv2dOptions(1, 64, 3).stride(2).padding(1)), leaky(),
                          nn::Dropout(0.4),
                          nn::Conv2d(nn::Conv2dOptions(64, 64, 3).stride(2).padding(1)), leaky(),
                          nn::Dropout(0.4), nn::Flatten(), nn::Linear(36864, 1));
    const auto options = torch::optim::AdamOptions(2e-4).betas({0.5, 0.999});
    torch::optim::Adam onCritic(critic->parameters(), options);
    torch::optim::Adam onGenerator(generator->parameters(), options);
    const auto reals = pictures() * 2.0 - 1.0;
    const auto paint = [&](std::int64_t count) {
        return generator->forward(torch::rand({count, 100}) * 2.0 - 1.0);
    };
    const auto loss = [&](const Tensor& pictures, const Tensor& labels) {
        return torch::binary_cross_entropy_with_logits(critic->forward(pictures), labels);
    };
    const auto labels = torch::cat({torch::ones({kHalf, 1}), torch::zeros({kHalf, 1})});
    const auto stepWith = [](torch::optim::Adam& optimizer, const Tensor& cost) {
        optimizer.zero_grad();
        cost.backward();
        optimizer.step();
    };
    const auto setCritic = [&](bool learns) {
        for (const auto& tensor : critic->parameters())
            Tensor(tensor).set_requires_grad(learns);
    };
    for (auto _ : state) {
        const auto fakes = [&] {
            const torch::NoGradGuard noGradients;
            return paint(kHalf);
        }();
        stepWith(onCritic, loss(torch::cat({reals, fakes}), labels));
        setCritic(false);
        stepWith(onGenerator, loss(paint(2 * kHalf), torch::ones({2 * kHalf, 1})));
        setCritic(true);
    }
}
BENCHMARK(ganLibtorch)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

Tensor vaeLoss(const Tensor& code, const Tensor& generated, const Tensor& reals) {
    const auto mean = code.slice(1, 0, 2);
    const auto variance = code.slice(1, 2);
    return torch::binary_cross_entropy_with_logits(generated, reals) -
           5e-4 * (1.0 + variance - mean.pow(2) - variance.exp()).mean();
}

Tensor drawn(const Tensor& code) {
    return code.slice(1, 0, 2) + torch::randn({code.size(0), 2}) * (code.slice(1, 2) / 2.0).exp();
}

BENCHMARK_CAPTURE(ours, vae_f32, "vae", Precision::F32)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ours, vae_bf16, "vae", Precision::BF16)
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void vaeLibtorch(benchmark::State& state) {
    useThreads(state);
    const auto conv = [](int from, int to, int stride) {
        return nn::Conv2d(nn::Conv2dOptions(from, to, 3).stride(stride).padding(1));
    };
    nn::Sequential encoder(conv(1, 32, 1), nn::ReLU(), conv(32, 64, 2), nn::ReLU(), conv(64, 64, 1),
                           nn::ReLU(), conv(64, 64, 1), nn::ReLU(), nn::Flatten(),
                           nn::Linear(147456, 32), nn::ReLU(), nn::Linear(32, 4));
    nn::Sequential decoder(
        nn::Linear(2, 147456), nn::ReLU(), nn::Unflatten(nn::UnflattenOptions(1, {64, 48, 48})),
        nn::ConvTranspose2d(
            nn::ConvTranspose2dOptions(64, 32, 3).stride(2).padding(1).output_padding(1)),
        nn::ReLU(), nn::ConvTranspose2d(nn::ConvTranspose2dOptions(32, 1, 3).padding(1)));
    auto parameters = encoder->parameters();
    for (const auto& parameter : decoder->parameters())
        parameters.push_back(parameter);
    torch::optim::Adam optimizer(parameters, torch::optim::AdamOptions(1e-3));
    const auto reals = pictures();
    for (auto _ : state) {
        optimizer.zero_grad();
        const auto code = encoder->forward(reals);
        vaeLoss(code, decoder->forward(drawn(code)), reals).backward();
        optimizer.step();
    }
}
BENCHMARK(vaeLibtorch)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
} // namespace leitmotif

BENCHMARK_MAIN();
