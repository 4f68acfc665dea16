// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/roll_vae_family.h"

#include "models/nets/roll_brightness.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kActive = 0.01; // variance of the mean of a latent number that is used
constexpr double kRising = 0.5;  // share of a cycle in which beta rises
constexpr std::uint64_t kJudgingSeed = 1;
constexpr std::int64_t kJudgedAtOnce = 32;

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
    auto settings = optimizerSettings(m_recipe);
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

Repainting RollVaeFamily::repaint(const Tensor& pictures, Random* dropout, Random& noise) const {
    return repainted(m_nets.encoder, m_nets.decoder, m_recipe, pictures, dropout, noise);
}

StepLoss RollVaeFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto size = static_cast<std::size_t>(m_recipe.batch);
    const auto first = batch * size;
    auto pictures = m_data.pictures(first, std::min(size, m_data.pictureCount() - first))
                        .to(m_nets.decoder.parameters().front().second.device());
    if (m_recipe.transposition > 0 || m_recipe.timeShift > 0)
        pictures = m_data.moved(pictures, drawnShift(m_recipe, random));
    const auto made = repaint(pictures, &random, random);
    const auto value = repaintingLoss(made, pictures, m_recipe, beta());
    const auto nats = natsOf(made, pictures);
    m_steps.add_(1.0);
    m_epoch.add(nats);
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
    RepaintingNats all;
    for (std::int64_t first = 0; first < pictures.size(0); first += kJudgedAtOnce) {
        const auto some = pictures.slice(0, first, first + kJudgedAtOnce)
                              .to(m_nets.decoder.parameters().front().second.device());
        all.add(natsOf(repaint(some, nullptr, noise), some));
    }
    return all.perNote();
}

nlohmann::json RollVaeFamily::description() const {
    return {{"encoding", m_data.image().toJson()},
            {"density", m_data.density()},
            {"notes_per_picture", m_data.notesPerPicture()}};
}

NamedTensors RollVaeFamily::weights() const {
    NamedTensors all = m_nets.encoder.state();
    const auto& decoder = m_nets.decoder.state();
    all.insert(all.end(), decoder.begin(), decoder.end());
    all.emplace_back("steps", m_steps);
    return all;
}

} // namespace leitmotif
