// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kKeptEpochs = 64;
constexpr std::size_t kFewNotes = 128;

// GANs: their measures jump from epoch to epoch, so stretches of epochs are compared.
constexpr std::size_t kStretch = 20;
constexpr std::size_t kBlackEpochs = 40; // binary neurons take a while until any fires
constexpr double kSilent = 0.05;         // share of the source's sounding pixels, or notes
constexpr double kCertain = 0.97;        // accuracy of a discriminator that has won
constexpr double kWonLoss = 0.25;        // its loss then
constexpr std::size_t kCollapseStretch = 40;
constexpr double kAlike = 0.2;   // distance of generated pictures over that of the source's
constexpr double kGrowing = 1.5; // then variety is still growing

constexpr std::size_t kUnusedEpochs = 8; // in which the code carries no information
constexpr double kUnusedShare = 0.01;    // of the KL divergence in the whole loss
constexpr std::size_t kLoopEvents = 8;
constexpr double kLoopShare = 0.4; // of a sample's time

constexpr std::size_t kExplodedEpochs = 5;
constexpr double kExplodedTimes = 20.0; // the loss of the first epoch
constexpr double kExplodedLoss = 1000.0;
constexpr double kExplodedScore = 100.0; // above the loss against a critic that has won

constexpr std::size_t kEpochsSinceBest = 5;
constexpr std::size_t kEvaluatedEpochs = 3;
constexpr double kWorse = 1.03;   // validation loss over the best
constexpr double kLearned = 0.97; // training loss over that of the best epoch

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) /
           static_cast<double>(std::max<std::size_t>(1, values.size()));
}

// lupdate collects the texts by this name; the window translates them in context "Diagnosis".
#define QT_TRANSLATE_NOOP(context, text) text

constexpr const char* kExploding =
    QT_TRANSLATE_NOOP("Diagnosis", "The losses grow without end, so nothing is learned any more. "
                                   "Start again with a lower learning rate.");
constexpr const char* kSilentMessage = QT_TRANSLATE_NOOP(
    "Diagnosis", "What the model makes is silent. Train on, or start again with a "
                 "lower learning rate.");
constexpr const char* kBlack = QT_TRANSLATE_NOOP(
    "Diagnosis", "The pictures are black: nothing reaches the threshold, and samples sound what is "
                 "brightest in them. Train on, or start again with a lower learning rate.");
constexpr const char* kCollapsed =
    QT_TRANSLATE_NOOP("Diagnosis", "The generator paints nearly the same picture every time. Start "
                                   "again with another seed or a lower learning rate.");
constexpr const char* kGoneBack =
    QT_TRANSLATE_NOOP("Diagnosis", "The generated pictures became alike. Training went back to its "
                                   "last good weights and continues from there.");
constexpr const char* kDiverging =
    QT_TRANSLATE_NOOP("Diagnosis", "The discriminator has won: it tells everything apart, and the "
                                   "generator learns nothing more. Go back to an earlier sample.");
constexpr const char* kPosterior =
    QT_TRANSLATE_NOOP("Diagnosis", "The model ignores its latent code, so all samples are alike. "
                                   "Lower beta, or allow more free bits.");
constexpr const char* kLoop = QT_TRANSLATE_NOOP(
    "Diagnosis", "The newest sample is stuck and repeats itself to its end. Raise "
                 "the temperature.");
constexpr const char* kOvertraining =
    QT_TRANSLATE_NOOP("Diagnosis", "The model learns by heart: held-out music gets worse while "
                                   "training gets better. The best epoch is behind.");
constexpr const char* kLittle = QT_TRANSLATE_NOOP(
    "Diagnosis", "There is very little to learn from. Add files, tracks or bars.");

constexpr const char* kGoneMessage = QT_TRANSLATE_NOOP("Diagnosis", "That is over for now.");

#undef QT_TRANSLATE_NOOP

} // namespace

const char* goneMessage() {
    return kGoneMessage;
}

MusicEvidence evidenceOfSample(const Score& sample, std::int64_t bars) {
    return {static_cast<double>(sample.noteCount()) /
                static_cast<double>(std::max<std::int64_t>(1, bars)),
            periodicTail(sample)};
}

MusicEvidence evidenceOfSource(const Corpus& corpus) {
    MusicEvidence evidence;
    std::int64_t bars = 0;
    std::size_t notes = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        bars += piece.score.barCount();
        notes += piece.score.noteCount();
        if (const auto run = longestPeriodicRun(piece.score); run.steps > evidence.repeated.steps)
            evidence.repeated = run;
    }
    evidence.notesPerBar =
        static_cast<double>(notes) / static_cast<double>(std::max<std::int64_t>(1, bars));
    return evidence;
}

Diagnosis::Diagnosis(std::size_t trainingNotes, MusicEvidence source)
    : m_trainingNotes(trainingNotes), m_source(source) {}

void Diagnosis::add(const EpochFinished& epoch) {
    if (++m_epochCount == 1)
        m_firstLoss = std::abs(epoch.loss);
    m_epochs.push_back({epoch.loss, epoch.validationLoss, epoch.measures});
    if (m_epochs.size() > kKeptEpochs)
        m_epochs.pop_front();
    if (epoch.validationLoss && (m_bestEpoch == 0 || *epoch.validationLoss < m_bestValidation)) {
        m_bestEpoch = m_epochCount;
        m_bestValidation = *epoch.validationLoss;
        m_lossAtBest = epoch.loss;
    }
    if (const auto distances = last("generated_distance", kStretch); !distances.empty())
        m_widestDistance = std::max(m_widestDistance, meanOf(distances));
}

