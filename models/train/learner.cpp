// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/learner.h"

#include "models/train/training_step.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace leitmotif {

namespace {

constexpr double kLowestRate = 0.02; // of the learning rate, where the schedule ends
constexpr std::string_view kLivePrefix = "live.";
constexpr std::string_view kBestPrefix = "best.";

/// The number of whole epochs, at least one, within TrainingOptions::maxUpdates. Does not change
/// `random`: the first epoch draws the same batches again.
int epochsOf(const Recipe& recipe, Family& family, Random& random) {
    if (recipe.training.maxUpdates == 0)
        return recipe.training.epochs;
    Random sameBatches = random;
    family.startEpoch(sameBatches);
    const auto batches = std::max<std::size_t>(1, family.batchCount());
    const std::size_t fitting = static_cast<std::size_t>(recipe.training.maxUpdates) / batches;
    return static_cast<int>(
        std::clamp<std::size_t>(fitting, 1, static_cast<std::size_t>(recipe.training.epochs)));
}

std::shared_ptr<const NamedArrays> copied(const NamedTensors& tensors) {
    return std::make_shared<const NamedArrays>(toArrays(tensors));
}

} // namespace

Error divergedAt(int epoch, std::size_t step) {
    return {ErrorCode::TrainingDiverged, {std::to_string(epoch), std::to_string(step)}};
}

Learner::Learner(const Recipe& recipe, const Corpus& corpus, Family& family, Random& random,
                 ProcessGroup* group)
    : m_recipe(recipe),
      m_corpus(corpus),
      m_family(family),
      m_random(random),
      m_group(group),
      m_phases(family.phases()),
      m_epochs(epochsOf(recipe, family, random)),
      m_weights(copied(family.samplerWeights())) {
    m_state.plannedEpochs = m_epochs;
    m_state.phases.resize(m_phases.size());
    for (const auto& phase : m_phases)
        m_optimizers.emplace_back(phase.optimizer, phase.parameters);
}

Result<void> Learner::restore(const LearningState& state, const NamedArrays& tensors,
                              std::shared_ptr<const NamedArrays> weights) {
    if (state.phases.size() != m_phases.size() || state.plannedEpochs < 1 ||
        !m_random.restore(state.epochRandom))
        return unreadable("its training state does not fit the recipe");
    if (auto filled = fill(liveTensors(), tensors); !filled)
        return filled;
    m_state = state;
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        m_optimizers[i].setSteps(state.phases[i].steps);
    if (state.batchesDone > 0)
        m_resumeRandom = state.random;
    m_weights = std::move(weights);
    NamedArrays best;
    for (const auto& array : tensors)
        if (array.name.starts_with(kBestPrefix))
            best.push_back({array.name.substr(kBestPrefix.size()), array.shape, array.values});
    if (!best.empty())
        m_best = std::make_shared<const NamedArrays>(std::move(best));
    else if (m_state.bestEpoch == m_state.epochsDone)
        m_best = m_weights;
    return {};
}

LearningState Learner::state() const {
    auto state = m_state;
    state.random = m_random.state();
    if (state.batchesDone == 0) // the batches of the next epoch are not drawn yet
        state.epochRandom = state.random;
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        state.phases[i].steps = m_optimizers[i].steps();
    return state;
}

NamedTensors Learner::liveTensors() const {
    NamedTensors tensors;
    for (const auto& [name, tensor] : m_family.weights())
        tensors.emplace_back(std::string(kLivePrefix) + name, tensor);
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        for (const auto& [name, tensor] : m_optimizers[i].state())
            tensors.emplace_back(m_phases[i].name + '.' + name, tensor);
    return tensors;
}

NamedArrays Learner::tensors(bool hasBest) const {
    auto arrays = toArrays(liveTensors());
    if (hasBest && m_best != nullptr && m_state.bestEpoch != m_state.epochsDone)
        for (const auto& array : *m_best)
            arrays.push_back({std::string(kBestPrefix) + array.name, array.shape, array.values});
    return arrays;
}

Result<void> Learner::startEpoch() {
    if (!m_resumeRandom)
        m_state.epochRandom = m_random.state();
    m_family.startEpoch(m_random);
    if (m_resumeRandom && !m_random.restore(*std::exchange(m_resumeRandom, {})))
        return Error{ErrorCode::CheckpointUnreadable, {"its generator is damaged"}};
    return {};
}

