// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/sequence_family.h"

#include "models/checkpoint/ngram_part.h"
#include "models/layers/output.h"
#include "models/specs/start_token.h"
#include "models/train/process_group.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <torch/torch.h>

namespace leitmotif {

namespace {

/// Tokens of context before each evaluated stretch.
constexpr std::size_t kContext = 256;
constexpr std::size_t kStretch = 128;
constexpr std::size_t kHeldOutBatch = 32;

torch::Tensor sharesOf(const NgramMixture& mixture) {
    return torch::tensor(mixture.networkShares(), torch::kFloat32);
}

NgramMixture mixtureOf(const torch::Tensor& shares) {
    const auto* first = shares.data_ptr<float>();
    return NgramMixture({first, first + shares.numel()});
}

} // namespace

Result<std::unique_ptr<Family>> SequenceFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                       torch::Device device, Random& random) {
    auto specs = sequenceLayers(recipe.network, recipe.name);
    if (!specs)
        return specs.error();
    auto tokens = TokenCorpus::create(recipe, corpus);
    if (!tokens)
        return tokens.error();
    const std::int64_t outputs = tokens->encoding->vocabularySize();
    SequenceNet net(std::move(*specs), outputs + startTokenCount(recipe), outputs, random, device);
    return std::unique_ptr<Family>(new SequenceFamily(recipe, *std::move(tokens), std::move(net)));
}

SequenceFamily::SequenceFamily(const Recipe& recipe, TokenCorpus corpus, SequenceNet net)
    : m_recipe(recipe),
      m_corpus(std::move(corpus)),
      m_ngram(recipe.ngram.isMixed
                  ? heldOutPredictions(m_corpus.sequences, m_corpus.split,
                                       m_corpus.encoding->vocabularySize(), NgramMixture::kOrder)
                  : HeldOutPredictions()),
      m_net(std::move(net)),
      m_networkShares(sharesOf(NgramMixture())) {}

FamilyFacts SequenceFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_net.parameterCount();
    facts.notes = noteCount(m_corpus.split.training);
    facts.validationNotes = noteCount(m_corpus.split.validation);
    facts.unigramNats =
        unigramNats(m_corpus.sequences, m_corpus.split, m_corpus.encoding->vocabularySize());
    if (const auto ngram =
            ngramBaseline(m_corpus.sequences, m_corpus.split, m_corpus.encoding->vocabularySize()))
        facts.ngramNats = ngram->nats;
    return facts;
}

std::vector<Phase> SequenceFamily::phases() const {
    return {{"loss", m_net.parameters(), optimizerSettings(m_recipe)}};
}

void SequenceFamily::startEpoch(Random& random) {
    m_windows = drawnWindows(m_corpus.split.training,
                             static_cast<std::size_t>(m_recipe.training.length), random);
    for (auto& window : m_windows) {
        const auto& tokens = m_corpus.sequences[window.sequence].tokens;
        const auto range = m_corpus.encoding->transpositionRange(
            std::span(tokens).subspan(window.first, window.steps()));
        window.transposition = drawnTransposition(range, m_recipe.training.transposition, random);
    }
}

std::size_t SequenceFamily::batchCount() const {
    return batchCountOf(m_windows.size(), static_cast<std::size_t>(m_recipe.training.batch));
}

SequenceFamily::Batch SequenceFamily::tensorsOf(std::span<const SequenceWindow> windows) const {
    const auto steps = longestOf(windows);
    const std::vector<std::int64_t> shape = {static_cast<std::int64_t>(steps),
                                             static_cast<std::int64_t>(windows.size())};
    Batch batch{torch::zeros(shape, torch::kInt64),
                torch::full(shape, kIgnoredTarget, torch::kInt64)};
    auto* inputs = batch.inputs.data_ptr<std::int64_t>();
    auto* targets = batch.targets.data_ptr<std::int64_t>();
    for (std::size_t row = 0; row < windows.size(); ++row) {
        const auto& window = windows[row];
        const auto tokens =
            m_corpus.encoding->transposed(std::span(m_corpus.sequences[window.sequence].tokens)
                                              .subspan(window.first, window.steps()),
                                          window.transposition);
        std::int64_t before =
            startToken(m_corpus.encoding->vocabularySize(), m_recipe, window.transposition);
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            inputs[t * windows.size() + row] = before;
            before = tokens[t];
            if (window.first + t >= window.evaluated)
                targets[t * windows.size() + row] = tokens[t];
        }
        batch.evaluated += window.evaluatedSteps();
    }
    return batch;
}

