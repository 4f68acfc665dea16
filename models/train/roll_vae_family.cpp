// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/roll_vae_family.h"

#include "models/nets/roll_brightness.h"
#include "models/train/latent_mapping.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kActive = 0.01;    // variance of the mean of an active latent dimension
constexpr double kRising = 0.5;     // share of a cycle in which beta rises
constexpr std::int64_t kCounts = 4; // before the sums of codes

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
      m_sums(torch::zeros({kCounts + 2 * std::int64_t{recipe.picture.latent}}, torch::kFloat32)) {
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
}

std::size_t RollVaeFamily::batchCount() const {
    const auto batch = static_cast<std::size_t>(m_recipe.training.batch);
    return (m_data.pictureCount() + batch - 1) / batch;
}

double RollVaeFamily::beta() const {
    if (m_recipe.vae.cycles == 0)
        return m_recipe.vae.beta;
    const double cycle = m_progress * m_recipe.vae.cycles;
    if (cycle >= m_recipe.vae.cycles)
        return m_recipe.vae.beta;
    return m_recipe.vae.beta * std::min(1.0, (cycle - std::floor(cycle)) / kRising);
}

Reconstruction RollVaeFamily::reconstruct(const Tensor& pictures, Random* dropout,
                                          Random& noise) const {
    return reconstructed(m_nets.encoder, m_nets.decoder, m_recipe, pictures, dropout, noise);
}

StepLoss RollVaeFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto size = static_cast<std::size_t>(m_recipe.training.batch);
    const auto first = batch * size;
    auto pictures = m_data.pictures(first, std::min(size, m_data.pictureCount() - first))
                        .to(m_nets.decoder.parameters().front().second.device());
    if (m_recipe.training.transposition > 0 || m_recipe.picture.timeShift > 0)
        pictures = m_data.moved(pictures, drawnShift(m_recipe, random));
    const auto made = reconstruct(pictures, &random, random);
    const auto value = reconstructionLoss(made, pictures, m_recipe, beta());
    const auto nats = natsOf(made, pictures);
    const auto means = made.mean.detach().to(torch::kCPU);
    m_sums += torch::cat({torch::tensor({nats.reconstruction, nats.divergence, nats.notes,
                                         static_cast<double>(means.size(0))},
                                        m_sums.options()),
                          means.sum(0), means.square().sum(0)});
    const double sum = std::isfinite(value.item<double>()) ? nats.reconstruction + nats.divergence
                                                           : value.item<double>();
    return {value, sum, nats.notes};
}

std::map<std::string, double> RollVaeFamily::measures() {
    const auto sums = m_sums.clone();
    m_sums.zero_();
    const double notes = sums[2].item<double>();
    if (notes == 0.0)
        return {};
    const auto codes = sums.slice(0, kCounts).view({2, m_recipe.picture.latent}) / sums[3];
    const auto spread = codes[1] - codes[0].square();
    return {{"reconstruction", sums[0].item<double>() / notes},
            {"kl", sums[1].item<double>() / notes},
            {"active_units", spread.gt(kActive).sum().item<double>()}};
}

std::optional<double> RollVaeFamily::evaluate(HeldOut part) {
    const auto pictures = m_data.heldOut(part);
    if (!pictures.defined())
        return {};
    const torch::NoGradGuard noGradients;
    Random noise(kEvaluationSeed);
    ReconstructionNats all;
    for (std::int64_t first = 0; first < pictures.size(0); first += kEvaluatedAtOnce) {
        const auto some = pictures.slice(0, first, first + kEvaluatedAtOnce)
                              .to(m_nets.decoder.parameters().front().second.device());
        all.add(natsOf(reconstruct(some, nullptr, noise), some));
    }
    return all.perNote();
}

std::optional<LatentMap> RollVaeFamily::latentMap(int side, double reach) const {
    return drawnMap(m_nets, m_recipe, m_data, side, reach);
}

nlohmann::json RollVaeFamily::description() const {
    return {{"encoding", m_data.image().toJson()},
            {"density", m_data.density()},
            {"notes_per_picture", m_data.notesPerPicture()}};
}

NamedTensors RollVaeFamily::weights() const {
    NamedTensors all = samplerWeights();
    all.emplace_back("sums", m_sums);
    return all;
}

NamedTensors RollVaeFamily::samplerWeights() const {
    NamedTensors all = m_nets.encoder.state();
    const auto& decoder = m_nets.decoder.state();
    all.insert(all.end(), decoder.begin(), decoder.end());
    return all;
}

} // namespace leitmotif
