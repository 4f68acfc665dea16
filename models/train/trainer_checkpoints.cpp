// SPDX-License-Identifier: GPL-3.0-or-later
// What the trainer keeps, takes up again and lets be heard.
#include "models/registry.h"
#include "models/train/trainer.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kCheckpointSeconds = 30.0; // never more between two checkpoints
constexpr double kCheckpointShare = 0.05;   // of the time, at most, unless that is too rare
constexpr int kKeepBatches = 8;             // at least, between two states to go back to
constexpr double kSampleShare = 0.1;        // of the time, where samples and maps are thinned out
constexpr std::string_view kLivePrefix = "live.";
constexpr std::string_view kBestPrefix = "best.";

} // namespace

Result<void> Trainer::takeUp() {
    const auto& request = m_request;
    if (request.training == nullptr) {
        m_weights = std::make_shared<const NamedArrays>(toArrays(m_family.samplerWeights()));
        return keepWholeEpoch();
    }
    if (request.weights == nullptr)
        return unreadable("its weights are missing");
    auto weights = weightsFromBytes(*request.weights);
    if (!weights)
        return weights.error();
    const auto part = trainingFromBytes(*request.training);
    if (!part)
        return part.error();
    if (weights->epoch != part->epochsDone)
        return unreadable("its two parts are of different epochs");
    if (part->corpusHash != request.corpus->hash() || weights->description != m_description)
        return Error{ErrorCode::TrainingFailed,
                     {"what is to be learned from is not what the run began with"}};
    m_weights = std::make_shared<const NamedArrays>(std::move(weights->weights));
    return takeUp(*part);
}

Result<void> Trainer::takeUp(const TrainingPart& part) {
    if (part.phases.size() != m_phases.size() || part.plannedEpochs < 1 ||
        !m_random.restore(part.epochRandom))
        return unreadable("its training state does not fit the recipe");
    if (auto filled = fill(trainingTensors(), part.tensors); !filled)
        return filled;
    m_meters = part.phases;
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        m_optimizers[i].setSteps(part.phases[i].steps);
    m_epochsDone = part.epochsDone;
    m_batchesDone = part.batchesDone;
    m_plannedEpochs = part.plannedEpochs;
    m_epochRandom = part.epochRandom;
    if (part.batchesDone > 0)
        m_resumeRandom = part.random;
    m_bestEpoch = part.bestEpoch;
    m_bestLoss = part.bestLoss;
    NamedArrays best;
    for (const auto& array : part.tensors)
        if (array.name.starts_with(kBestPrefix))
            best.push_back({array.name.substr(kBestPrefix.size()), array.shape, array.values});
    if (!best.empty())
        m_best = std::make_shared<const NamedArrays>(std::move(best));
    m_sampledEpoch = part.sampledEpoch;
    if (m_diagnosis.restore(part.diagnosis))
        m_toldKind = part.toldKind;
    m_reportedEpoch = part.epochsDone;
    m_watch = Stopwatch(part.seconds);
    m_startedAt = m_lastProgress = m_lastCheckpoint = part.seconds;
    m_isEndKept = true;
    return {};
}

NamedTensors Trainer::trainingTensors() const {
    NamedTensors tensors;
    for (const auto& [name, tensor] : m_family.weights())
        tensors.emplace_back(std::string(kLivePrefix) + name, tensor);
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        for (const auto& [name, tensor] : m_optimizers[i].state())
            tensors.emplace_back(m_phases[i].name + '.' + name, tensor);
    return tensors;
}

TrainingPart Trainer::trainingPart() const {
    TrainingPart part;
    part.corpusHash = m_request.corpus->hash();
    part.epochsDone = m_epochsDone;
    part.batchesDone = m_batchesDone;
    part.plannedEpochs = m_plannedEpochs;
    part.random = m_random.state();
    // Between two epochs the batches of the next one are not drawn yet.
    part.epochRandom = m_batchesDone > 0 ? m_epochRandom : part.random;
    part.phases = m_meters;
    for (std::size_t i = 0; i < m_phases.size(); ++i)
        part.phases[i].steps = m_optimizers[i].steps();
    part.bestEpoch = m_bestEpoch;
    part.bestLoss = m_bestLoss;
    part.sampledEpoch = m_sampledEpoch;
    part.diagnosis = m_diagnosis.state();
    part.toldKind = m_toldKind;
    part.seconds = m_watch.seconds();
    part.tensors = toArrays(trainingTensors());
    if (isTested() && m_best != nullptr)
        for (const auto& array : *m_best)
            part.tensors.push_back(
                {std::string(kBestPrefix) + array.name, array.shape, array.values});
    return part;
}

std::shared_ptr<const Bytes> Trainer::weightsBytes(int epoch, const NamedArrays& weights) const {
    return std::make_shared<const Bytes>(
        toBytes(WeightsPart{m_recipe, epoch, m_description, weights}));
}

bool Trainer::isCheckpointDue() const {
    const double trained = m_watch.seconds() - m_startedAt;
    return m_checkpointSeconds <= kCheckpointShare * trained || isCheckpointLate();
}

bool Trainer::isCheckpointLate() const {
    return m_watch.seconds() - m_lastCheckpoint > kCheckpointSeconds;
}

/// Copying costs about as much as a step of the optimizer, so that very short epochs share one.
bool Trainer::isKeepingDue() const {
    return m_batchesSinceKept >= kKeepBatches;
}

