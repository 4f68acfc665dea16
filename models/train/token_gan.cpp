// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/token_gan.h"

#include "models/corpus/windows.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

/// Cross-entropy of the discriminator's `logits` (B, 1: sigmoid; B, 2: softmax of fake and real) if
/// all windows are real, or all are fake.
torch::Tensor crossEntropy(const torch::Tensor& logits, bool isReal) {
    if (logits.size(-1) == 1)
        return torch::binary_cross_entropy_with_logits(
            logits, torch::full_like(logits, isReal ? 1.0 : 0.0));
    const auto wanted = torch::full({logits.size(0)}, isReal ? 1 : 0,
                                    torch::TensorOptions(torch::kInt64).device(logits.device()));
    return torch::cross_entropy_loss(logits, wanted);
}

/// The number of windows that the discriminator takes for real.
double takenForReal(const torch::Tensor& logits) {
    const auto margin =
        logits.size(-1) == 1 ? logits.squeeze(-1) : logits.select(-1, 1) - logits.select(-1, 0);
    return static_cast<double>((margin > 0).sum().item<std::int64_t>());
}

NamedTensors stateOf(const std::string& prefix, const LayerStack& stack) {
    auto all = prefixed(prefix, stack.parameters());
    const auto statistics = prefixed(prefix, stack.statistics());
    all.insert(all.end(), statistics.begin(), statistics.end());
    return all;
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

Result<TokenCorpus> TokenGan::tokensFor(const Recipe& recipe, const Corpus& corpus) {
    if (recipe.encoding.kind == "events")
        return Error{ErrorCode::RecipeUnreadable,
                     {recipe.name, "a GAN needs tokens that may follow in any order"}};
    return TokenCorpus::create(recipe, corpus);
}

FamilyFacts TokenGan::facts() const {
    FamilyFacts facts;
    facts.parameters = m_generator.parameterCount() + m_discriminator.parameterCount();
    facts.notes = noteCount(m_corpus.split.training);
    facts.validationNotes = noteCount(m_corpus.split.validation);
    return facts;
}

std::vector<Phase> TokenGan::phases() const {
    auto settings = optimizerSettings(m_recipe);
    settings.beta1 = m_plan.beta1;
    return {{"discriminator_loss", m_discriminator.parameters(), settings},
            {"generator_loss", m_generator.parameters(), settings}};
}

void TokenGan::startEpoch(Random& random) {
    const auto count = m_recipe.unit == "iterations"
                           ? static_cast<std::size_t>(m_recipe.training.batch)
                           : windowsOfEpoch();
    m_places.clear();
    while (m_places.size() < count)
        m_places.push_back(drawnPlace(random));
}

std::size_t TokenGan::batchCount() const {
    return batchCountOf(m_places.size(), static_cast<std::size_t>(m_recipe.training.batch));
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
    const auto places = batchOf(m_places, batch, static_cast<std::size_t>(m_recipe.training.batch));
    return phase == 0 ? discriminatorLoss(places, random) : generatorLoss(places, random);
}

StepLoss TokenGan::discriminatorLoss(std::span<const Place> places, Random& random) {
    torch::Tensor seen;
    {
        const torch::NoGradGuard noGradients;
        seen = torch::cat({real(places), fake(places, random, {})}, -2);
    }
    const auto count = static_cast<std::int64_t>(places.size());
    const auto logits = m_discriminator.forward(seen, {m_recipe.training.dropout, &random});
    const auto ofReal = logits.narrow(0, 0, count);
    const auto ofFake = logits.narrow(0, count, count);
    const auto rows = static_cast<double>(count);
    m_counts += torch::tensor({takenForReal(ofReal), rows, rows - takenForReal(ofFake), rows},
                              m_counts.options());
    return stepLoss(0.5 * (crossEntropy(ofReal, true) + crossEntropy(ofFake, false)));
}

StepLoss TokenGan::generatorLoss(std::span<const Place> places, Random& random) {
    const LayerStack::Pass pass{m_recipe.training.dropout, &random};
    return stepLoss(crossEntropy(m_discriminator.forward(fake(places, random, pass), pass), true));
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
    auto all = stateOf("generator.", m_generator);
    const auto critic = stateOf("discriminator.", m_discriminator);
    all.insert(all.end(), critic.begin(), critic.end());
    all.emplace_back("counts", m_counts);
    return all;
}

NamedTensors TokenGan::samplerWeights() const {
    return stateOf("generator.", m_generator);
}

} // namespace leitmotif
