// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/trainer.h"

#include "models/compute/compute.h"
#include "models/train/pause.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr double kProgressSeconds = 0.25; // between two reports within an epoch
constexpr int kKeepBatches = 8;           // at least, between two stored states

} // namespace

Trainer::Trainer(const RunRequest& request, const RunEventSink& sink, const RunControl& control,
                 Family& family, SamplerFactory makeSampler, Random& random, ProcessGroup* group)
    : m_request(request),
      m_recipe(request.recipe),
      m_sink(sink),
      m_control(control),
      m_family(family),
      m_group(group),
      m_facts(family.facts()),
      m_description(family.description()),
      m_learner(request.recipe, *request.corpus, family, random, group),
      m_diagnosis(m_facts.notes, evidenceOfSource(*request.corpus)),
      m_takes(request, m_description, std::move(makeSampler), m_diagnosis,
              [this](Take take) { reportTake(std::move(take)); }) {}

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
    if (m_request.training == nullptr && !m_recipe.pretrained.empty())
        if (auto begun = beginFirstTake(); !begun)
            return begun;
    while (!m_learner.isAtEnd() && !isAnywhere(isOutOfTime())) {
        const auto epoch = trainEpoch();
        if (!epoch)
            return epoch.error();
        if (*epoch == EpochEnd::Interrupted)
            break;
        if (auto finished = finishEpoch(); !finished)
            return finished;
    }
    if (isStopped() && !m_learner.isAtEnd())
        return finish(RunEnd::Stopped);
    return finish(m_learner.isOutOfPatience() ? RunEnd::EarlyStopped : RunEnd::Completed);
}

Result<void> Trainer::resume() {
    if (m_request.training == nullptr)
        return keepWholeEpoch();
    if (m_request.weights == nullptr)
        return unreadable("its weights are missing");
    auto weights = weightsFromBytes(*m_request.weights);
    if (!weights)
        return weights.error();
    const auto part = trainingFromBytes(*m_request.training);
    if (!part)
        return part.error();
    if (weights->epoch != part->learning.epochsDone)
        return unreadable("its two parts are of different epochs");
    if (part->corpusHash != m_request.corpus->hash() || weights->description != m_description)
        return Error{ErrorCode::TrainingFailed,
                     {"what is to be learned from is not what the run began with"}};
    if (auto restored =
            m_learner.restore(part->learning, part->tensors,
                              std::make_shared<const NamedArrays>(std::move(weights->weights)));
        !restored)
        return restored;
    // The best epoch needs a take at the end only if its weights are still there.
    m_takes.restore(part->report.sampledEpoch,
                    m_learner.best() != nullptr ? m_learner.bestEpoch() : std::nullopt);
    if (m_diagnosis.restore(part->report.diagnosis))
        m_toldKind = part->report.toldKind;
    m_reportedEpoch = m_learner.epochsDone();
    m_watch = Stopwatch(part->report.seconds);
    m_lastProgress = part->report.seconds;
    m_timing.start();
    m_isEndKept = true;
    // Its take was still being made.
    const bool isTakeMissing = m_takes.isDueByRule(m_learner.epochsDone()) &&
                               m_takes.begunEpoch() != m_learner.epochsDone();
    return isTakeMissing ? beginTake() : Result<void>();
}

Result<Trainer::EpochEnd> Trainer::trainEpoch() {
    if (auto started = m_learner.startEpoch(); !started)
        return started.error();
    while (!m_learner.isEpochComplete()) {
        if (auto waited = waitForTurn(); !waited)
            return waited.error();
        if (isInterrupted()) {
            if (auto left = m_learner.leaveEpoch(); !left)
                return left.error();
            return EpochEnd::Interrupted;
        }
        if (auto trained = m_learner.trainBatch(); !trained)
            return trained.error();
        ++m_batchesSinceKept;
        m_isEndKept = false;
        reportProgress();
        if (!m_timing.isLate())
            continue;
        if (auto collected = m_takes.collectOlderThan(m_learner.epochsDone()); !collected)
            return collected.error();
        if (auto reported = reportCheckpoint(true, false); !reported)
            return reported.error();
    }
    return EpochEnd::Done;
}