/// Errors: TrainingDiverged; then what was kept before stays.
Result<void> Trainer::keepWholeEpoch() {
    auto part = trainingPart();
    if (!areFinite(part.tensors))
        return diverged(m_epochsDone, m_family.batchCount());
    m_whole = WholeEpoch{m_weights, std::move(part)};
    m_batchesSinceKept = 0;
    return {};
}

/// Where a run that failed can go on, unless that was reported already.
void Trainer::reportWholeEpoch() {
    m_epochsDone = std::max(m_reportedEpoch, m_whole ? m_whole->training.epochsDone : -1);
    reportBest();
    if (m_epochsDone == m_reportedEpoch)
        return;
    m_weights = m_whole->weights;
    CheckpointReady ready;
    ready.epoch = m_epochsDone;
    ready.isBest = m_bestEpoch == m_epochsDone;
    ready.isSampled = m_sampledEpoch == m_epochsDone && m_epochsDone > 0;
    ready.isLast = true;
    ready.weights = weightsBytes(m_epochsDone, *m_weights);
    ready.training = std::make_shared<const Bytes>(toBytes(m_whole->training));
    emit(std::move(ready));
}

/// Errors: TrainingDiverged, where nothing may be kept.
Result<void> Trainer::reportCheckpoint(bool hasTraining, bool isLast) {
    const double begin = m_watch.seconds();
    CheckpointReady ready;
    ready.epoch = m_epochsDone;
    ready.isBest = m_bestEpoch == m_epochsDone;
    ready.isSampled = m_sampledEpoch == m_epochsDone && m_epochsDone > 0;
    ready.isLast = isLast;
    if (hasTraining) {
        const bool isKept =
            m_batchesDone == 0 && m_whole && m_whole->training.epochsDone == m_epochsDone;
        const auto fresh = isKept ? TrainingPart{} : trainingPart();
        if (!areFinite(fresh.tensors))
            return diverged(m_epochsDone + 1, m_batchesDone);
        reportBest(); // first: the training part takes it for kept
        ready.training = std::make_shared<const Bytes>(toBytes(isKept ? m_whole->training : fresh));
        m_lastCheckpoint = begin;
        m_reportedEpoch = m_epochsDone;
    }
    ready.weights = weightsBytes(m_epochsDone, *m_weights);
    m_isBestReported = m_isBestReported || ready.isBest;
    m_isEndKept = isLast;
    emit(std::move(ready));
    m_checkpointSeconds += m_watch.seconds() - begin;
    return {};
}

void Trainer::reportBest() {
    if (m_isBestReported || m_bestEpoch == m_epochsDone)
        return;
    CheckpointReady ready;
    ready.epoch = *m_bestEpoch;
    ready.isBest = true;
    ready.weights = weightsBytes(*m_bestEpoch, *m_best);
    m_isBestReported = true;
    emit(std::move(ready));
}

bool Trainer::isSampleWanted() const {
    if (m_recipe.sampleEvery <= 0 || m_epochsDone % m_recipe.sampleEvery != 0)
        return false;
    const double seconds = m_watch.seconds() - m_startedAt;
    return !m_request.thinsSamples || m_sampleSeconds <= kSampleShare * seconds;
}

Result<void> Trainer::sample() {
    const double begin = m_watch.seconds();
    GenerateRequest request;
    request.seed = m_recipe.seed + static_cast<std::uint64_t>(m_epochsDone);
    request.bars = m_recipe.bars;
    request.steps = m_recipe.sampleSteps;
    request.topK = m_recipe.topK;
    request.temperature = m_recipe.temperature;
    request.topP = m_recipe.topP;
    const auto sampler = makeSampler({m_recipe, m_epochsDone, m_description, *m_weights});
    if (!sampler)
        return sampler.error();
    // To its end even if the run is being stopped, which takes a moment and loses no take.
    auto scores = (*sampler)->generate(request, {});
    if (!scores)
        return scores.error();
    if (!m_copies)
        m_copies.emplace(*m_request.corpus);

    Take take;
    take.origin = {m_request.run, m_recipe.name, m_epochsDone, request.seed};
    take.score = std::make_shared<const Score>(std::move(scores->front()));
    take.notes = take.score->noteCount();
    take.bars = request.steps > 0 ? take.score->barCount() : m_recipe.bars;
    const auto copies = m_copies->compare(*take.score);
    take.copied = copies.share8;
    take.longestCopy = copies.longest;
    take.seconds = m_watch.seconds();
    m_diagnosis.add(evidenceOfSample(*take.score, take.bars));
    m_sampledEpoch = m_epochsDone;
    m_sampleSeconds += take.seconds - begin;
    emit(TakeSampled{std::move(take)});
    return {};
}

bool Trainer::isMapWanted() const {
    // The end draws one of its own.
    if (m_recipe.mapEvery <= 0 || m_epochsDone % m_recipe.mapEvery != 0 || isAtEnd())
        return false;
    const double seconds = m_watch.seconds() - m_startedAt;
    return !m_request.thinsSamples || m_mapSeconds <= kSampleShare * seconds;
}

/// A map that cannot be drawn, for want of memory, costs no run.
void Trainer::drawMap(int side, double reach, bool isLast) {
    const double begin = m_watch.seconds();
    try {
        if (auto map = m_family.latentMap(side, reach))
            emit(LatentMapDrawn{m_epochsDone, isLast,
                                std::make_shared<const LatentMap>(*std::move(map))});
    } catch (const std::exception&) {
    }
    m_mapSeconds += m_watch.seconds() - begin;
}

} // namespace leitmotif
