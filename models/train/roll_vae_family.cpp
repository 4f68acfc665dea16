// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/roll_vae_family.h"

#include "models/nets/roll_brightness.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kActive = 0.01;       // variance of the mean of a latent number that is used
constexpr double kRising = 0.5;        // share of a cycle in which beta rises
constexpr double kVelocityWeight = 2.; // of the squared error of a sounding pixel's loudness
constexpr std::uint64_t kJudgingSeed = 1;
constexpr std::int64_t kJudgedAtOnce = 32;

/// KL divergence of every latent number from the standard normal: (N, latent).
Tensor divergence(const Tensor& mean, const Tensor& variance) {
    return 0.5 * (mean.pow(2) + variance.exp() - 1.0 - variance);
}

/// Log odds that a pixel sounds, clear of infinity.
Tensor soundingOdds(const Tensor& planes) {
    return planes.slice(1, 0, 1);
}

} // namespace

Result<std::unique_ptr<Family>> RollVaeFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                      torch::Device device, Random& random) {
    auto data = RollData::create(recipe, corpus);
    if (!data)
        return data.error();
    auto nets = makeRollVae(recipe, data->shape(), Precision::F32, device, random);
    if (!nets)
        return nets.error();
    return std::unique_ptr<Family>(new RollVaeFamily(recipe, *std::move(data), *std::move(nets)));
}

RollVaeFamily::RollVaeFamily(const Recipe& recipe, RollData data, RollVae nets)
    : m_recipe(recipe),
      m_data(std::move(data)),
      m_nets(std::move(nets)),
      m_steps(torch::zeros({1}, torch::kFloat32)) {
    beginAtDensity(m_nets.decoder, m_recipe, m_data.density());
}

FamilyFacts RollVaeFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_nets.encoder.parameterCount() + m_nets.decoder.parameterCount();
    facts.notes = m_data.trainingNotes();
    facts.validationNotes = m_data.notes(HeldOut::Validation);
    return facts;
}

std::vector<Phase> RollVaeFamily::phases() const {
    Optimizer::Settings settings;
    settings.kind = m_recipe.optimizer;
    settings.weightDecay = m_recipe.weightDecay;
    settings.clip = m_recipe.clip;
    NamedTensors parameters = m_nets.encoder.parameters();
    const auto& decoder = m_nets.decoder.parameters();
    parameters.insert(parameters.end(), decoder.begin(), decoder.end());
    return {{"loss", std::move(parameters), settings}};
}

void RollVaeFamily::startEpoch(Random& random) {
    m_data.startEpoch(random);
    m_epoch = {};
    m_means.clear();
}

std::size_t RollVaeFamily::batchCount() const {
    const auto batch = static_cast<std::size_t>(m_recipe.batch);
    return (m_data.pictureCount() + batch - 1) / batch;
}

double RollVaeFamily::beta() const {
    if (m_recipe.cycles == 0)
        return m_recipe.beta;
    const double planned = static_cast<double>(batchCount()) * m_recipe.epochs;
    const double cycle = m_steps.item<double>() / planned * m_recipe.cycles;
    if (cycle >= m_recipe.cycles)
        return m_recipe.beta;
    return m_recipe.beta * std::min(1.0, (cycle - std::floor(cycle)) / kRising);
}

RollVaeFamily::Pass RollVaeFamily::pass(const Tensor& pictures, Random* dropout,
                                        Random& noise) const {
    const auto read =
        m_recipe.neurons == "grey" ? pictures : asPlanes(pictures, paintedPlanes(m_recipe));
    const auto code = m_nets.encoder.forward(read, dropout);
    const auto mean = code.slice(1, 0, m_recipe.latent);
    const auto variance = code.slice(1, m_recipe.latent);
    const auto drawn = normalTensor(mean.sizes().vec(), 1.0, noise).to(code.device());
    return {mean, variance, m_nets.decoder.forward(mean + drawn * (variance / 2.0).exp(), dropout)};
}