Result<void> Trainer::finishEpoch() {
    auto epoch = m_learner.finishEpoch();
    if (!epoch)
        return epoch.error();
    if (epoch->isBest) {
        m_isBestReported = false;
        m_takes.forgetBest();
    }
    epoch->seconds = m_watch.seconds();
    m_diagnosis.add(*epoch);
    emit(*std::move(epoch));

    const int done = m_learner.epochsDone();
    const bool isAtEnd = m_learner.isAtEnd();
    if (m_takes.isDueByRule(done))
        if (auto begun = beginTake(); !begun)
            return begun;
    if (isAtEnd)
        if (auto made = makeLastTakes(); !made)
            return made;
    reportDiagnosis();
    const bool hasTraining = isCheckpointDue() || isAtEnd;
    if (hasTraining)
        if (auto collected = m_takes.collectOlderThan(done); !collected)
            return collected;
    // Storing the state costs about as much as an optimizer step, so very short epochs share one.
    if (hasTraining || m_batchesSinceKept >= kKeepBatches)
        if (auto kept = keepWholeEpoch(); !kept)
            return kept;
    if (hasTraining || m_takes.begunEpoch() == done)
        if (auto reported = reportCheckpoint(hasTraining, isAtEnd); !reported)
            return reported;
    // The end draws its own map.
    if (m_recipe.maps.every > 0 && done % m_recipe.maps.every == 0 && !isAtEnd)
        drawMap(m_recipe.maps.side, m_recipe.maps.reach, false);
    return {};
}

Result<void> Trainer::finish(RunEnd end) {
    // A stopped run makes no last takes, so that resuming equals not having stopped.
    if (auto made = end == RunEnd::Stopped ? m_takes.collect() : makeLastTakes(); !made)
        return made;
    if (end != RunEnd::Stopped)
        reportDiagnosis();
    if (!m_isEndKept)
        if (auto reported = reportCheckpoint(true, true); !reported)
            return reported;
    reportBest(m_learner.epochsDone(), false);
    if (end != RunEnd::Stopped && m_recipe.maps.every > 0 && m_learner.epochsDone() > 0) {
        // A checkpoint of the last whole epoch; no training after that.
        if (auto used = m_learner.useLastWeights(); !used)
            return used;
        drawMap(m_recipe.maps.endSide, m_recipe.maps.endReach, true);
    }
    RunFinished finished{end, m_learner.epochsDone(), m_learner.bestEpoch(), {}, 0.0};
    if (end != RunEnd::Stopped)
        finished.testLoss = m_learner.testLoss();
    finished.seconds = m_watch.seconds();
    emit(finished);
    return {};
}

bool Trainer::isInterrupted() const {
    return isAnywhere(m_control.stop.stop_requested() || isOutOfTime());
}

bool Trainer::isOutOfTime() const {
    return m_recipe.training.minutes > 0.0 && m_watch.seconds() >= m_recipe.training.minutes * 60.0;
}

/// Reports finished takes, pauses, and lets other runs compute.
Result<void> Trainer::waitForTurn() {
    if (auto collected = m_takes.collectReady(); !collected)
        return collected;
    if (auto waited =
            waitWhilePaused(m_control, m_watch, [this] { return m_takes.collectReady(); });
        !waited)
        return waited;
    if (m_control.turns != nullptr && m_control.turns->isOver()) {
        m_watch.hold();
        m_control.turns->pass();
        m_watch.goOn();
    }
    return {};
}

Result<void> Trainer::beginTake() {
    return m_takes.begin(m_learner.epochsDone(), m_learner.weights(),
                         m_learner.bestEpoch() == m_learner.epochsDone());
}

