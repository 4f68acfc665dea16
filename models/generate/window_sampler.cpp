// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/window_sampler.h"

#include "models/checkpoint/described_tokens.h"
#include "models/nets/window_net.h"
#include "models/stepwise/nucleus.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <map>
#include <torch/torch.h>

namespace leitmotif {

namespace {

/// Longest history of a network that predicts every step.
constexpr std::size_t kLongestHistory = 512;
constexpr std::size_t kMostGuesses = 31;

/// `count` guesses: the tokens after the last occurrence of the longest suffix of `history`, in
/// itself or in `learned`, repeated if needed; none without an occurrence.
std::vector<int> guessedAfter(std::span<const int> history, std::span<const int> learned,
                              std::size_t count) {
    constexpr std::size_t kLongestMatch = 16;
    std::vector<int> known(learned.begin(), learned.end());
    known.insert(known.end(), history.begin(), history.end());
    std::size_t best = known.size();
    std::size_t longest = 0;
    for (std::size_t end = known.size() - 1; end > 0 && longest < kLongestMatch; --end) {
        std::size_t match = 0;
        while (match < std::min({kLongestMatch, end, history.size()}) &&
               known[end - 1 - match] == history[history.size() - 1 - match])
            ++match;
        if (match > longest) {
            longest = match;
            best = end;
        }
    }
    if (longest == 0)
        return {};
    const std::size_t before = known.size();
    for (std::size_t i = 0; i < count; ++i)
        known.push_back(known[best + i]);
    return {known.begin() + static_cast<std::ptrdiff_t>(before), known.end()};
}

} // namespace

Result<std::unique_ptr<Sampler>> WindowSampler::create(const WeightsPart& part) {
    auto plan = windowPlan(part.recipe.network, part.recipe.name);
    if (!plan)
        return unreadable(describe(plan.error()));
    auto described = DescribedTokens::of(part);
    if (!described)
        return described.error();
    const int tokens = described->encoding->vocabularySize();
    auto net = std::make_unique<WindowNet>(*plan, tokens, nullptr, torch::kCPU);
    if (auto filled = fill(net->weights(), part.weights); !filled)
        return filled.error();
    // As in StepNet: rounded to bf16 where that is fast.
    net->pack(hasFastBf16() ? Precision::BF16 : Precision::F32);
    return std::unique_ptr<Sampler>(
        new WindowSampler(*std::move(plan), std::move(net), std::move(described->encoding),
                          described->length, std::move(described->primer)));
}

WindowSampler::WindowSampler(WindowPlan plan, std::unique_ptr<WindowNet> net,
                             std::unique_ptr<SequenceEncoding> encoding, std::size_t length,
                             std::vector<int> primer)
    : m_plan(std::move(plan)),
      m_net(std::move(net)),
      m_encoding(std::move(encoding)),
      m_length(length),
      m_primer(std::move(primer)) {}

WindowSampler::~WindowSampler() = default;

Result<std::vector<Score>> WindowSampler::generate(const GenerateRequest& request,
                                                   std::stop_token stop) const {
    return scoresOf(request, *m_encoding,
                    [&](std::uint64_t seed) { return sampled(request, seed, stop); });
}

std::vector<int> WindowSampler::drawnStart(Random& random) const {
    if (!m_plan.startsWithTraining)
        return {};
    const auto length = std::min(m_length, m_primer.size());
    const auto first =
        m_primer.begin() + static_cast<std::ptrdiff_t>(random.below(m_primer.size() - length + 1));
    return {first, first + static_cast<std::ptrdiff_t>(length)};
}

std::vector<int> WindowSampler::windowAfter(std::span<const int> history) const {
    const auto longest = m_plan.predictsAll() ? kLongestHistory : m_length;
    const auto window = history.last(std::min(longest, history.size()));
    return {window.begin(), window.end()};
}

std::vector<std::vector<float>> WindowSampler::logitsAfter(std::span<const int> history,
                                                           std::span<const int> guesses) const {
    const torch::NoGradGuard noGradients;
    std::vector<int> all(history.begin(), history.end());
    all.insert(all.end(), guesses.begin(), guesses.end());
    const auto rows = guesses.size() + 1;
    torch::Tensor logits; // (rows, V)
    if (m_plan.predictsAll()) {
        // Begins with padding, and predicts the next token at every step.
        const auto known = std::span(all).last(std::min(kLongestHistory, all.size()));
        const auto tokens =
            torch::full({static_cast<std::int64_t>(known.size()) + 1, 1}, kNothing, torch::kInt64);
        std::ranges::copy(known, tokens.data_ptr<std::int64_t>() + 1);
        logits = m_net->forward(tokens, {}).squeeze(1);
        logits = logits.narrow(0, logits.size(0) - static_cast<std::int64_t>(rows),
                               static_cast<std::int64_t>(rows));
    } else {
        const auto tokens =
            torch::full({static_cast<std::int64_t>(m_length), static_cast<std::int64_t>(rows)},
                        kNothing, torch::kInt64);
        auto* values = tokens.data_ptr<std::int64_t>();
        for (std::size_t row = 0; row < rows; ++row) {
            const auto last = history.size() + row;
            const auto known = std::min(m_length, last);
            for (std::size_t i = 0; i < known; ++i)
                values[(m_length - known + i) * rows + row] = all[last - known + i];
        }
        logits = m_net->forward(tokens, {});
    }
    logits = logits.contiguous();
    std::vector<std::vector<float>> result;
    const auto* value = logits.data_ptr<float>();
    for (std::size_t row = 0; row < rows; ++row, value += logits.size(1))
        result.emplace_back(value, value + logits.size(1));
    return result;
}

std::optional<std::vector<int>> WindowSampler::sampled(const GenerateRequest& request,
                                                       std::uint64_t seed,
                                                       const std::stop_token& stop) const {
    Random random(seed);
    SampleLength length(request, *m_encoding);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(m_encoding->vocabularySize()));
    const auto draw = [&](std::span<const float> logits) {
        length.fillAllowed(allowed);
        return request.topK > 0
                   ? drawAmongLikeliest(logits, allowed, request.topK, random)
                   : drawToken(logits, allowed, request.temperature, request.topP, random);
    };
    std::map<std::vector<int>, std::vector<float>> read; // logits after each window
    std::vector<int> tokens;
    while (!length.isReached()) {
        auto history = drawnStart(random);
        SampleLength section(m_plan.sectionSteps, m_plan.sectionBars, *m_encoding);
        std::size_t trust = 1; // number of guesses worth evaluating
        std::size_t right = 0; // guessed tokens since the last pass
        while (!length.isReached() && !section.isReached()) {
            if (stop.stop_requested())
                return {};
            auto known = read.find(windowAfter(history));
            if (known == read.end()) {
                trust = right >= trust ? std::min(kMostGuesses, 2 * trust) : right + 1;
                right = 0;
                auto all = history;
                const auto guesses = guessedAfter(history, m_primer, trust);
                auto logits = logitsAfter(history, guesses);
                for (std::size_t row = 0; row < logits.size(); ++row) {
                    if (row > 0)
                        all.push_back(guesses[row - 1]);
                    read.emplace(windowAfter(all), std::move(logits[row]));
                }
                known = read.find(windowAfter(history));
            } else {
                ++right;
            }
            const int token = draw(known->second);
            length.accept(token);
            section.accept(token);
            history.push_back(token);
            tokens.push_back(token);
        }
    }
    return tokens;
}

} // namespace leitmotif
