// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/trainer.h"

#include "models/compute/compute.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numbers>

namespace leitmotif {

namespace {

constexpr double kLowestRate = 0.02;      // of the learning rate, where the schedule ends
constexpr double kProgressSeconds = 0.25; // between two reports within an epoch
constexpr auto kPausePoll = std::chrono::milliseconds(20);

/// Whole epochs, at least one, of Recipe::maxUpdates batches at most. Leaves `random` as it
/// is: the first epoch draws the same batches again.
int epochsOf(const Recipe& recipe, Family& family, Random& random) {
    if (recipe.maxUpdates == 0)
        return recipe.epochs;
    Random sameBatches = random;
    family.startEpoch(sameBatches);
    const auto batches = std::max<std::size_t>(1, family.batchCount());
    const std::size_t fitting = static_cast<std::size_t>(recipe.maxUpdates) / batches;
    return static_cast<int>(
        std::clamp<std::size_t>(fitting, 1, static_cast<std::size_t>(recipe.epochs)));
}

} // namespace

Trainer::Trainer(const RunRequest& request, const RunEventSink& sink, const RunControl& control,
                 Family& family, SamplerFactory makeSampler, Random& random)
    : m_request(request),
      m_recipe(request.recipe),
      m_sink(sink),
      m_control(control),
      m_family(family),
      m_random(random),
      m_facts(family.facts()),
      m_description(family.description()),
      m_phases(family.phases()),
      m_meters(m_phases.size()),
      m_epochs(epochsOf(m_recipe, family, random)),
      m_plannedEpochs(m_epochs),
      m_diagnosis(m_facts.notes, evidenceOfSource(*request.corpus)),
      m_takes(request, m_description, std::move(makeSampler)) {
    for (const auto& phase : m_phases)
        m_optimizers.emplace_back(phase.optimizer, phase.parameters);
}

Result<void> Trainer::run() {
    try {
        auto outcome = train();
        if (!outcome)
            reportWholeEpoch();
        return outcome;
    } catch (...) { // libtorch, such as a GPU without memory left
        reportWholeEpoch();
        throw;
    }
}

Result<void> Trainer::train() {
    if (auto resumed = resume(); !resumed)
        return resumed;
    reportStart();
    while (!isAtEnd() && !isOutOfTime()) {
        const auto epoch = trainEpoch();
        if (!epoch)
            return epoch.error();
        if (*epoch == EpochEnd::Interrupted)
            break;
        if (auto finished = finishEpoch(); !finished)
            return finished;
    }
    if (m_control.stop.stop_requested() && !isAtEnd())
        return finish(RunEnd::Stopped);
    return finish(isOutOfPatience() ? RunEnd::EarlyStopped : RunEnd::Completed);
}

Result<Trainer::EpochEnd> Trainer::trainEpoch() {
    m_epochRandom = m_resumeRandom ? m_epochRandom : m_random.state();
    m_family.startEpoch(m_random);
    if (m_resumeRandom && !m_random.restore(*std::exchange(m_resumeRandom, {})))
        return Error{ErrorCode::CheckpointUnreadable, {"its generator is damaged"}};
    while (m_batchesDone < m_family.batchCount()) {
        if (auto waited = waitForTurn(); !waited)
            return waited.error();
        if (isInterrupted()) {
            // Nothing of the epoch is done yet: its batches are drawn again when the run goes on.
            if (m_batchesDone == 0 && !m_random.restore(m_epochRandom))
                return Error{ErrorCode::TrainingFailed, {"its generator cannot go back"}};
            return EpochEnd::Interrupted;
        }
        if (auto trained = trainBatch(); !trained)
            return trained.error();
        ++m_batchesDone;
        ++m_batchesSinceKept;
        m_isEndKept = false;
        reportProgress();
        if (!isCheckpointLate())
            continue;
        if (auto collected = collectOlderTake(); !collected)
            return collected.error();
        if (auto reported = reportCheckpoint(true, false); !reported)
            return reported.error();
    }
    return EpochEnd::Done;
}

Result<void> Trainer::trainBatch() {
    m_family.setProgress(progress());
    for (std::size_t phase = 0; phase < m_phases.size(); ++phase) {
        auto& optimizer = m_optimizers[phase];
        optimizer.clearGradients();
        const auto loss = m_family.loss(phase, m_batchesDone, m_random);
        bool isFinite = std::isfinite(loss.sum);
        if (isFinite && loss.value.defined()) {
            loss.value.backward();
            isFinite = optimizer.step(learningRate());
        }
        if (!isFinite)
            return diverged(m_epochsDone + 1, m_batchesDone + 1);
        m_meters[phase].sum += loss.sum;
        m_meters[phase].weight += loss.weight;
    }
    return {};
}

Result<void> Trainer::finishEpoch() {
    const auto validation = m_family.evaluate(HeldOut::Validation);
    const auto networkValidation = m_family.networkNats();
    auto weights = std::make_shared<const NamedArrays>(toArrays(m_family.samplerWeights()));
    // A last step may have ruined weights that no loss has been computed from yet.
    if (!areFinite(*weights) || (validation && !std::isfinite(*validation)))
        return diverged(m_epochsDone + 1, m_batchesDone);
    ++m_epochsDone;
    m_batchesDone = 0;
    m_weights = std::move(weights);

    EpochFinished epoch;
    epoch.epoch = m_epochsDone;
    epoch.measures = m_family.measures();
    if (const auto counted = epoch.measures.extract("loss"))
        epoch.loss = counted.mapped();
    for (std::size_t i = 0; i < m_phases.size(); ++i) {
        const double measure = m_meters[i].sum / m_meters[i].weight;
        if (i == 0)
            epoch.loss = measure;
        if (m_phases.size() > 1)
            epoch.measures[m_phases[i].name] = measure;
        m_meters[i] = {};
    }
    epoch.validationLoss = validation;
    epoch.networkValidationLoss = networkValidation;
    epoch.isBest = validation && (!m_bestEpoch || *validation < m_bestLoss);
    if (epoch.isBest) {
        m_best = m_weights;
        m_bestEpoch = m_epochsDone;
        m_bestLoss = *validation;
        m_isBestReported = false;
        m_isBestSampled = false;
    }
    epoch.seconds = m_watch.seconds();
    m_diagnosis.add(epoch);
    emit(std::move(epoch));

    if (isSampledByRule(m_epochsDone))
        if (auto begun = beginTake(); !begun)
            return begun;
    if (isAtEnd())
        if (auto made = makeLastTakes(); !made)
            return made;
    reportDiagnosis();
    const bool hasTraining = isCheckpointDue() || isAtEnd();
    if (hasTraining)
        if (auto collected = collectOlderTake(); !collected)
            return collected;
    if (hasTraining || isKeepingDue())
        if (auto kept = keepWholeEpoch(); !kept)
            return kept;
    if (hasTraining || m_sampledEpoch == m_epochsDone)
        if (auto reported = reportCheckpoint(hasTraining, isAtEnd()); !reported)
            return reported;
    if (isMapWanted())
        drawMap(m_recipe.mapSide, m_recipe.mapReach, false);
    return {};
}

Result<void> Trainer::finish(RunEnd end) {
    // What was stopped has not come to its end: it will sample as if it had not been.
    if (auto made = end == RunEnd::Stopped ? collectTake() : makeLastTakes(); !made)
        return made;
    if (end != RunEnd::Stopped)
        reportDiagnosis();
    if (!m_isEndKept)
        if (auto reported = reportCheckpoint(true, true); !reported)
            return reported;
    reportBest(false);
    if (end != RunEnd::Stopped && m_recipe.mapEvery > 0 && m_epochsDone > 0) {
        // Of the last whole epoch; everything is kept, and the family trains no more.
        if (auto filled = fill(m_family.samplerWeights(), *m_weights); !filled)
            return filled;
        drawMap(m_recipe.endMapSide, m_recipe.endMapReach, true);
    }
    RunFinished finished;
    finished.end = end;
    finished.epochs = m_epochsDone;
    finished.bestEpoch = m_bestEpoch;
    if (end != RunEnd::Stopped)
        finished.testLoss = testLoss();
    finished.seconds = m_watch.seconds();
    emit(finished);
    return {};
}

Error Trainer::diverged(int epoch, std::size_t step) const {
    return {ErrorCode::TrainingDiverged, {std::to_string(epoch), std::to_string(step)}};
}

std::optional<double> Trainer::testLoss() {
    if (!isTested())
        return {};
    if (auto filled = fill(m_family.samplerWeights(), m_best != nullptr ? *m_best : *m_weights);
        !filled)
        return {};
    return m_family.evaluate(HeldOut::Test);
}

bool Trainer::isTested() const {
    return m_recipe.test > 0.0 || m_request.corpus->hasRole(PieceRole::Test);
}

double Trainer::progress() const {
    const double epochs = m_epochsDone + static_cast<double>(m_batchesDone) /
                                             static_cast<double>(m_family.batchCount());
    return std::min(1.0, epochs / m_plannedEpochs);
}

double Trainer::learningRate() const {
    if (m_recipe.schedule == "constant")
        return m_recipe.learningRate;
    if (m_recipe.schedule == "decay")
        return m_recipe.learningRate /
               (1.0 + m_recipe.decay * static_cast<double>(m_optimizers.front().steps()));
    const double height = 0.5 * (1.0 + std::cos(std::numbers::pi * progress()));
    return m_recipe.learningRate * (kLowestRate + (1.0 - kLowestRate) * height);
}

/// Lets takes be heard that are ready, pauses, and lets other runs compute.
Result<void> Trainer::waitForTurn() {
    if (auto collected = collectReadyTake(); !collected)
        return collected;
    if (auto waited = waitWhilePaused(); !waited)
        return waited;
    if (m_control.turns != nullptr && m_control.turns->isOver()) {
        m_watch.hold();
        m_control.turns->pass();
        m_watch.goOn();
    }
    return {};
}

bool Trainer::isInterrupted() const {
    return m_control.stop.stop_requested() || isOutOfTime();
}

bool Trainer::isOutOfTime() const {
    return m_recipe.minutes > 0.0 && m_watch.seconds() >= m_recipe.minutes * 60.0;
}

bool Trainer::isOutOfPatience() const {
    return m_recipe.patience > 0 && m_bestEpoch && m_epochsDone - *m_bestEpoch >= m_recipe.patience;
}

bool Trainer::isAtEnd() const {
    return m_epochsDone >= m_epochs || isOutOfPatience();
}

Result<void> Trainer::waitWhilePaused() {
    Result<void> collected;
    if (m_control.isPaused == nullptr || !m_control.isPaused->load())
        return collected;
    m_watch.hold();
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any stopped;
    while (collected && m_control.isPaused->load() && !m_control.stop.stop_requested()) {
        stopped.wait_for(lock, m_control.stop, kPausePoll, [] { return false; });
        collected = collectReadyTake();
    }
    m_watch.goOn();
    return collected;
}

void Trainer::reportStart() {
    RunStarted started;
    started.parameters = m_facts.parameters;
    started.device = m_request.compute.device;
    started.precision = nameOf(m_family.precision());
    started.threads = std::max(1, m_request.compute.threads);
    started.notes = m_facts.notes;
    started.validationNotes = m_facts.validationNotes;
    started.unigramNats = m_facts.unigramNats;
    started.ngramNats = m_facts.ngramNats;
    started.firstEpoch = m_epochsDone + 1;
    started.epochs = m_epochs;
    emit(std::move(started));
}

/// Tells the gravest of what is wrong whenever it changes, and when nothing is wrong any more.
void Trainer::reportDiagnosis() {
    const auto findings = m_diagnosis.findings();
    const auto gravest = findings.empty() ? Finding{} : findings.front();
    if (gravest.kind == m_toldKind)
        return;
    m_toldKind = gravest.kind;
    emit(findings.empty() ? RunDiagnosed{m_epochsDone, kGone, goneMessage()}
                          : RunDiagnosed{m_epochsDone, gravest.kind, gravest.message});
}

void Trainer::reportProgress() {
    const double now = m_watch.seconds();
    if (now - m_lastProgress < kProgressSeconds)
        return;
    m_lastProgress = now;
    emit(RunProgress{m_epochsDone + 1, static_cast<double>(m_batchesDone) /
                                           static_cast<double>(m_family.batchCount())});
}

} // namespace leitmotif