Result<void> Learner::leaveEpoch() {
    if (m_state.batchesDone == 0 && !m_random.restore(m_state.epochRandom))
        return Error{ErrorCode::TrainingFailed, {"its generator cannot go back"}};
    return {};
}

Result<void> Learner::trainBatch() {
    m_family.setProgress(progress());
    for (std::size_t phase = 0; phase < m_phases.size(); ++phase) {
        const auto loss = trainingStep(m_family, phase, m_state.batchesDone, m_optimizers[phase],
                                       learningRate(), m_random, m_group);
        if (!loss)
            return divergedAt(epochsDone() + 1, m_state.batchesDone + 1);
        m_state.phases[phase].sum += loss->sum;
        m_state.phases[phase].weight += loss->weight;
    }
    ++m_state.batchesDone;
    return {};
}

/// That of the first process, so that all of them find the same epoch the best, even on machines
/// that round differently.
std::optional<double> Learner::validationLoss() {
    const auto own = m_family.evaluate(HeldOut::Validation);
    if (m_group == nullptr || !own)
        return own;
    Bytes bytes(sizeof *own);
    std::memcpy(bytes.data(), &*own, sizeof *own);
    bytes = m_group->fromFirst(std::move(bytes));
    double first = 0.0;
    std::memcpy(&first, bytes.data(), sizeof first);
    return first;
}

Result<EpochFinished> Learner::finishEpoch() {
    EpochFinished epoch;
    epoch.validationLoss = validationLoss();
    epoch.networkValidationLoss = m_family.networkNats();
    epoch.measures = m_family.measures(); // first, as a GAN may go back to earlier weights
    auto weights = copied(m_family.samplerWeights());
    // After the last step the weights may not be finite, before any loss shows it.
    if (!areFinite(*weights) || (epoch.validationLoss && !std::isfinite(*epoch.validationLoss)))
        return divergedAt(epochsDone() + 1, m_state.batchesDone);
    ++m_state.epochsDone;
    m_state.batchesDone = 0;
    m_weights = std::move(weights);

    epoch.epoch = epochsDone();
    if (const auto counted = epoch.measures.extract("loss"))
        epoch.loss = counted.mapped();
    for (std::size_t i = 0; i < m_phases.size(); ++i) {
        const double measure = m_state.phases[i].sum / m_state.phases[i].weight;
        if (i == 0)
            epoch.loss = measure;
        if (m_phases.size() > 1)
            epoch.measures[m_phases[i].name] = measure;
        m_state.phases[i] = {};
    }
    epoch.isBest =
        epoch.validationLoss && (!m_state.bestEpoch || *epoch.validationLoss < m_state.bestLoss);
    if (epoch.isBest) {
        m_best = m_weights;
        m_state.bestEpoch = epochsDone();
        m_state.bestLoss = *epoch.validationLoss;
    }
    return epoch;
}

bool Learner::isOutOfPatience() const {
    return m_recipe.training.patience > 0 && m_state.bestEpoch &&
           epochsDone() - *m_state.bestEpoch >= m_recipe.training.patience;
}

Result<void> Learner::takeWeights() {
    m_weights = copied(m_family.samplerWeights());
    if (!areFinite(*m_weights))
        return divergedAt(epochsDone() + 1, m_state.batchesDone);
    return {};
}

Result<void> Learner::useLastWeights() {
    return fill(m_family.samplerWeights(), *m_weights);
}

bool Learner::isTested() const {
    return m_recipe.training.test > 0.0 || m_corpus.hasRole(PieceRole::Test);
}

std::optional<double> Learner::testLoss() {
    if (!isTested() || !fill(m_family.samplerWeights(), m_best != nullptr ? *m_best : *m_weights))
        return {};
    return m_family.evaluate(HeldOut::Test);
}

double Learner::progress() const {
    const double epochs =
        epochsDone() + static_cast<double>(m_state.batchesDone) / static_cast<double>(batchCount());
    return std::min(1.0, epochs / m_state.plannedEpochs);
}

double Learner::learningRate() const {
    if (m_recipe.training.schedule == "constant")
        return m_recipe.training.learningRate;
    if (m_recipe.training.schedule == "decay")
        return m_recipe.training.learningRate /
               (1.0 + m_recipe.training.decay * static_cast<double>(m_optimizers.front().steps()));
    const double height = 0.5 * (1.0 + std::cos(std::numbers::pi * progress()));
    return m_recipe.training.learningRate * (kLowestRate + (1.0 - kLowestRate) * height);
}

} // namespace leitmotif
