// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/sampling.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr std::size_t kLongestWindow = 8192; // that recipes can ask for
constexpr int kNoEnd = 1'000'000;            // bars

} // namespace

Result<void> checked(const GenerateRequest& request) {
    if (request.count >= 1 && request.bars >= 1 && request.temperature > 0.0 &&
        request.topP > 0.0 && request.topP <= 1.0 && request.steps >= 0 && request.topK >= 0)
        return {};
    return Error{ErrorCode::BadArgument,
                 {"sampling", "one bar and one take at least, a temperature above 0, a nucleus "
                              "above 0 and up to 1"}};
}

nlohmann::json DescribedTokens::toJson(const SequenceEncoding& encoding, std::size_t length,
                                       const std::vector<int>& beginning) {
    return {{"encoding", encoding.toJson()}, {"length", length}, {"beginning", beginning}};
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
        json.at("beginning").get_to(described.beginning);
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
    const int tokens = described.encoding->vocabularySize();
    const bool areKnown = std::ranges::all_of(
        described.beginning, [&](int token) { return token >= 0 && token < tokens; });
    if (described.length < 1 || described.length > kLongestWindow || described.beginning.empty() ||
        !areKnown)
        return unreadable("what its samples begin with is damaged");
    return described;
}

SampleLength::SampleLength(int steps, int bars, const SequenceEncoding& encoding)
    : m_steps(steps),
      m_bars(bars),
      m_guide(encoding.guide(steps == 0 && bars > 0 ? bars : kNoEnd)) {}

void SampleLength::accept(int token) {
    m_guide->accept(token);
    ++m_accepted;
}

bool SampleLength::isReached() const {
    return m_steps > 0 ? m_accepted >= m_steps : m_bars > 0 && m_guide->isComplete();
}

Result<std::vector<Score>> scoresOf(const GenerateRequest& request,
                                    const SequenceEncoding& encoding, const DrawTokens& draw) {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        const auto tokens = draw(request.seed + static_cast<std::uint64_t>(i));
        if (!tokens)
            break;
        scores.push_back(encoding.decodeSample(*tokens));
    }
    return scores;
}

} // namespace leitmotif
