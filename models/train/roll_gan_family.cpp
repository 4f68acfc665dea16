// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/roll_gan_family.h"

#include "models/nets/roll_brightness.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr double kMomentum = 0.5; // Radford et al., 2016
constexpr double kMemory = 0.9;   // of the last batch in the moving accuracy of the critic
constexpr int kPenaltyEvery = 4;  // batches on average, as it costs as much as a step
constexpr const char* kAveragePrefix = "average.";

Tensor crossEntropy(const Tensor& scores, double label) {
    return torch::binary_cross_entropy_with_logits(scores, torch::full_like(scores, label));
}

/// During its lifetime some parameters get no gradients.
class Frozen {
  public:
    explicit Frozen(const NamedTensors& parameters) : m_parameters(parameters) { set(false); }
    ~Frozen() { set(true); }
    Frozen(const Frozen&) = delete;
    Frozen& operator=(const Frozen&) = delete;

  private:
    void set(bool hasGradient) {
        for (const auto& [name, tensor] : m_parameters)
            Tensor(tensor).set_requires_grad(hasGradient);
    }
    const NamedTensors& m_parameters;
};

} // namespace

Result<std::unique_ptr<Family>> RollGanFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                      torch::Device device, Random& random) {
    auto data = RollData::create(recipe, corpus);
    if (!data)
        return data.error();
    auto nets = makeRollGan(recipe, data->shape(), Precision::F32, device, random);
    if (!nets)
        return nets.error();
    return std::unique_ptr<Family>(new RollGanFamily(recipe, *std::move(data), *std::move(nets)));
}

RollGanFamily::RollGanFamily(const Recipe& recipe, RollData data, RollGan nets)
    : m_recipe(recipe),
      m_data(std::move(data)),
      m_nets(std::move(nets)),
      m_sums(torch::zeros({SumCount}, torch::kFloat32)),
      m_criticAccuracy(torch::full({1}, 0.5, torch::kFloat32)) {
    beginAtDensity(m_nets.generator, m_recipe, m_data.density());
    if (m_recipe.gan.average > 0.0)
        for (const auto& [name, tensor] : m_nets.generator.parameters())
            m_average.emplace_back(kAveragePrefix + name, tensor.detach().clone());
    if (m_recipe.gan.hasRollback)
        m_rollback.emplace(learned());
}

FamilyFacts RollGanFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_nets.generator.parameterCount() + m_nets.critic.parameterCount() +
                       (m_nets.encoder ? m_nets.encoder->parameterCount() : 0);
    facts.notes = m_data.trainingNotes();
    facts.validationNotes = m_data.notes(HeldOut::Validation);
    return facts;
}

std::vector<Phase> RollGanFamily::phases() const {
    auto settings = optimizerSettings(m_recipe);
    settings.beta1 = kMomentum;
    NamedTensors generating = m_nets.generator.parameters();
    if (m_nets.encoder) {
        const auto& reading = m_nets.encoder->parameters();
        generating.insert(generating.end(), reading.begin(), reading.end());
    }
    return {{"discriminator_loss", m_nets.critic.parameters(), settings},
            {"generator_loss", std::move(generating), settings}};
}

void RollGanFamily::usePrecision(Precision precision) {
    m_nets.generator.usePrecision(precision);
    m_nets.critic.usePrecision(precision);
    if (m_nets.encoder)
        m_nets.encoder->usePrecision(precision);
}

void RollGanFamily::startEpoch(Random& random) {
    m_data.startEpoch(random);
}

std::size_t RollGanFamily::batchCount() const {
    return (m_data.pictureCount() + firstIn(1) - 1) / firstIn(1);
}

std::size_t RollGanFamily::firstIn(std::size_t batch) const {
    return batch * static_cast<std::size_t>(std::max(1, m_recipe.training.batch / 2));
}

std::size_t RollGanFamily::realsIn(std::size_t batch) const {
    return std::min(firstIn(1), m_data.pictureCount() - firstIn(batch));
}

Tensor RollGanFamily::seen(const Tensor& reals) const {
    return m_recipe.picture.neurons == "grey" ? reals * 2.0 - 1.0 : lifted(reals);
}

