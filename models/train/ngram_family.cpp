// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/ngram_family.h"

#include "core/analysis/baselines.h"
#include "core/midi/import_report.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr int kUsualOrder = 4;               ///< where nothing is held out to choose it by
constexpr std::size_t kMostTokens = 200'000; ///< counted; each adds `order` contexts
constexpr double kMostHeldOut = 0.9;

/// The last spans that have no more than kMostTokens, the last one in any case.
std::vector<SequenceSpan> countable(const std::vector<SequenceSpan>& spans) {
    std::vector<SequenceSpan> counted;
    std::size_t tokens = 0;
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        tokens += span->tokens();
        if (tokens > kMostTokens && !counted.empty())
            break;
        counted.push_back(*span);
    }
    std::ranges::reverse(counted);
    return counted;
}

} // namespace

Result<std::unique_ptr<Family>> NgramFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                    torch::Device, Random&) {
    auto encoding = fitEncoding(corpus, recipe.encoding, 0);
    if (!encoding)
        return encoding.error();
    if (recipe.validation + recipe.test > kMostHeldOut)
        return Error{ErrorCode::BadSetting,
                     {"validation and test", "more than 0.9 together", "0 to 0.9"}};
    std::vector<TokenSequence> sequences;
    for (const auto& piece : corpus.pieces()) {
        sequences.push_back((*encoding)->encode(piece));
        sequences.back().role = piece.role;
    }
    auto split = splitSequences(sequences, recipe.validation, recipe.test);
    const auto notes = corpus.noteCount(PieceRole::Training);
    if (notes < kFewestNotesToLearn || noteCount(split.training) == 0)
        return Error{ErrorCode::TooFewNotes,
                     {corpus.pieces().front().name, std::to_string(notes),
                      std::to_string(kFewestNotesToLearn)}};
    return std::unique_ptr<Family>(
        new NgramFamily(std::move(*encoding), std::move(sequences), std::move(split)));
}

NgramFamily::NgramFamily(std::unique_ptr<SequenceEncoding> encoding,
                         std::vector<TokenSequence> sequences, CorpusSplit split)
    : m_encoding(std::move(encoding)),
      m_sequences(std::move(sequences)),
      m_split(std::move(split)),
      m_counted(countable(m_split.training)),
      m_order(kUsualOrder),
      m_model(1, 0) {
    if (const auto best = ngramBaseline(m_sequences, m_split, m_encoding->vocabularySize())) {
        m_order = best->order;
        m_validationNats = best->nats;
    }
    m_model = NgramModel(m_encoding->vocabularySize(), m_order);
}

FamilyFacts NgramFamily::facts() const {
    FamilyFacts facts;
    facts.notes = noteCount(m_split.training);
    facts.validationNotes = noteCount(m_split.validation);
    facts.unigramNats = unigramNats(m_sequences, m_split, m_encoding->vocabularySize());
    facts.ngramNats = m_validationNats;
    return facts;
}

void NgramFamily::startEpoch(Random&) {
    m_model = NgramModel(m_encoding->vocabularySize(), m_order);
    m_loss = read(m_model, m_counted) / static_cast<double>(noteCount(m_counted));
}

StepLoss NgramFamily::loss(std::size_t, std::size_t, Random&) {
    assert(false && "an n-gram model has no phases");
    return {};
}

std::map<std::string, double> NgramFamily::measures() {
    return {{"loss", m_loss}};
}

double NgramFamily::read(NgramModel& model, std::span<const SequenceSpan> spans) const {
    std::vector<double> chances(static_cast<std::size_t>(m_encoding->vocabularySize()));
    double nats = 0.0;
    for (const auto& span : spans) {
        const std::span<const int> tokens(m_sequences[span.sequence].tokens);
        for (auto i = span.first; i < span.last; ++i) {
            model.fillProbabilities(tokens.first(i), chances);
            nats -= std::log(chances[static_cast<std::size_t>(tokens[i])]);
            model.observe(tokens.first(i), tokens[i]);
        }
    }
    return nats;
}

std::optional<double> NgramFamily::evaluate(HeldOut part) {
    const auto& spans = part == HeldOut::Validation ? m_split.validation : m_split.test;
    if (noteCount(spans) == 0)
        return {};
    auto reader = m_model; // what it learns from held-out notes is forgotten
    if (part == HeldOut::Test)
        (void)read(reader, m_split.validation);
    return read(reader, spans) / static_cast<double>(noteCount(spans));
}

nlohmann::json NgramFamily::description() const {
    auto counted = nlohmann::json::array();
    for (const auto& span : m_counted) {
        const auto tokens =
            std::span(m_sequences[span.sequence].tokens).subspan(span.first, span.tokens());
        counted.push_back(std::vector<int>(tokens.begin(), tokens.end()));
    }
    return {{"encoding", m_encoding->toJson()}, {"order", m_order}, {"counted", counted}};
}

} // namespace leitmotif
