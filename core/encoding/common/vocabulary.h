// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

namespace leitmotif {

/// The kind of a token of an event encoding, with the meaning of its value.
enum class TokenKind : std::uint8_t {
    Bar,          ///< a new bar begins; index of its meter
    Position,     ///< steps since the last position in this bar, at first since its start
    TimeShift,    ///< time steps that pass, where there are no bars
    Part,         ///< index of the part (track and program) that plays from here on
    Duration,     ///< steps that this part's notes last from here on
    TimeDuration, ///< the same in time steps, where there are no bars
    Velocity,     ///< bin of 8 that this part's notes have from here on
    Pitch,        ///< MIDI pitch; completes a note
    Drum,         ///< MIDI pitch of a percussion sound; completes a note
};

struct Token {
    TokenKind kind;
    int value = 0;

    auto operator<=>(const Token&) const = default;
};

/// The tokens of a corpus, numbered from 0. Stored in the checkpoint.
class Vocabulary {
  public:
    Vocabulary() = default;
    /// Numbers them in the given order, without duplicates.
    explicit Vocabulary(const std::vector<Token>& tokens);

    [[nodiscard]] int size() const { return static_cast<int>(m_tokens.size()); }
    /// REQUIRES: 0 ≤ id < size().
    [[nodiscard]] Token at(int id) const { return m_tokens[static_cast<std::size_t>(id)]; }
    [[nodiscard]] std::optional<int> idOf(Token token) const;
    [[nodiscard]] const std::vector<Token>& tokens() const { return m_tokens; }

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<Vocabulary> fromJson(const nlohmann::json& json);

    bool operator==(const Vocabulary&) const = default;

  private:
    std::vector<Token> m_tokens;
    std::map<Token, int> m_ids;
};

} // namespace leitmotif
