// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/token_gan.h"

#include "models/generate/sampling.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

/// Cross-entropy of judging all of `logits` (B, 1: sigmoid; B, 2: softmax of fake and real).
torch::Tensor judgement(const torch::Tensor& logits, bool isReal) {
    if (logits.size(-1) == 1)
        return torch::binary_cross_entropy_with_logits(
            logits, torch::full_like(logits, isReal ? 1.0 : 0.0));
    const auto wanted = torch::full({logits.size(0)}, isReal ? 1 : 0,
                                    torch::TensorOptions(torch::kInt64).device(logits.device()));
    return torch::cross_entropy_loss(logits, wanted);
}

/// How many of `logits` are judged to be real.
double judgedReal(const torch::Tensor& logits) {
    const auto margin =
        logits.size(-1) == 1 ? logits.squeeze(-1) : logits.select(-1, 1) - logits.select(-1, 0);
    return static_cast<double>((margin > 0).sum().item<std::int64_t>());
}

/// A generator keeps to no grammar. Errors: as TokenCorpus::create, RecipeUnreadable.
Result<TokenCorpus> freeTokens(const Recipe& recipe, const Corpus& corpus) {
    if (recipe.encoding.kind == "events")
        return Error{ErrorCode::RecipeUnreadable,
                     {recipe.name, "a GAN needs tokens that may follow in any order"}};
    return TokenCorpus::create(recipe, corpus);
}

StepLoss stepLoss(const torch::Tensor& value) {
    return {value, value.item<double>(), 1.0};
}

} // namespace

TokenGan::TokenGan(const Recipe& recipe, GanPlan plan, TokenCorpus corpus, LayerStack generator,
                   LayerStack discriminator, torch::Device device)
    : m_recipe(recipe),
      m_plan(std::move(plan)),
      m_corpus(std::move(corpus)),
      m_generator(std::move(generator)),
      m_discriminator(std::move(discriminator)),
      m_counts(torch::zeros({4}, device)) {}

FamilyFacts TokenGan::facts() const {
    FamilyFacts facts;
    facts.parameters = m_generator.parameterCount() + m_discriminator.parameterCount();
    facts.notes = noteCount(m_corpus.split.training);
    facts.validationNotes = noteCount(m_corpus.split.validation);
    return facts;
}

std::vector<Phase> TokenGan::phases() const {
    Optimizer::Settings settings;
    settings.kind = m_recipe.optimizer;
    settings.weightDecay = m_recipe.weightDecay;
    settings.clip = m_recipe.clip;
    settings.beta1 = m_plan.beta1;
    return {{"discriminator_loss", m_discriminator.parameters(), settings},
            {"generator_loss", m_generator.parameters(), settings}};
}

void TokenGan::startEpoch(Random& random) {
    const auto count =
        m_recipe.unit == "iterations" ? static_cast<std::size_t>(m_recipe.batch) : windowsOfEpoch();
    m_places.clear();
    while (m_places.size() < count)
        m_places.push_back(drawnPlace(random));
}

std::size_t TokenGan::batchCount() const {
    const auto batch = static_cast<std::size_t>(m_recipe.batch);
    return (m_places.size() + batch - 1) / batch;
}

TokenGan::Place TokenGan::drawnToken(std::size_t room, Random& random) const {
    const auto choices = [&](const SequenceSpan& span) {
        return span.tokens() < room ? std::size_t{0} : span.tokens() - room + 1;
    };
    std::size_t all = 0;
    for (const auto& span : m_corpus.split.training)
        all += choices(span);
    auto place = random.below(all);
    auto span = m_corpus.split.training.begin();
    for (; place >= choices(*span); ++span)
        place -= choices(*span);
    return {span->sequence, span->first + place};
}

StepLoss TokenGan::loss(std::size_t phase, std::size_t batch, Random& random) {
    const auto size = static_cast<std::size_t>(m_recipe.batch);
    const auto first = batch * size;
    const auto places = std::span(m_places).subspan(first, std::min(size, m_places.size() - first));
    return phase == 0 ? discriminatorLoss(places, random) : generatorLoss(places, random);
}