Tensor RollVaeFamily::minimised(const Pass& pass, const Tensor& pictures) const {
    const auto perNumber = divergence(pass.mean, pass.variance);
    if (m_recipe.neurons == "grey")
        return torch::binary_cross_entropy_with_logits(pass.planes, pictures) +
               m_recipe.beta * 2.0 * perNumber.mean(); // −mean(1 + log σ² − μ² − σ²)
    const auto sounding = pictures.gt(0.0).to(torch::kFloat32);
    auto cost = torch::binary_cross_entropy_with_logits(soundingOdds(pass.planes), sounding, {}, {},
                                                        at::Reduction::Sum);
    if (pass.planes.size(1) > 1) {
        const auto miss = torch::sigmoid(pass.planes.slice(1, 1, 2)) - pictures;
        cost = cost + kVelocityWeight * (sounding * miss.pow(2)).sum();
    }
    const auto count = static_cast<double>(pictures.size(0));
    const auto costly = torch::clamp_min(perNumber.mean(0), m_recipe.freeBits).sum() * count;
    return (cost + beta() * costly) / std::max(1.0, onsetCount(pictures));
}

RollVaeFamily::Nats RollVaeFamily::natsOf(const Pass& pass, const Tensor& pictures) const {
    const torch::NoGradGuard noGradients;
    return {torch::binary_cross_entropy_with_logits(soundingOdds(pass.planes),
                                                    pictures.gt(0.0).to(torch::kFloat32), {}, {},
                                                    at::Reduction::Sum)
                .item<double>(),
            divergence(pass.mean, pass.variance).sum().item<double>(), onsetCount(pictures)};
}

StepLoss RollVaeFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto size = static_cast<std::size_t>(m_recipe.batch);
    const auto first = batch * size;
    const auto pictures = m_data.pictures(first, std::min(size, m_data.pictureCount() - first))
                              .to(m_nets.decoder.parameters().front().second.device());
    const auto made = pass(pictures, &random, random);
    const auto value = minimised(made, pictures);
    const Nats nats = natsOf(made, pictures);
    m_steps.add_(1.0);
    m_epoch.reconstruction += nats.reconstruction;
    m_epoch.divergence += nats.divergence;
    m_epoch.notes += nats.notes;
    m_means.push_back(made.mean.detach());
    const double sum = std::isfinite(value.item<double>()) ? nats.reconstruction + nats.divergence
                                                           : value.item<double>();
    return {value, sum, nats.notes};
}

std::map<std::string, double> RollVaeFamily::measures() {
    if (m_epoch.notes == 0.0 || m_means.empty())
        return {};
    const auto means = torch::cat(m_means);
    const auto spread = (means - means.mean(0, true)).pow(2).mean(0);
    return {{"reconstruction", m_epoch.reconstruction / m_epoch.notes},
            {"kl", m_epoch.divergence / m_epoch.notes},
            {"active_units", spread.gt(kActive).sum().item<double>()}};
}

std::optional<double> RollVaeFamily::evaluate(HeldOut part) {
    const auto pictures = m_data.heldOut(part);
    if (!pictures.defined())
        return {};
    const torch::NoGradGuard noGradients;
    Random noise(kJudgingSeed);
    Nats all;
    for (std::int64_t first = 0; first < pictures.size(0); first += kJudgedAtOnce) {
        const auto some = pictures.slice(0, first, first + kJudgedAtOnce)
                              .to(m_nets.decoder.parameters().front().second.device());
        const Nats nats = natsOf(pass(some, nullptr, noise), some);
        all.reconstruction += nats.reconstruction;
        all.divergence += nats.divergence;
        all.notes += nats.notes;
    }
    return (all.reconstruction + all.divergence) / std::max(1.0, all.notes);
}

nlohmann::json RollVaeFamily::description() const {
    return {{"encoding", m_data.image().toJson()}, {"density", m_data.density()}};
}

NamedTensors RollVaeFamily::weights() const {
    NamedTensors all = m_nets.encoder.state();
    const auto& decoder = m_nets.decoder.state();
    all.insert(all.end(), decoder.begin(), decoder.end());
    all.emplace_back("steps", m_steps);
    return all;
}

} // namespace leitmotif