/// Makes a take of pretrained weights, so that one hears what the piece adds to them.
Result<void> Trainer::beginFirstTake() {
    return m_takes.isSampling() ? m_takes.begin(0, m_learner.weights(), false) : Result<void>();
}

/// Makes the takes of the last and the best epoch.
Result<void> Trainer::makeLastTakes() {
    // A time limit within the first epoch: samples the weights so far, as epoch 0.
    if (m_learner.epochsDone() == 0 && m_learner.batchesDone() > 0) {
        if (auto taken = m_learner.takeWeights(); !taken)
            return taken;
        m_isFirstSampled = m_takes.isSampling();
    }
    if (m_isFirstSampled ||
        (m_takes.isSampling() && m_takes.begunEpoch() != m_learner.epochsDone()))
        if (auto begun = beginTake(); !begun)
            return begun;
    if (auto collected = m_takes.collect(); !collected)
        return collected;
    m_diagnosis.countNext();
    if (m_learner.best() == nullptr || !m_takes.isBestMissing(m_learner.bestEpoch()))
        return {};
    if (auto made = m_takes.makeBest(*m_learner.bestEpoch(), m_learner.best()); !made)
        return made;
    m_isBestReported = false;
    reportBest(m_learner.epochsDone(), true);
    return {};
}

/// Draws a map; a failure, such as lack of memory, does not end the run.
void Trainer::drawMap(int side, double reach, bool isLast) {
    try {
        if (auto map = m_family.latentMap(side, reach))
            emit(LatentMapDrawn{m_learner.epochsDone(), isLast,
                                std::make_shared<const LatentMap>(*std::move(map))});
    } catch (const std::exception&) {
    }
}

bool Trainer::isCheckpointDue() const {
    // A checkpoint would have to wait for a take of older weights.
    return m_takes.isOlderThan(m_learner.epochsDone()) ? m_timing.isLate() : m_timing.isDue();
}

/// Stores the state to go back to. Errors: TrainingDiverged; then the stored state stays.
Result<void> Trainer::keepWholeEpoch() {
    auto part = trainingPart();
    if (!areFinite(part.tensors))
        return divergedAt(m_learner.epochsDone(), m_learner.batchCount());
    m_whole = WholeEpoch{m_learner.weights(), std::move(part), m_takes.isBusy()};
    m_batchesSinceKept = 0;
    return {};
}

/// Errors: TrainingDiverged, if the state is not finite.
Result<void> Trainer::reportCheckpoint(bool hasTraining, bool isLast) {
    if (!keepsCheckpoints()) {
        m_timing.add(m_watch.seconds(), hasTraining);
        return {};
    }
    const double begin = m_watch.seconds();
    const int done = m_learner.epochsDone();
    CheckpointReady ready;
    ready.epoch = done;
    ready.isBest = m_learner.bestEpoch() == done;
    ready.isSampled = m_takes.begunEpoch() == done && (done > 0 || m_isFirstSampled);
    ready.isLast = isLast;
    if (hasTraining) {
        const bool isKept = m_learner.batchesDone() == 0 && m_whole &&
                            m_whole->training.learning.epochsDone == done &&
                            m_whole->isTakeUnderWay == m_takes.isBusy();
        const auto fresh = isKept ? TrainingPart{} : trainingPart();
        if (!areFinite(fresh.tensors))
            return divergedAt(done + 1, m_learner.batchesDone());
        reportBest(done, false); // first: the training part expects it to be stored
        ready.training = std::make_shared<const Bytes>(toBytes(isKept ? m_whole->training : fresh));
        m_reportedEpoch = done;
    }
    ready.weights = weightsBytes(done, *m_learner.weights());
    m_isBestReported = m_isBestReported || ready.isBest;
    m_isEndKept = isLast;
    emit(std::move(ready));
    m_timing.add(begin, hasTraining);
    return {};
}

