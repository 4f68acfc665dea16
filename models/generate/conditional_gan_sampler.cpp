// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/conditional_gan_sampler.h"

#include "models/checkpoint/described_tokens.h"
#include "models/corpus/token_values.h"
#include "models/generate/gan_generator.h"
#include "models/stepwise/nucleus.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

bool isAmong(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

} // namespace

Result<std::unique_ptr<Sampler>> ConditionalGanSampler::create(const WeightsPart& part) {
    auto plan = conditionalGanPlan(part.recipe.network, part.recipe.name);
    if (!plan)
        return unreadable(describe(plan.error()));
    auto described = DescribedTokens::of(part);
    if (!described)
        return described.error();
    auto generator = filledGenerator(*plan, plan->history + plan->noise,
                                     described->encoding->vocabularySize(), part.weights);
    if (!generator)
        return generator.error();
    return std::unique_ptr<Sampler>(
        new ConditionalGanSampler(*std::move(plan), *std::move(generator),
                                  std::move(described->encoding), std::move(described->primer)));
}

ConditionalGanSampler::ConditionalGanSampler(GanPlan plan, std::unique_ptr<LayerStack> generator,
                                             std::unique_ptr<SequenceEncoding> encoding,
                                             std::vector<int> primer)
    : m_plan(std::move(plan)),
      m_generator(std::move(generator)),
      m_encoding(std::move(encoding)),
      m_primer(std::move(primer)) {}

ConditionalGanSampler::~ConditionalGanSampler() = default;

Result<std::vector<Score>> ConditionalGanSampler::generate(const GenerateRequest& request,
                                                           std::stop_token stop) const {
    return scoresOf(request, *m_encoding,
                    [&](std::uint64_t seed) { return sampled(request, seed, stop); });
}

int ConditionalGanSampler::next(std::span<const int> history, std::span<const std::uint8_t> allowed,
                                Random& random) const {
    auto values = historyValues(history, m_plan.history, m_encoding->vocabularySize());
    for (std::int64_t i = 0; i < m_plan.noise; ++i)
        values.push_back(static_cast<float>(random.normal()));
    const auto inputs = torch::tensor(values).unsqueeze(0);
    return drawAmongLikeliest(outputsFor(*m_generator, inputs), allowed, 1, random);
}

bool ConditionalGanSampler::play(const std::string& section, std::map<std::string, Played>& played,
                                 Random& random, const std::stop_token& stop) const {
    const auto [entry, isNew] = played.try_emplace(section);
    Played& here = entry->second;
    if (!isNew && isAmong(m_plan.returning, section))
        return true;
    if (isNew) { // begins after a random place of the primer
        const auto length = std::min(m_primer.size(), static_cast<std::size_t>(m_plan.history));
        const auto first = random.below(m_primer.size() - length + 1);
        const auto from = m_primer.begin() + static_cast<std::ptrdiff_t>(first);
        here.history.assign(from, from + static_cast<std::ptrdiff_t>(length));
    }
    const auto guide = m_encoding->guide(1'000'000);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(m_encoding->vocabularySize()));
    here.last.clear();
    while (here.last.size() < m_plan.sectionSteps) {
        if (stop.stop_requested())
            return false;
        guide->fillAllowed(allowed);
        const int token = next(here.history, allowed, random);
        guide->accept(token);
        here.history.push_back(token);
        here.last.push_back(token);
    }
    return true;
}

std::optional<std::vector<int>> ConditionalGanSampler::sampled(const GenerateRequest& request,
                                                               std::uint64_t seed,
                                                               const std::stop_token& stop) const {
    Random random(seed);
    SampleLength length(request, *m_encoding);
    std::map<std::string, Played> played;
    std::vector<int> tokens;
    for (std::size_t i = 0; !length.isReached(); ++i) {
        const std::string& section = m_plan.form[i % m_plan.form.size()];
        if (!play(section, played, random, stop))
            return {};
        for (const int token : played.at(section).last) {
            if (length.isReached())
                break;
            length.accept(token);
            tokens.push_back(token);
        }
    }
    return tokens;
}

} // namespace leitmotif