void Diagnosis::countNext() {
    if (m_nextSample)
        m_sample = std::exchange(m_nextSample, std::nullopt);
}

/// The measure in the last `count` epochs; nothing unless all of them have it.
std::vector<double> Diagnosis::last(const char* measure, std::size_t count) const {
    if (m_epochs.size() < count)
        return {};
    std::vector<double> values;
    for (auto epoch = m_epochs.end() - static_cast<std::ptrdiff_t>(count); epoch != m_epochs.end();
         ++epoch) {
        const auto found = epoch->measures.find(measure);
        if (found == epoch->measures.end())
            return {};
        values.push_back(found->second);
    }
    return values;
}

bool Diagnosis::isExploding() const {
    if (m_epochs.size() < kExplodedEpochs)
        return false;
    for (const char* side : {"generator_loss", "discriminator_loss"})
        if (const auto losses = last(side, kExplodedEpochs); !losses.empty())
            if (std::abs(meanOf(losses)) > kExplodedScore)
                return true;
    if (generatesPictures())
        return false;
    double sum = 0.0;
    for (auto epoch = m_epochs.end() - kExplodedEpochs; epoch != m_epochs.end(); ++epoch)
        sum += epoch->loss;
    return sum / static_cast<double>(kExplodedEpochs) >
           std::min(kExplodedLoss, kExplodedTimes * std::max(1.0, m_firstLoss));
}

bool Diagnosis::isBlack() const {
    if (generatesPictures()) {
        const auto densities = last("generated_density", kStretch);
        return m_epochCount >= kBlackEpochs && !densities.empty() &&
               std::ranges::max(densities) < kSilent;
    }
    return m_sample && m_sample->notesPerBar < kSilent * m_source.notesPerBar;
}

bool Diagnosis::isCollapsed() const {
    const auto recent = last("generated_distance", kStretch);
    if (recent.empty() || isBlack())
        return false;
    const double now = meanOf(recent);
    if (now >= kAlike)
        return false;
    if (m_widestDistance > 2.0 * kAlike)
        return true;
    const auto longer = last("generated_distance", kCollapseStretch);
    if (longer.empty())
        return false;
    const double before = meanOf({longer.begin(), longer.end() - kStretch});
    return now <= kGrowing * before;
}

bool Diagnosis::hasGoneBack() const {
    const auto counts = last("rollbacks", std::min(kStretch, m_epochs.size()));
    return !counts.empty() && counts.back() > (m_epochs.size() < kStretch ? 0.0 : counts.front());
}

bool Diagnosis::isDiverging() const {
    const auto onReal = last("discriminator_accuracy_real", kStretch);
    const auto onFake = last("discriminator_accuracy_fake", kStretch);
    const auto losses = last("discriminator_loss", kStretch);
    return !onReal.empty() && !onFake.empty() && !losses.empty() && meanOf(onReal) > kCertain &&
           meanOf(onFake) > kCertain && meanOf(losses) < kWonLoss;
}

bool Diagnosis::isPosteriorCollapsed() const {
    const auto active = last("active_units", kUnusedEpochs);
    const auto code = last("kl", kUnusedEpochs);
    const auto rest = last("reconstruction", kUnusedEpochs);
    if (active.empty() || code.empty() || rest.empty())
        return false;
    for (std::size_t i = 0; i < kUnusedEpochs; ++i)
        if (active[i] >= 1.0 && code[i] >= kUnusedShare * rest[i])
            return false;
    return true;
}

bool Diagnosis::isStuck() const {
    return m_sample && m_sample->repeated.events >= kLoopEvents &&
           m_sample->repeated.share >= kLoopShare &&
           m_sample->repeated.steps > m_source.repeated.steps;
}

bool Diagnosis::isOvertrained() const {
    if (m_bestEpoch == 0 || m_epochCount < m_bestEpoch + kEpochsSinceBest ||
        m_epochs.size() < kEvaluatedEpochs)
        return false;
    std::vector<double> heldOut;
    std::vector<double> losses;
    for (auto epoch = m_epochs.end() - std::ptrdiff_t{kEvaluatedEpochs}; epoch != m_epochs.end();
         ++epoch) {
        if (!epoch->validation)
            return false;
        heldOut.push_back(*epoch->validation);
        losses.push_back(epoch->loss);
    }
    // Held-out losses of few notes have spikes, so the median is compared.
    const auto middle = heldOut.begin() + std::ptrdiff_t{kEvaluatedEpochs / 2};
    std::ranges::nth_element(heldOut, middle);
    return *middle > kWorse * m_bestValidation && meanOf(losses) < kLearned * m_lossAtBest;
}

std::vector<Finding> Diagnosis::findings() const {
    std::vector<Finding> found;
    if (isExploding())
        found.push_back({"diverging", kExploding});
    if (isBlack())
        found.push_back({"black", generatesPictures() ? kBlack : kSilentMessage});
    if (isCollapsed())
        found.push_back({"collapsed", kCollapsed});
    if (hasGoneBack())
        found.push_back({"rolled_back", kGoneBack});
    if (isDiverging() && !isExploding())
        found.push_back({"diverging", kDiverging});
    if (isPosteriorCollapsed())
        found.push_back({"posterior_collapse", kPosterior});
    if (isStuck())
        found.push_back({"loop", kLoop});
    if (isOvertrained())
        found.push_back({"overtraining", kOvertraining});
    if (m_trainingNotes < kFewNotes)
        found.push_back({"too_little_data", kLittle});
    return found;
}

} // namespace leitmotif
