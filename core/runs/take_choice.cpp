// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_choice.h"

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kMostCopied = 0.2; // share of notes in copied passages that is no fault
constexpr double kMostDense = 0.1;  // of the source's density, more or less, that is no fault

} // namespace

TakeChoice::TakeChoice(const Corpus& corpus, std::int64_t bars, std::size_t maxCopy)
    : m_copies(corpus), m_likeness(corpus, bars), m_maxCopy(maxCopy) {}

double TakeChoice::valueOf(const Score& take) const {
    const auto copied = m_copies.compare(take);
    const double tooLong =
        copied.longest <= m_maxCopy
            ? 0.0
            : static_cast<double>(copied.longest) / static_cast<double>(m_maxCopy) - 1.0;
    const double tooDense = std::abs(m_likeness.densityOf(take) - 1.0) - kMostDense;
    return m_likeness.of(take) - std::max(0.0, tooDense) -
           std::max(0.0, copied.share8 - kMostCopied) - 0.2 * std::min(5.0, tooLong);
}

std::size_t TakeChoice::best(std::span<const Score> candidates) const {
    std::size_t best = 0;
    double highest = -1e9;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (const double value = valueOf(candidates[i]); value > highest) {
            highest = value;
            best = i;
        }
    return best;
}

} // namespace leitmotif