/// Reports the best epoch's weights, unless they were reported or `epoch` is the best.
void Trainer::reportBest(int epoch, bool isSampled) {
    if (m_isBestReported || m_learner.bestEpoch() == epoch)
        return;
    CheckpointReady ready;
    ready.epoch = *m_learner.bestEpoch();
    ready.isBest = true;
    ready.isSampled = isSampled;
    ready.weights = weightsBytes(ready.epoch, *m_learner.best());
    m_isBestReported = true;
    emit(std::move(ready));
}

/// Reports the state from which a failed run can resume, unless that was done.
void Trainer::reportWholeEpoch() {
    if (!keepsCheckpoints())
        return;
    try {
        (void)m_takes.collect().has_value();
    } catch (const std::exception&) { // the first failure is the one to report
    }
    const int whole = m_whole ? m_whole->training.learning.epochsDone : -1;
    const int epoch = std::max(m_reportedEpoch, whole);
    reportBest(epoch, false);
    if (epoch == m_reportedEpoch)
        return;
    CheckpointReady ready;
    ready.epoch = epoch;
    ready.isBest = m_learner.bestEpoch() == epoch;
    ready.isSampled = m_takes.begunEpoch() == epoch && epoch > 0;
    ready.isLast = true;
    ready.weights = weightsBytes(epoch, *m_whole->weights);
    ready.training = std::make_shared<const Bytes>(toBytes(m_whole->training));
    emit(std::move(ready));
}

TrainingPart Trainer::trainingPart() const {
    const bool isBestNeeded = m_learner.isTested() || m_takes.isBestMissing(m_learner.bestEpoch());
    return {.corpusHash = m_request.corpus->hash(),
            .learning = m_learner.state(),
            .report = {.sampledEpoch = m_takes.collectedEpoch(),
                       .diagnosis = m_diagnosis.state(),
                       .toldKind = m_toldKind,
                       .seconds = m_watch.seconds()},
            .tensors = m_learner.tensors(isBestNeeded)};
}

std::shared_ptr<const Bytes> Trainer::weightsBytes(int epoch, const NamedArrays& weights) const {
    return std::make_shared<const Bytes>(
        toBytes(WeightsPart{m_recipe, epoch, m_description, weights}));
}

void Trainer::reportStart() {
    emit(RunStarted{.parameters = m_facts.parameters,
                    .device = m_request.compute.device,
                    .precision = nameOf(m_family.precision()),
                    .threads = std::max(1, m_request.compute.threads),
                    .notes = m_facts.notes,
                    .validationNotes = m_facts.validationNotes,
                    .unigramNats = m_facts.unigramNats,
                    .ngramNats = m_facts.ngramNats,
                    .firstEpoch = m_learner.epochsDone() + 1,
                    .epochs = m_learner.epochs()});
}

void Trainer::reportProgress() {
    const double now = m_watch.seconds();
    if (now - m_lastProgress < kProgressSeconds)
        return;
    m_lastProgress = now;
    emit(RunProgress{m_learner.epochsDone() + 1, static_cast<double>(m_learner.batchesDone()) /
                                                     static_cast<double>(m_learner.batchCount())});
}

/// Reports the gravest finding when it changes, and when there is none any more.
void Trainer::reportDiagnosis() {
    const auto findings = m_diagnosis.findings();
    const auto gravest = findings.empty() ? Finding{} : findings.front();
    if (gravest.kind == m_toldKind)
        return;
    m_toldKind = gravest.kind;
    emit(findings.empty() ? RunDiagnosed{m_learner.epochsDone(), kGone, goneMessage()}
                          : RunDiagnosed{m_learner.epochsDone(), gravest.kind, gravest.message});
}

void Trainer::reportTake(Take take) {
    take.seconds = m_watch.seconds();
    m_isEndKept = false;
    emit(TakeSampled{std::move(take)});
}

} // namespace leitmotif
