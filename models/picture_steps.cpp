// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/picture_steps.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr std::int64_t kSide = 96;
constexpr PictureShape kShape{1, kSide, kSide};
constexpr double kSounding = 0.05; // share of pixels, about that of piano music
constexpr std::uint64_t kSeed = 1;
constexpr double kGanRate = 2e-4;
constexpr double kVaeRate = 1e-3;

Tensor randomPictures(std::int64_t count, Random& random, torch::Device device) {
    return uniformTensor({count, 1, kSide, kSide}, 1.0, random)
        .gt(1.0 - 2.0 * kSounding)
        .to(device, torch::kFloat32);
}

NamedTensors joined(NamedTensors all, const NamedTensors& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// One step that must not run away.
void follow(Optimizer& optimizer, const Tensor& loss, double rate) {
    optimizer.clearGradients();
    loss.backward();
    TORCH_CHECK(optimizer.step(rate), "the numbers ran away");
}

} // namespace

GanStep::GanStep(std::int64_t batch, Precision precision, torch::Device device)
    : m_half(std::max<std::int64_t>(1, batch / 2)),
      m_random(kSeed),
      m_recipe(preset("tuc-gan").value()),
      m_nets(makeRollGan(m_recipe, kShape, precision, device, m_random).value()),
      m_onCritic({.kind = "adam", .beta1 = 0.5}, m_nets.critic.parameters()),
      m_onGenerator({.kind = "adam", .beta1 = 0.5}, m_nets.generator.parameters()),
      m_reals(randomPictures(m_half, m_random, device) * 2.0 - 1.0) {}

void GanStep::run() {
    const auto cost = [](const Tensor& scores, const Tensor& labels) {
        return torch::binary_cross_entropy_with_logits(scores, labels.to(scores.device()));
    };
    const auto generateOne = [&](std::int64_t count) {
        return m_nets.generator.forward(latentNoise(m_recipe, count, 1.0, m_random), &m_random);
    };
    const auto setCritic = [&](bool learns) {
        for (const auto& [name, tensor] : m_nets.critic.parameters())
            Tensor(tensor).set_requires_grad(learns);
    };
    const auto fakes = generate(m_half);
    const auto ones = torch::ones({m_half, 1});
    follow(m_onCritic,
           cost(m_nets.critic.forward(torch::cat({m_reals, fakes}), &m_random),
                torch::cat({ones, torch::zeros({m_half, 1})})),
           kGanRate);
    setCritic(false);
    follow(m_onGenerator,
           cost(m_nets.critic.forward(generateOne(2 * m_half), &m_random),
                torch::ones({2 * m_half, 1})),
           kGanRate);
    setCritic(true);
}

Tensor GanStep::generate(std::int64_t count) {
    const torch::NoGradGuard noGradients;
    return m_nets.generator.forward(latentNoise(m_recipe, count, 1.0, m_random), nullptr);
}

VaeStep::VaeStep(std::int64_t batch, Precision precision, torch::Device device)
    : m_random(kSeed),
      m_recipe(preset("tuc-vae").value()),
      m_nets(makeRollVae(m_recipe, kShape, precision, device, m_random).value()),
      m_optimizer({.kind = "adam"},
                  joined(m_nets.encoder.parameters(), m_nets.decoder.parameters())),
      m_pictures(randomPictures(batch, m_random, device)) {}

void VaeStep::run() {
    const auto code = m_nets.encoder.forward(m_pictures, &m_random);
    const auto mean = code.slice(1, 0, m_recipe.latent);
    const auto variance = code.slice(1, m_recipe.latent);
    const auto drawn = normalTensor(mean.sizes().vec(), 1.0, m_random).to(code.device());
    const auto generated = m_nets.decoder.forward(mean + drawn * (variance / 2.0).exp(), &m_random);
    follow(m_optimizer,
           torch::binary_cross_entropy_with_logits(generated, m_pictures) -
               m_recipe.beta * (1.0 + variance - mean.pow(2) - variance.exp()).mean(),
           kVaeRate);
}

Tensor VaeStep::generate(std::int64_t count) {
    const torch::NoGradGuard noGradients;
    return m_nets.decoder.forward(latentNoise(m_recipe, count, 1.0, m_random), nullptr);
}

} // namespace leitmotif
