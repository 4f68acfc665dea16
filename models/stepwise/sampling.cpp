// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/sampling.h"

namespace leitmotif {

namespace {

constexpr int kNoEnd = 1'000'000; // bars

} // namespace

Result<void> checked(const GenerateRequest& request) {
    if (request.count >= 1 && request.bars >= 1 && request.temperature > 0.0 &&
        request.topP > 0.0 && request.topP <= 1.0 && request.steps >= 0 && request.topK >= 0)
        return {};
    return Error{ErrorCode::BadArgument,
                 {"sampling", "one bar and one take at least, a temperature above 0, a nucleus "
                              "above 0 and up to 1"}};
}

Result<void> checked(const ReviseRequest& request) {
    if (const auto possible = checked(GenerateRequest{
            .count = request.count, .temperature = request.temperature, .topP = request.topP});
        !possible)
        return possible.error();
    const double share = request.share.value_or(1.0);
    if (share > 0.0 && share <= 1.0 && request.passes >= 0)
        return {};
    return Error{ErrorCode::BadArgument, {"share", "above 0 and up to 1"}};
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
