// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/loss_history.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {
namespace {

/// Number of last epochs whose durations predict the next ones.
constexpr std::size_t kTimedEpochs = 9;

double comparedLoss(const EpochFinished& epoch) {
    return epoch.validationLoss.value_or(epoch.loss);
}

} // namespace

void LossHistory::add(const RunEvent& event) {
    if (const auto* started = std::get_if<RunStarted>(&event.what)) {
        m_started = *started;
        forgetFrom(started->firstEpoch); // they are trained again
        m_finished.reset();
        m_failure.reset();
        m_fraction = 0.0;
    } else if (const auto* progress = std::get_if<RunProgress>(&event.what)) {
        if (progress->epoch > lastEpoch())
            m_fraction = std::clamp(progress->fraction, 0.0, 1.0);
    } else if (const auto* epoch = std::get_if<EpochFinished>(&event.what)) {
        addEpoch(*epoch);
    } else if (const auto* sampled = std::get_if<TakeSampled>(&event.what)) {
        addSample(sampled->take);
    } else if (const auto* diagnosed = std::get_if<RunDiagnosed>(&event.what)) {
        m_diagnoses.push_back(*diagnosed);
    } else if (const auto* finished = std::get_if<RunFinished>(&event.what)) {
        m_finished = *finished;
        m_fraction = 0.0;
    } else if (const auto* failed = std::get_if<RunFailed>(&event.what)) {
        m_failure = failed->error;
        m_fraction = 0.0;
    }
}

void LossHistory::forgetFrom(int epoch) {
    while (!m_epochs.empty() && m_epochs.back().epoch >= epoch)
        m_epochs.pop_back();
}

void LossHistory::addEpoch(const EpochFinished& epoch) {
    forgetFrom(epoch.epoch);
    m_epochs.push_back(epoch);
    m_fraction = 0.0;
}

void LossHistory::addSample(const Take& take) {
    const SampleMark mark{take.id, take.origin.epoch, take.notes, take.copied};
    const auto after = std::upper_bound(
        m_samples.begin(), m_samples.end(), mark,
        [](const SampleMark& a, const SampleMark& b) { return a.epoch < b.epoch; });
    m_samples.insert(after, mark);
}

void LossHistory::removeSample(std::int64_t take) {
    std::erase_if(m_samples, [take](const SampleMark& mark) { return mark.take == take; });
}

std::optional<double> LossHistory::maskedUnigramNats() const {
    if (m_epochs.empty())
        return {};
    const auto& measures = m_epochs.back().measures;
    const auto found = measures.find(kMaskedUnigramNats);
    return found == measures.end() ? std::nullopt : std::optional(found->second);
}

int LossHistory::lastEpoch() const {
    return m_epochs.empty() ? 0 : m_epochs.back().epoch;
}

double LossHistory::fraction() const {
    if (plannedEpochs() <= 0)
        return 0.0;
    const double ofEpochs = (lastEpoch() + m_fraction) / plannedEpochs();
    const double ofTime = m_secondsAtMost > 0.0 ? secondsTrained() / m_secondsAtMost : 0.0;
    return std::clamp(std::max(ofEpochs, ofTime), 0.0, 1.0);
}

double LossHistory::secondsTrained() const {
    const double before = m_epochs.empty() ? 0.0 : m_epochs.back().seconds;
    return before + m_fraction * secondsPerEpoch().value_or(0.0);
}

bool isDuel(const EpochFinished& epoch) {
    return epoch.measures.contains("generator_loss") &&
           epoch.measures.contains("discriminator_loss");
}

bool isOutOfTime(const RunFinished& finished, int plannedEpochs) {
    return finished.end == RunEnd::Completed && finished.epochs < plannedEpochs;
}

const EpochFinished* LossHistory::best() const {
    const EpochFinished* best = nullptr;
    for (const EpochFinished& epoch : m_epochs) {
        if (isDuel(epoch))
            return nullptr;
        if (std::isfinite(comparedLoss(epoch)) &&
            (best == nullptr || comparedLoss(epoch) < comparedLoss(*best)))
            best = &epoch;
    }
    return best;
}

std::optional<int> LossHistory::bestEpoch() const {
    const EpochFinished* epoch = best();
    return epoch != nullptr ? std::optional(epoch->epoch) : std::nullopt;
}

std::optional<double> LossHistory::bestLoss() const {
    const EpochFinished* epoch = best();
    return epoch != nullptr ? std::optional(comparedLoss(*epoch)) : std::nullopt;
}

std::optional<double> LossHistory::secondsPerEpoch() const {
    std::vector<double> durations;
    const std::size_t count = m_epochs.size();
    for (std::size_t i = count - std::min(count, kTimedEpochs); i < count; ++i) {
        // `seconds` counts from the start of the run, so the first epoch is its own duration.
        const double before = i > 0 ? m_epochs[i - 1].seconds : 0.0;
        durations.push_back(std::max(0.0, m_epochs[i].seconds - before));
    }
    if (durations.empty())
        return std::nullopt;
    // The median: robust against a pause or a slow first epoch.
    const auto middle = durations.begin() + static_cast<std::ptrdiff_t>(durations.size() / 2);
    std::nth_element(durations.begin(), middle, durations.end());
    return *middle;
}

std::optional<double> LossHistory::secondsLeft() const {
    const std::optional<double> duration = secondsPerEpoch();
    if (!duration || plannedEpochs() <= 0)
        return std::nullopt;
    double left = (plannedEpochs() - lastEpoch() - m_fraction) * *duration;
    if (m_secondsAtMost > 0.0)
        left = std::min(left, m_secondsAtMost - secondsTrained());
    return std::max(0.0, left);
}

std::vector<double> smoothed(std::span<const double> values, double factor) {
    assert(factor >= 0.0 && factor < 1.0);
    std::vector<double> result;
    result.reserve(values.size());
    double sum = 0.0;
    double weight = 0.0; // 1 − factorⁿ, by the same recursion, so a constant stays exact
    for (const double value : values) {
        if (!std::isfinite(value)) {
            result.push_back(value);
            continue;
        }
        sum = factor * sum + (1.0 - factor) * value;
        weight = factor * weight + (1.0 - factor);
        result.push_back(sum / weight);
    }
    return result;
}

} // namespace leitmotif
