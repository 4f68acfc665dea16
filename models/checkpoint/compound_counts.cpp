// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/compound_counts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace leitmotif {

namespace {

/// Sets those that are not allowed to 0; the others add up to 1.
void normalize(std::span<double> chances, std::span<const std::uint8_t> allowed) {
    double sum = 0.0;
    for (std::size_t i = 0; i < chances.size(); ++i)
        sum += chances[i] = allowed[i] != 0 ? chances[i] : 0.0;
    for (double& chance : chances)
        chance /= sum;
}

} // namespace

Result<CompoundCounts> CompoundCounts::create(const WeightsPart& part,
                                              std::span<const CompoundFrame> frames) {
    constexpr std::size_t kShares = NgramMixture::kOrder + 1;
    const auto* shares = findArray(part.weights, kCompoundShares);
    if (shares == nullptr ||
        shares->values.size() != kCompoundFields * kCompoundContexts * kShares ||
        !std::ranges::all_of(shares->values, [](float s) { return s >= 0.0F && s <= 1.0F; }))
        return unreadable("its mixture is damaged");
    CompoundMixtures mixtures;
    for (std::size_t i = 0; i < kCompoundFields * kCompoundContexts; ++i) {
        const auto row = std::span(shares->values).subspan(i * kShares, kShares);
        mixtures[i / kCompoundContexts][i % kCompoundContexts] =
            NgramMixture({row.begin(), row.end()});
    }
    CompoundNgrams ngrams;
    std::size_t counted = 0;
    for (const auto& frame : frames) {
        const auto notes = std::min(frame.piece.notes.size(), kMostCountedNotes - counted);
        ngrams.observe(frame.piece, 0, notes);
        counted += notes;
    }
    return CompoundCounts(std::move(ngrams), std::move(mixtures), part.recipe.ngram.depth);
}

void CompoundCounts::blendInto(std::span<float> logits, std::span<const std::uint8_t> allowed,
                               CompoundField field, const CompoundDraft& draft) const {
    std::vector<double> network(logits.size());
    float highest = std::numeric_limits<float>::lowest();
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (allowed[i] != 0)
            highest = std::max(highest, logits[i]);
    for (std::size_t i = 0; i < logits.size(); ++i)
        network[i] = std::exp(static_cast<double>(logits[i]) - highest);
    normalize(network, allowed);
    // Not with passages: they predict what a piece repeats, but takes that follow them come less
    // near to its kind.
    constexpr auto kContext = CompoundContext::Habit;
    std::vector<double> counted(logits.size());
    const int known = m_ngrams.fill(kContext, field, draft, m_depth, counted);
    normalize(counted, allowed);
    m_mixtures[static_cast<std::size_t>(field)][static_cast<std::size_t>(kContext)].blend(
        network, counted, known);
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (allowed[i] != 0)
            logits[i] = static_cast<float>(std::log(network[i]));
}

} // namespace leitmotif