StepLoss TokenGan::discriminatorLoss(std::span<const Place> places, Random& random) {
    torch::Tensor seen;
    {
        const torch::NoGradGuard noGradients;
        seen = torch::cat({real(places), fake(places, random, {})}, -2);
    }
    const auto count = static_cast<std::int64_t>(places.size());
    const auto logits = m_discriminator.forward(seen, {m_recipe.dropout, &random});
    const auto ofReal = logits.narrow(0, 0, count);
    const auto ofFake = logits.narrow(0, count, count);
    const auto rows = static_cast<double>(count);
    m_counts += torch::tensor({judgedReal(ofReal), rows, rows - judgedReal(ofFake), rows},
                              m_counts.options());
    return stepLoss(0.5 * (judgement(ofReal, true) + judgement(ofFake, false)));
}

StepLoss TokenGan::generatorLoss(std::span<const Place> places, Random& random) {
    const LayerStack::Pass pass{m_recipe.dropout, &random};
    return stepLoss(judgement(m_discriminator.forward(fake(places, random, pass), pass), true));
}

std::map<std::string, double> TokenGan::measures() {
    const auto shareOf = [&](std::int64_t index) {
        return m_counts[index].item<double>() / std::max(1.0, m_counts[index + 1].item<double>());
    };
    const std::map<std::string, double> measures = {{"discriminator_accuracy_real", shareOf(0)},
                                                    {"discriminator_accuracy_fake", shareOf(2)}};
    m_counts.zero_();
    return measures;
}

NamedTensors TokenGan::weights() const {
    NamedTensors weights = {{"counts", m_counts}};
    const auto add = [&](const std::string& prefix, const LayerStack& stack) {
        for (const auto* tensors : {&stack.parameters(), &stack.statistics()})
            for (auto& tensor : prefixed(prefix, *tensors))
                weights.push_back(std::move(tensor));
    };
    add("generator.", m_generator);
    add("discriminator.", m_discriminator);
    return weights;
}

Result<std::unique_ptr<Family>> TokenGanFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                       torch::Device device, Random& random) {
    auto plan = tokenGanPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    auto tokens = freeTokens(recipe, corpus);
    if (!tokens)
        return tokens.error();
    const auto length =
        std::min(tokens->longestTraining(), static_cast<std::size_t>(recipe.length));
    LayerStack generator(plan->generator, plan->noise, static_cast<std::int64_t>(length), &random,
                         device);
    LayerStack discriminator(plan->discriminator, 1, 1, &random, device);
    return std::unique_ptr<Family>(new TokenGanFamily(recipe, *std::move(plan), *std::move(tokens),
                                                      length, std::move(generator),
                                                      std::move(discriminator), device));
}

std::size_t TokenGanFamily::windowsOfEpoch() const {
    return (tokenCount(corpus().split.training) + m_length - 1) / m_length;
}

TokenGan::Place TokenGanFamily::drawnPlace(Random& random) const {
    return drawnToken(m_length, random);
}

torch::Tensor TokenGanFamily::real(std::span<const Place> places) const {
    const auto windows = torch::empty(
        {static_cast<std::int64_t>(m_length), static_cast<std::int64_t>(places.size()), 1});
    auto* values = windows.data_ptr<float>();
    for (std::size_t step = 0; step < m_length; ++step)
        for (const auto& [sequence, token] : places)
            *values++ = scaledToken(corpus().sequences[sequence].tokens[token + step],
                                    corpus().encoding->vocabularySize());
    return windows.to(generator().device());
}

torch::Tensor TokenGanFamily::fake(std::span<const Place> places, Random& random,
                                   const LayerStack::Pass& pass) const {
    const auto noise =
        normalTensor({static_cast<std::int64_t>(places.size()), plan().noise}, 1.0, random);
    return generator().forward(noise, pass).t().unsqueeze(-1); // (L, B, 1)
}