Tensor RollGanFamily::generated(std::int64_t count, Random& random) const {
    // Without dropout, as in samples: it would make the pictures differ.
    const auto raw = m_nets.generator.forward(latentNoise(m_recipe, count, 1.0, random), nullptr);
    if (m_recipe.picture.neurons == "grey")
        return raw;
    return m_recipe.picture.threshold > 0.0 ? binarized(raw)
                                            : binarizedAtDensity(raw, m_data.density());
}

StepLoss RollGanFamily::loss(std::size_t phase, std::size_t batch, Random& random) {
    return phase == 0 ? criticLoss(batch, random) : generatorLoss(batch, random);
}

StepLoss RollGanFamily::criticLoss(std::size_t batch, Random& random) {
    updateAverage();
    m_nets.critic.updateSpectra();
    const auto size = realsIn(batch);
    auto fakes = [&] {
        const torch::NoGradGuard noGradients;
        return generated(static_cast<std::int64_t>(size), random);
    }();
    auto reals = seen(m_data.pictures(firstIn(batch), size).to(fakes.device()));
    const auto shift = drawnShift(m_recipe, random);
    reals = m_data.moved(reals, shift);
    fakes = m_data.moved(fakes, shift);
    const bool isResting = m_criticAccuracy.item<double>() > m_recipe.gan.balance;
    const bool isPenalised =
        !isResting && m_recipe.gan.gradientPenalty > 0.0 && random.below(kPenaltyEvery) == 0;
    if (isPenalised)
        reals.requires_grad_();

    const torch::AutoGradMode gradients(!isResting);
    const auto scores = m_nets.critic.forward(torch::cat({reals, fakes}), &random);
    const auto onReals = scores.slice(0, 0, static_cast<std::int64_t>(size));
    const auto onFakes = scores.slice(0, static_cast<std::int64_t>(size));
    noteShares(onReals.detach().gt(0.0), onFakes.detach().lt(0.0));
    Tensor value = m_recipe.gan.loss == "hinge"
                       ? torch::relu(1.0 - onReals).mean() + torch::relu(1.0 + onFakes).mean()
                       : (crossEntropy(onReals, 1.0) + crossEntropy(onFakes, 0.0)) / 2.0;
    const double sum = value.item<double>();
    if (isPenalised) {
        const auto slope = torch::autograd::grad({onReals.sum()}, {reals}, {}, true, true).front();
        value = value + slope.pow(2).sum() * (kPenaltyEvery * m_recipe.gan.gradientPenalty / 2.0 /
                                              static_cast<double>(size));
    }
    return {isResting ? Tensor() : value, sum, 1.0};
}

void RollGanFamily::noteShares(const Tensor& rightOnReals, const Tensor& rightOnFakes) {
    m_sums[RightOnReal] += rightOnReals.sum().cpu();
    m_sums[Reals] += rightOnReals.numel();
    m_sums[RightOnFakes] += rightOnFakes.sum().cpu();
    m_sums[Fakes] += rightOnFakes.numel();
    const auto now = torch::cat({rightOnReals, rightOnFakes}).to(torch::kFloat32).mean().cpu();
    m_criticAccuracy.lerp_(now, 1.0 - kMemory);
}

StepLoss RollGanFamily::generatorLoss(std::size_t batch, Random& random) {
    const Frozen critic(m_nets.critic.parameters());
    const auto fakes = generated(2 * static_cast<std::int64_t>(realsIn(batch)), random);
    if (batch + 1 == batchCount())
        noteLastGenerated(fakes.detach());
    const auto shift = drawnShift(m_recipe, random);
    const auto scores = m_nets.critic.forward(m_data.moved(fakes, shift), &random);
    const auto value = m_recipe.gan.loss == "hinge" ? -scores.mean() : crossEntropy(scores, 1.0);
    const double sum = value.item<double>();
    return {m_nets.encoder ? value + reconstructionLossOf(batch, random) : value, sum, 1.0};
}

Tensor RollGanFamily::reconstructionLossOf(std::size_t batch, Random& random) {
    const auto reals = m_data.pictures(firstIn(batch), realsIn(batch))
                           .to(m_nets.generator.parameters().front().second.device());
    const auto pictures =
        m_data.moved(reals, {.semitones = drawnShift(m_recipe, random).semitones, .beats = 0});
    const auto made =
        reconstructed(*m_nets.encoder, m_nets.generator, m_recipe, pictures, &random, random);
    const auto nats = natsOf(made, pictures);
    m_sums[ReconstructionLoss] += nats.reconstruction;
    m_sums[Notes] += nats.notes;
    return m_recipe.gan.reconstruction *
           reconstructionLoss(made, pictures, m_recipe, m_recipe.vae.beta);
}

