// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_tokens.h"

#include "core/encoding/events/event_guide.h"
#include "core/encoding/events/event_writer.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

namespace leitmotif {

namespace {

/// `wanted` if it is in the vocabulary, else the nearest one if its kind allows that.
std::optional<Token> nearestKnown(const Vocabulary& vocabulary, Token wanted) {
    if (vocabulary.idOf(wanted))
        return wanted;
    if (wanted.kind != TokenKind::Duration && wanted.kind != TokenKind::TimeDuration &&
        wanted.kind != TokenKind::Velocity && wanted.kind != TokenKind::TimeShift)
        return std::nullopt;
    std::optional<Token> best;
    for (const Token word : vocabulary.tokens())
        if (word.kind == wanted.kind &&
            (!best || std::abs(word.value - wanted.value) < std::abs(best->value - wanted.value)))
            best = word;
    return best;
}

} // namespace

EventTokens::EventTokens(EventModel model)
    : m_model(std::make_shared<const EventModel>(std::move(model))), m_grid(m_model->options) {}

TokenSequence EventTokens::encode(const CorpusPiece& piece) const {
    EventWriter writer(
        m_grid, m_model->parts, m_model->options,
        [this](const BarMeter& meter) { return m_model->meterLike(meter); },
        [this](Token wanted) { return nearestKnown(m_model->vocabulary, wanted); });
    writer.write(gridPiece(piece, m_grid, m_model->parts));
    TokenSequence sequence;
    sequence.noteStarts = writer.noteStarts();
    sequence.tokens.reserve(writer.tokens().size());
    for (const Token token : writer.tokens())
        sequence.tokens.push_back(*m_model->vocabulary.idOf(token));
    return sequence;
}

Score EventTokens::decode(std::span<const int> tokens) const {
    return read(tokens, EventReader(*m_model, m_grid, EventReader::Pedal::Exact));
}

Score EventTokens::decodeSample(std::span<const int> tokens) const {
    return read(tokens, EventReader(*m_model, m_grid, EventReader::Pedal::Plausible));
}

Score EventTokens::read(std::span<const int> tokens, EventReader reader) const {
    for (const int token : tokens)
        reader.read(m_model->vocabulary.at(token));
    return reader.score();
}

std::vector<int> EventTokens::transposed(std::span<const int> tokens, int semitones) const {
    std::vector<int> result(tokens.begin(), tokens.end());
    for (int& id : result) {
        const Token token = m_model->vocabulary.at(id);
        if (token.kind != TokenKind::Pitch)
            continue;
        const auto moved = m_model->vocabulary.idOf({TokenKind::Pitch, token.value + semitones});
        if (!moved)
            return {};
        id = *moved;
    }
    return result;
}

std::pair<int, int> EventTokens::transpositionRange(std::span<const int> tokens) const {
    const auto rangeOf = [](const auto& words) {
        std::optional<std::pair<int, int>> range;
        for (const Token word : words)
            if (word.kind == TokenKind::Pitch)
                range = range ? std::pair(std::min(range->first, word.value),
                                          std::max(range->second, word.value))
                              : std::pair(word.value, word.value);
        return range;
    };
    std::vector<Token> said;
    for (const int id : tokens)
        said.push_back(m_model->vocabulary.at(id));
    const auto used = rangeOf(said);
    const auto known = rangeOf(m_model->vocabulary.tokens());
    return used ? std::pair(known->first - used->first, known->second - used->second)
                : std::pair(0, 0);
}

std::unique_ptr<SequenceGuide> EventTokens::guide(int bars) const {
    return std::make_unique<EventGuide>(m_model, bars);
}

std::vector<TokenGroup> EventTokens::tokenGroups() const {
    std::vector<TokenGroup> groups;
    for (const Token token : m_model->vocabulary.tokens())
        groups.push_back({static_cast<std::uint8_t>(token.kind),
                          token.kind == TokenKind::Bar || token.kind == TokenKind::Position ||
                              token.kind == TokenKind::TimeShift || token.kind == TokenKind::Part});
    return groups;
}

nlohmann::json EventTokens::toJson() const {
    return m_model->toJson();
}

} // namespace leitmotif