nlohmann::json TokenGanFamily::description() const {
    return DescribedTokens::toJson(*corpus().encoding, m_length, corpus().beginning());
}

Result<std::unique_ptr<Family>> ConditionalGanFamily::create(const Recipe& recipe,
                                                             const Corpus& corpus,
                                                             torch::Device device, Random& random) {
    auto plan = conditionalGanPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    auto tokens = freeTokens(recipe, corpus);
    if (!tokens)
        return tokens.error();
    const std::int64_t vocabulary = tokens->encoding->vocabularySize();
    LayerStack generator(plan->generator, plan->history + plan->noise, vocabulary, &random, device);
    LayerStack discriminator(plan->discriminator, plan->history + vocabulary, 1, &random, device);
    return std::unique_ptr<Family>(
        new ConditionalGanFamily(recipe, *std::move(plan), *std::move(tokens), std::move(generator),
                                 std::move(discriminator), device));
}

torch::Tensor ConditionalGanFamily::histories(std::span<const Place> places) const {
    const auto rows = torch::empty({static_cast<std::int64_t>(places.size()), plan().history});
    auto* values = rows.data_ptr<float>();
    for (const auto& [sequence, token] : places) {
        const std::span<const int> tokens(corpus().sequences[sequence].tokens);
        values = std::ranges::copy(historyValues(tokens.first(token), plan().history,
                                                 corpus().encoding->vocabularySize()),
                                   values)
                     .out;
    }
    return rows.to(generator().device());
}

torch::Tensor ConditionalGanFamily::real(std::span<const Place> places) const {
    const auto next = torch::full(
        {static_cast<std::int64_t>(places.size()), corpus().encoding->vocabularySize()}, -1.0F);
    auto* values = next.data_ptr<float>();
    for (const auto& [sequence, token] : places) {
        values[corpus().sequences[sequence].tokens[token]] = 1.0F;
        values += next.size(1);
    }
    const auto before = histories(places);
    return torch::cat({before, next.to(before.device())}, -1);
}

torch::Tensor ConditionalGanFamily::fake(std::span<const Place> places, Random& random,
                                         const LayerStack::Pass& pass) const {
    const auto before = histories(places);
    const auto noise = normalTensor({before.size(0), plan().noise}, 1.0, random);
    const auto next =
        generator().forward(torch::cat({before, noise.to(before.device())}, -1), pass);
    return torch::cat({before, next}, -1);
}

nlohmann::json ConditionalGanFamily::description() const {
    return DescribedTokens::toJson(*corpus().encoding, static_cast<std::size_t>(plan().history),
                                   corpus().beginning());
}

std::vector<float> historyValues(std::span<const int> tokens, std::int64_t history,
                                 int vocabularySize) {
    std::vector<float> values(static_cast<std::size_t>(history), 0.0F);
    const auto known = tokens.last(std::min(tokens.size(), values.size()));
    std::ranges::transform(
        known, values.end() - static_cast<std::ptrdiff_t>(known.size()),
        [&](int token) { return static_cast<float>(token) / static_cast<float>(vocabularySize); });
    return values;
}

float scaledToken(int token, int vocabularySize) {
    const float half = static_cast<float>(vocabularySize) / 2.0F;
    return (static_cast<float>(token) - half) / half;
}

int nearestToken(float value, std::span<const std::uint8_t> allowed) {
    int nearest = -1;
    float smallest = 0.0F;
    for (std::size_t id = 0; id < allowed.size(); ++id) {
        const float distance =
            std::abs(scaledToken(static_cast<int>(id), static_cast<int>(allowed.size())) - value);
        if (allowed[id] != 0 && (nearest < 0 || distance < smallest)) {
            nearest = static_cast<int>(id);
            smallest = distance;
        }
    }
    return nearest;
}

} // namespace leitmotif
