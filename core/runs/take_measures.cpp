// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_measures.h"

#include <array>

namespace leitmotif {

namespace {

template <auto member>
constexpr TakeMeasure measureOf(const char* key, bool isWhole, std::int64_t since) {
    using Value = std::remove_cvref_t<decltype(TakeMeasures().*member)>;
    return {
        key, isWhole, since,
        [](const TakeMeasures& measures) { return static_cast<double>(measures.*member); },
        [](TakeMeasures& measures, double value) { measures.*member = static_cast<Value>(value); }};
}

constexpr std::array kMeasures = {
    measureOf<&TakeMeasures::copied>("copied", false, 1),
    measureOf<&TakeMeasures::longestCopy>("longest_copy", true, 1),
};

} // namespace

TakeMeasures measuresOf(const Score& score, const CopyFinder& copies) {
    const CopyReport report = copies.compare(score);
    return {report.share8, report.longest};
}

std::span<const TakeMeasure> takeMeasures() {
    return kMeasures;
}

} // namespace leitmotif
