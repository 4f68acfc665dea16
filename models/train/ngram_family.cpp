// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/ngram_family.h"

#include "core/analysis/baselines.h"

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr int kUsualOrder = 4; ///< without held-out notes to choose it

} // namespace

Result<std::unique_ptr<Family>> NgramFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                    torch::Device, Random&) {
    auto untransposed = recipe;
    untransposed.training.transposition = 0;
    auto tokens = TokenCorpus::create(untransposed, corpus);
    if (!tokens)
        return tokens.error();
    return std::unique_ptr<Family>(new NgramFamily(*std::move(tokens)));
}

NgramFamily::NgramFamily(TokenCorpus corpus)
    : m_corpus(std::move(corpus)),
      m_counted(tokensToCount(m_corpus.sequences, m_corpus.split)),
      m_order(kUsualOrder),
      m_model(1, 0) {
    if (const auto best = ngramBaseline(m_corpus.sequences, m_corpus.split,
                                        m_corpus.encoding->vocabularySize())) {
        m_order = best->order;
        m_validationNats = best->nats;
    }
    m_model = NgramModel(m_corpus.encoding->vocabularySize(), m_order);
}

FamilyFacts NgramFamily::facts() const {
    FamilyFacts facts;
    facts.notes = noteCount(m_corpus.split.training);
    facts.validationNotes = noteCount(m_corpus.split.validation);
    facts.unigramNats =
        unigramNats(m_corpus.sequences, m_corpus.split, m_corpus.encoding->vocabularySize());
    facts.ngramNats = m_validationNats;
    return facts;
}

void NgramFamily::startEpoch(Random&) {
    m_model = NgramModel(m_corpus.encoding->vocabularySize(), m_order);
    double nats = 0.0;
    std::size_t count = 0;
    for (const std::vector<int>& tokens : m_counted) {
        nats += read(m_model, tokens, 0);
        count += tokens.size();
    }
    m_loss = nats / (static_cast<double>(count) * m_corpus.notesPerToken());
}

StepLoss NgramFamily::loss(std::size_t, std::size_t, Random&) {
    assert(false && "an n-gram model has no phases");
    return {};
}

std::map<std::string, double> NgramFamily::measures() {
    return {{"loss", m_loss}};
}

double NgramFamily::read(NgramModel& model, std::span<const int> tokens, std::size_t first) const {
    std::vector<double> chances(static_cast<std::size_t>(m_corpus.encoding->vocabularySize()));
    double nats = 0.0;
    for (auto i = first; i < tokens.size(); ++i) {
        model.fillProbabilities(tokens.first(i), chances);
        nats -= std::log(chances[static_cast<std::size_t>(tokens[i])]);
        model.observe(tokens.first(i), tokens[i]);
    }
    return nats;
}

double NgramFamily::read(NgramModel& model, std::span<const SequenceSpan> spans) const {
    double nats = 0.0;
    for (const auto& span : spans)
        nats += read(model, std::span(m_corpus.sequences[span.sequence].tokens).first(span.last),
                     span.first);
    return nats;
}

std::optional<double> NgramFamily::evaluate(HeldOut part) {
    const auto& spans =
        part == HeldOut::Validation ? m_corpus.split.validation : m_corpus.split.test;
    if (noteCount(spans) == 0)
        return {};
    auto reader = m_model; // a copy, so that the model does not keep counts of held-out notes
    if (part == HeldOut::Test)
        (void)read(reader, m_corpus.split.validation);
    return read(reader, spans) / static_cast<double>(noteCount(spans));
}

nlohmann::json NgramFamily::description() const {
    return {{"encoding", m_corpus.encoding->toJson()}, {"order", m_order}, {"counted", m_counted}};
}

} // namespace leitmotif
