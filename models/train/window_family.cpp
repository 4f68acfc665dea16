// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/window_family.h"

#include "core/analysis/baselines.h"
#include "models/checkpoint/described_tokens.h"
#include "models/layers/output.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::size_t kEvaluatedWindows = 64;

} // namespace

Result<std::unique_ptr<Family>> WindowFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                     torch::Device device, Random& random) {
    auto plan = windowPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    if (plan->sectionBars > 0 && recipe.encoding.kind == "events")
        return Error{ErrorCode::RecipeUnreadable,
                     {recipe.name, "events cannot begin anew in every bar"}};
    auto tokens = TokenCorpus::create(recipe, corpus);
    if (!tokens)
        return tokens.error();
    WindowNet net(*plan, tokens->encoding->vocabularySize(), &random, device);
    return std::unique_ptr<Family>(
        new WindowFamily(recipe, *std::move(plan), *std::move(tokens), std::move(net), random));
}

WindowFamily::WindowFamily(const Recipe& recipe, WindowPlan plan, TokenCorpus corpus, WindowNet net,
                           Random& random)
    : m_recipe(recipe),
      m_plan(std::move(plan)),
      m_corpus(std::move(corpus)),
      m_length(std::clamp<std::size_t>(m_corpus.longestTraining(), 2,
                                       static_cast<std::size_t>(recipe.training.length))),
      m_net(std::move(net)) {
    if (m_plan.predictsAll())
        drawSnippets(random);
    else
        for (const auto& span : m_corpus.split.training)
            for (auto target = span.first; target < span.last; target += m_plan.stride)
                m_windows.push_back(windowBefore(span.sequence, target));
}

SequenceWindow WindowFamily::windowBefore(std::size_t sequence, std::size_t target) const {
    return {sequence, target - std::min(target, m_length), target, target + 1, 0};
}

void WindowFamily::drawSnippets(Random& random) {
    const auto& spans = m_corpus.split.training;
    while (m_windows.size() < m_plan.snippets) {
        // Uniform over the training tokens.
        auto place = random.below(tokenCount(spans));
        auto span = spans.begin();
        for (; place >= span->tokens(); ++span)
            place -= span->tokens();
        const auto length = std::min(m_length, span->tokens());
        const auto first = std::min(span->first + place, span->last - length);
        m_windows.push_back({span->sequence, first, first, first + length, 0});
    }
}

FamilyFacts WindowFamily::facts() const {
    const int vocabulary = m_corpus.encoding->vocabularySize();
    FamilyFacts facts;
    facts.parameters = m_net.stack().parameterCount();
    facts.notes = noteCount(m_corpus.split.training);
    facts.validationNotes = noteCount(m_corpus.split.validation);
    facts.unigramNats = unigramNats(m_corpus.sequences, m_corpus.split, vocabulary);
    if (const auto ngram = ngramBaseline(m_corpus.sequences, m_corpus.split, vocabulary))
        facts.ngramNats = ngram->nats;
    return facts;
}

std::vector<Phase> WindowFamily::phases() const {
    return {{"loss", m_net.stack().parameters(), optimizerSettings(m_recipe)}};
}

void WindowFamily::startEpoch(Random& random) {
    // Sorts first, so that an epoch depends on the generator alone.
    std::ranges::sort(m_windows, {}, [](const SequenceWindow& window) {
        return std::tuple(window.sequence, window.first, window.last);
    });
    shuffle(m_windows, random);
    if (m_recipe.training.transposition == 0)
        return;
    for (auto& window : m_windows) {
        window.transposition = 0;
        window.transposition =
            drawnTransposition(m_corpus.encoding->transpositionRange(tokensOf(window)),
                               m_recipe.training.transposition, random);
    }
}

std::size_t WindowFamily::batchCount() const {
    return batchCountOf(m_windows.size(), static_cast<std::size_t>(m_recipe.training.batch));
}

std::vector<int> WindowFamily::tokensOf(const SequenceWindow& window) const {
    const auto tokens =
        std::span(m_corpus.sequences[window.sequence].tokens).subspan(window.first, window.steps());
    return window.transposition == 0 ? std::vector<int>(tokens.begin(), tokens.end())
                                     : m_corpus.encoding->transposed(tokens, window.transposition);
}

torch::Tensor WindowFamily::nats(std::span<const SequenceWindow> windows,
                                 const LayerStack::Pass& pass) const {
    const auto rows = windows.size();
    const std::vector<std::int64_t> shape = {static_cast<std::int64_t>(m_length),
                                             static_cast<std::int64_t>(rows)};
    const auto inputs = torch::full(shape, kNothing, torch::kInt64);
    const auto targets = torch::full(shape, kIgnoredTarget, torch::kInt64);
    auto* input = inputs.data_ptr<std::int64_t>();
    auto* target = targets.data_ptr<std::int64_t>();
    for (std::size_t row = 0; row < rows; ++row) {
        const auto& window = windows[row];
        const auto tokens = tokensOf(window);
        // Windows are right-aligned; snippets begin with the first target.
        const auto start = m_plan.predictsAll() ? 1 : m_length - (tokens.size() - 1);
        for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
            input[(start + i) * rows + row] = tokens[i];
        for (std::size_t i = window.evaluated - window.first; i < tokens.size(); ++i)
            target[(m_plan.predictsAll() ? i : m_length - 1) * rows + row] = tokens[i];
    }
    const auto logits = m_net.forward(inputs, pass);
    const auto wanted = m_plan.predictsAll() ? targets.view(-1) : targets[-1];
    namespace F = torch::nn::functional;
    return F::cross_entropy(
        logits.reshape({-1, logits.size(-1)}), wanted.to(logits.device()),
        F::CrossEntropyFuncOptions().ignore_index(kIgnoredTarget).reduction(torch::kSum));
}

StepLoss WindowFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto windows =
        batchOf(m_windows, batch, static_cast<std::size_t>(m_recipe.training.batch));
    const auto sum = nats(windows, {m_recipe.training.dropout, &random});
    const auto tokens = static_cast<double>(evaluatedStepsOf(windows));
    // As published: the mean over windows; for snippets, of the sum over their steps.
    return {sum / static_cast<double>(windows.size()), sum.item<double>(),
            tokens * m_corpus.notesPerToken()};
}

std::vector<SequenceWindow> WindowFamily::windowsOf(std::span<const SequenceSpan> spans) const {
    if (m_plan.predictsAll()) {
        const auto half = std::max<std::size_t>(1, m_length / 2);
        return heldOutWindows(spans, half, half);
    }
    std::vector<SequenceWindow> windows;
    for (const auto& span : spans)
        for (auto target = span.first; target < span.last; ++target)
            windows.push_back(windowBefore(span.sequence, target));
    return windows;
}

std::optional<double> WindowFamily::evaluate(HeldOut part) {
    const auto& spans =
        part == HeldOut::Validation ? m_corpus.split.validation : m_corpus.split.test;
    if (noteCount(spans) == 0)
        return {};
    const torch::NoGradGuard noGradients;
    const auto windows = windowsOf(spans);
    double sum = 0.0;
    for (std::size_t i = 0; i < batchCountOf(windows.size(), kEvaluatedWindows); ++i)
        sum += nats(batchOf(windows, i, kEvaluatedWindows), {}).item<double>();
    return sum / static_cast<double>(noteCount(spans));
}

nlohmann::json WindowFamily::description() const {
    return DescribedTokens::toJson(*m_corpus.encoding, m_length, m_corpus.primer());
}

} // namespace leitmotif
