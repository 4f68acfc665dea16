// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/vocabulary.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

namespace leitmotif {

namespace {

/// Names of the kinds in checkpoints, in the order of TokenKind.
constexpr std::array kKindNames = {"bar",           "position", "time_shift", "part", "duration",
                                   "time_duration", "velocity", "pitch",      "drum"};

} // namespace

Vocabulary::Vocabulary(const std::vector<Token>& tokens) {
    for (const Token token : tokens)
        if (m_ids.emplace(token, size()).second)
            m_tokens.push_back(token);
}

std::optional<int> Vocabulary::idOf(Token token) const {
    const auto found = m_ids.find(token);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

nlohmann::json Vocabulary::toJson() const {
    auto json = nlohmann::json::array();
    for (const Token token : m_tokens)
        json.push_back({kKindNames[static_cast<std::size_t>(token.kind)], token.value});
    return json;
}

Result<Vocabulary> Vocabulary::fromJson(const nlohmann::json& json) {
    std::vector<Token> tokens;
    try {
        for (const auto& entry : json) {
            const auto kind =
                std::ranges::find(kKindNames, entry.at(0).get_ref<const std::string&>());
            if (kind == kKindNames.end())
                return Error{ErrorCode::CheckpointUnreadable, {"vocabulary"}};
            tokens.push_back({static_cast<TokenKind>(kind - kKindNames.begin()), entry.at(1)});
        }
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
    Vocabulary vocabulary(tokens);
    if (vocabulary.tokens().size() != tokens.size())
        return Error{ErrorCode::CheckpointUnreadable, {"vocabulary"}};
    return vocabulary;
}

} // namespace leitmotif
