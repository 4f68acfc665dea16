// SPDX-License-Identifier: GPL-3.0-or-later
// What the trainer keeps, resumes from and lets be heard.
#include "models/train/trainer.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kCheckpointSeconds = 30.0; // never more between two checkpoints
constexpr double kCheckpointShare = 0.05;   // of the time, at most, unless that is too rare
constexpr int kKeepBatches = 8;             // at least, between two states to go back to
constexpr std::string_view kLivePrefix = "live.";
constexpr std::string_view kBestPrefix = "best.";

} // namespace

Result<void> Trainer::resume() {
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
    return resume(*part);
}

Result<void> Trainer::resume(const TrainingPart& part) {
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
    else if (m_bestEpoch == m_epochsDone)
        m_best = m_weights;
    m_sampledEpoch = m_collectedEpoch = part.sampledEpoch;
    // What the end needs of the best one was kept.
    m_isBestSampled =
        m_best == nullptr || m_bestEpoch == m_sampledEpoch || isSampledByRule(*m_bestEpoch);
    if (m_diagnosis.restore(part.diagnosis))
        m_toldKind = part.toldKind;
    m_reportedEpoch = part.epochsDone;
    m_watch = Stopwatch(part.seconds);
    m_startedAt = m_lastProgress = m_lastCheckpoint = part.seconds;
    m_isEndKept = true;
    // Its take was still being made.
    if (isSampledByRule(m_epochsDone) && m_sampledEpoch != m_epochsDone)
        return beginTake();
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
    part.sampledEpoch = m_collectedEpoch;
    part.diagnosis = m_diagnosis.state();
    part.toldKind = m_toldKind;
    part.seconds = m_watch.seconds();
    part.tensors = toArrays(trainingTensors());
    const bool isBestNeeded = isTested() || isBestTakeMissing();
    if (isBestNeeded && m_best != nullptr && m_bestEpoch != m_epochsDone)
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
    if (isTakeOfOlderWeights()) // it would have to be waited for
        return isCheckpointLate();
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
    m_whole = WholeEpoch{m_weights, std::move(part), m_takes.isBusy()};
    m_batchesSinceKept = 0;
    return {};
}

/// Where a run that failed can go on, unless that was reported already.
void Trainer::reportWholeEpoch() {
    try {
        (void)collectTake().has_value();
    } catch (const std::exception&) { // what ended the run is what counts
    }
    m_epochsDone = std::max(m_reportedEpoch, m_whole ? m_whole->training.epochsDone : -1);
    reportBest(false);
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
    ready.isSampled = m_sampledEpoch == m_epochsDone && (m_epochsDone > 0 || m_isFirstSampled);
    ready.isLast = isLast;
    if (hasTraining) {
        const bool isKept = m_batchesDone == 0 && m_whole &&
                            m_whole->training.epochsDone == m_epochsDone &&
                            m_whole->isTakeUnderWay == m_takes.isBusy();
        const auto fresh = isKept ? TrainingPart{} : trainingPart();
        if (!areFinite(fresh.tensors))
            return diverged(m_epochsDone + 1, m_batchesDone);
        reportBest(false); // first: the training part takes it for kept
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

void Trainer::reportBest(bool isSampled) {
    if (m_isBestReported || m_bestEpoch == m_epochsDone)
        return;
    CheckpointReady ready;
    ready.epoch = *m_bestEpoch;
    ready.isBest = true;
    ready.isSampled = isSampled;
    ready.weights = weightsBytes(*m_bestEpoch, *m_best);
    m_isBestReported = true;
    emit(std::move(ready));
}

bool Trainer::isSampledByRule(int epoch) const {
    return m_recipe.sampleEvery > 0 && epoch > 0 && epoch % m_recipe.sampleEvery == 0;
}

/// Of the last epoch, while the next ones are trained. The one before is waited for, so that which
/// takes there are, and what is diagnosed from them, depends on no clock.
Result<void> Trainer::beginTake() {
    if (auto collected = collectTake(); !collected)
        return collected;
    m_diagnosis.countNext();
    m_takes.begin(m_epochsDone, m_weights);
    m_sampledEpoch = m_epochsDone;
    m_isBestSampled = m_isBestSampled || m_bestEpoch == m_epochsDone;
    return {};
}

/// Waits for the take that is being made, if one is, and reports it.
Result<void> Trainer::collectTake() {
    if (!m_takes.isBusy())
        return {};
    auto made = m_takes.collect();
    if (!made)
        return made.error();
    m_collectedEpoch = m_sampledEpoch;
    m_diagnosis.addNext(made->evidence);
    report(*made);
    return {};
}

Result<void> Trainer::collectReadyTake() {
    return m_takes.isReady() ? collectTake() : Result<void>();
}

void Trainer::report(TakeMaker::Made& made) {
    made.take.seconds = m_watch.seconds();
    m_isEndKept = false;
    emit(TakeSampled{std::move(made.take)});
}

/// What goes on from here could not make it again.
bool Trainer::isTakeOfOlderWeights() const {
    return m_takes.isBusy() && m_sampledEpoch != m_epochsDone;
}

Result<void> Trainer::collectOlderTake() {
    return isTakeOfOlderWeights() ? collectTake() : Result<void>();
}

/// The last epoch and the best one have a take, whichever they are.
Result<void> Trainer::makeLastTakes() {
    // A limit of minutes within the first epoch: what was learned by then is heard, as epoch 0.
    const bool isWithinFirst = m_epochsDone == 0 && m_batchesDone > 0;
    if (isWithinFirst) {
        m_weights = std::make_shared<const NamedArrays>(toArrays(m_family.samplerWeights()));
        if (!areFinite(*m_weights))
            return diverged(1, m_batchesDone);
        m_isFirstSampled = m_recipe.sampleEvery > 0;
    }
    if (m_isFirstSampled || (m_recipe.sampleEvery > 0 && m_sampledEpoch != m_epochsDone))
        if (auto begun = beginTake(); !begun)
            return begun;
    if (auto collected = collectTake(); !collected)
        return collected;
    m_diagnosis.countNext();
    if (m_best == nullptr || !isBestTakeMissing())
        return {};
    m_takes.begin(*m_bestEpoch, m_best);
    auto made = m_takes.collect();
    if (!made)
        return made.error();
    report(*made);
    m_isBestSampled = true;
    m_isBestReported = false;
    reportBest(true);
    return {};
}

bool Trainer::isBestTakeMissing() const {
    return m_recipe.sampleEvery > 0 && m_bestEpoch && !m_isBestSampled;
}

bool Trainer::isMapWanted() const {
    // The end draws one of its own.
    return m_recipe.mapEvery > 0 && m_epochsDone % m_recipe.mapEvery == 0 && !isAtEnd();
}

/// A map that cannot be drawn, for want of memory, costs no run.
void Trainer::drawMap(int side, double reach, bool isLast) {
    try {
        if (auto map = m_family.latentMap(side, reach))
            emit(LatentMapDrawn{m_epochsDone, isLast,
                                std::make_shared<const LatentMap>(*std::move(map))});
    } catch (const std::exception&) {
    }
}

} // namespace leitmotif