void RollGanFamily::updateAverage() {
    const torch::NoGradGuard noGradients;
    const auto& parameters = m_nets.generator.parameters();
    for (std::size_t i = 0; i < m_average.size(); ++i)
        m_average[i].second.lerp_(parameters[i].second, 1.0 - m_recipe.gan.average);
}

void RollGanFamily::noteLastGenerated(const Tensor& pictures) {
    const double bright =
        m_recipe.picture.neurons == "grey" ? 2.0 * m_recipe.picture.threshold - 1.0 : 0.0;
    const auto sounding = pictures.gt(bright).to(torch::kFloat32);
    m_sums[LastDensity] = sounding.mean().item<double>() / m_data.density();
    if (m_data.distance() > 0.0)
        m_sums[LastDistance] = meanPairwiseDistance(sounding) / m_data.distance();
}

std::optional<double> RollGanFamily::rightOnHeldOut() const {
    const auto pictures = m_data.heldOut(HeldOut::Validation);
    if (!pictures.defined())
        return {};
    const torch::NoGradGuard noGradients;
    Random noise(kEvaluationSeed);
    double right = 0.0;
    for (std::int64_t first = 0; first < pictures.size(0); first += kEvaluatedAtOnce) {
        const auto some = pictures.slice(0, first, first + kEvaluatedAtOnce);
        const auto fakes = generated(some.size(0), noise); // as many as real ones, as in training
        const auto scores =
            m_nets.critic.forward(torch::cat({seen(some.to(fakes.device())), fakes}), nullptr);
        right += scores.slice(0, 0, some.size(0)).gt(0.0).sum().item<double>();
    }
    return right / static_cast<double>(pictures.size(0));
}

std::map<std::string, double> RollGanFamily::measures() {
    const auto sums = m_sums.clone();
    m_sums.zero_();
    const auto of = [&](Sum sum) { return sums[sum].item<double>(); };
    std::map<std::string, double> measures = {
        {"discriminator_accuracy_real", of(RightOnReal) / std::max(1.0, of(Reals))},
        {"discriminator_accuracy_fake", of(RightOnFakes) / std::max(1.0, of(Fakes))},
        {"generated_density", of(LastDensity)}};
    if (const auto share = rightOnHeldOut())
        measures["discriminator_accuracy_held_out"] = *share;
    if (m_nets.encoder)
        measures["reconstruction"] = of(ReconstructionLoss) / std::max(1.0, of(Notes));
    if (m_data.distance() > 0.0) {
        measures["generated_distance"] = of(LastDistance);
        if (m_rollback) {
            m_rollback->finishEpoch(of(LastDistance), of(LastDensity));
            measures["rollbacks"] = m_rollback->count();
        }
    }
    return measures;
}

nlohmann::json RollGanFamily::description() const {
    return {{"encoding", m_data.image().toJson()},
            {"density", m_data.density()},
            {"notes_per_picture", m_data.notesPerPicture()}};
}

NamedTensors RollGanFamily::learned() const {
    NamedTensors all = m_nets.generator.state();
    const auto& critic = m_nets.critic.state();
    all.insert(all.end(), critic.begin(), critic.end());
    all.insert(all.end(), m_average.begin(), m_average.end());
    if (m_nets.encoder) {
        const auto& encoder = m_nets.encoder->state();
        all.insert(all.end(), encoder.begin(), encoder.end());
    }
    return all;
}

NamedTensors RollGanFamily::weights() const {
    auto all = learned();
    if (m_rollback) {
        const auto kept = m_rollback->state();
        all.insert(all.end(), kept.begin(), kept.end());
    }
    all.emplace_back("sums", m_sums);
    all.emplace_back("told_apart", m_criticAccuracy);
    return all;
}

NamedTensors RollGanFamily::samplerWeights() const {
    return m_average.empty() ? m_nets.generator.state() : m_average;
}

} // namespace leitmotif
