// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/described_tokens.h"

#include "core/encoding/factory.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr std::size_t kLongestWindow = 8192; // that recipes allow

} // namespace

nlohmann::json DescribedTokens::toJson(const SequenceEncoding& encoding, std::size_t length,
                                       const std::vector<int>& primer) {
    return {{"encoding", encoding.toJson()}, {"length", length}, {"beginning", primer}};
}

Result<DescribedTokens> DescribedTokens::of(const WeightsPart& part) {
    const auto& json = part.description;
    if (!json.is_object() || !json.contains("encoding"))
        return unreadable("it has no encoding");
    auto encoding = encodingFromJson(json.at("encoding"));
    if (!encoding)
        return encoding.error();
    DescribedTokens described;
    described.encoding = *std::move(encoding);
    try {
        json.at("length").get_to(described.length);
        json.at("beginning").get_to(described.primer);
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
    const int tokens = described.encoding->vocabularySize();
    const bool areKnown = std::ranges::all_of(
        described.primer, [&](int token) { return token >= 0 && token < tokens; });
    if (described.length < 1 || described.length > kLongestWindow || described.primer.empty() ||
        !areKnown)
        return unreadable("what its samples begin with is damaged");
    return described;
}

} // namespace leitmotif