torch::Tensor SequenceFamily::logits(const Batch& batch, Random* random) const {
    const auto values = m_net.forward(batch.inputs, m_recipe.training.dropout, random, m_precision);
    return values.view({-1, values.size(-1)});
}

StepLoss SequenceFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto windows = shareOf(
        batchOf(m_windows, batch, static_cast<std::size_t>(m_recipe.training.batch)), m_group);
    if (windows.empty())
        return {};
    const auto data = tensorsOf(windows);
    const auto values = logits(data, &random);
    const auto sum = crossEntropySum(values, data.targets.view(-1).to(values.device()));
    const auto tokens = static_cast<double>(data.evaluated);
    return {sum / tokens, sum.item<double>(), tokens * m_corpus.notesPerToken(), tokens};
}

std::vector<double> SequenceFamily::heldOutNats(std::span<const SequenceSpan> spans) const {
    const torch::NoGradGuard noGradients;
    const auto windows = heldOutWindows(spans, kStretch, kContext);
    std::vector<double> all;
    for (std::size_t i = 0; i < batchCountOf(windows.size(), kHeldOutBatch); ++i) {
        const auto batch = batchOf(windows, i, kHeldOutBatch);
        const auto data = tensorsOf(batch);
        const auto outputs = logits(data, nullptr);
        namespace F = torch::nn::functional;
        const auto values =
            F::cross_entropy(
                outputs, data.targets.view(-1).to(outputs.device()),
                F::CrossEntropyFuncOptions().ignore_index(kIgnoredTarget).reduction(torch::kNone))
                .to(torch::kCPU)
                .contiguous();
        const auto* value = values.data_ptr<float>();
        for (std::size_t row = 0; row < batch.size(); ++row)
            for (auto t = batch[row].evaluated; t < batch[row].last; ++t)
                all.push_back(value[(t - batch[row].first) * batch.size() + row]);
    }
    return all;
}

std::optional<double> SequenceFamily::evaluate(HeldOut part) {
    const bool isValidation = part == HeldOut::Validation;
    const auto& spans = isValidation ? m_corpus.split.validation : m_corpus.split.test;
    m_networkNats.reset();
    if (noteCount(spans) == 0)
        return {};
    const auto notes = static_cast<double>(noteCount(spans));
    const auto byNetwork = heldOutNats(spans);
    const double network = std::accumulate(byNetwork.begin(), byNetwork.end(), 0.0) / notes;
    if (!m_recipe.ngram.isMixed)
        return network;

    const auto& byNgram = isValidation ? m_ngram.validation : m_ngram.test;
    std::vector<NgramMixture::HeldOutToken> evaluated;
    for (std::size_t i = 0; i < byNetwork.size(); ++i)
        evaluated.push_back({std::exp(-byNetwork[i]), byNgram[i]});
    m_networkNats = network;
    if (isValidation) {
        m_networkShares.copy_(sharesOf(NgramMixture::fitted(evaluated)));
        return crossFittedNats(evaluated) / notes;
    }
    const auto mixture = mixtureOf(m_networkShares);
    double sum = 0.0;
    for (const auto& token : evaluated)
        sum -= std::log(mixture.probability(token));
    return sum / notes;
}

NamedTensors SequenceFamily::weights() const {
    auto tensors = m_net.parameters();
    if (m_recipe.ngram.isMixed)
        tensors.emplace_back(kNetworkShares, m_networkShares);
    return tensors;
}

nlohmann::json SequenceFamily::description() const {
    nlohmann::json description = {{"encoding", m_corpus.encoding->toJson()}};
    if (m_recipe.ngram.isMixed)
        description["counted"] = tokensToCount(m_corpus.sequences, m_corpus.split);
    return description;
}

} // namespace leitmotif
