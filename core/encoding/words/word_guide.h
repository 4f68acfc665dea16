// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"

#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace leitmotif {

/// The longest rests of a corpus, in tokens, which limit those of samples.
struct RestLimits {
    int leading = 0; ///< before the first note, at most
    int longest = 0; ///< between notes, at most

    /// Widens the limits to hold a piece; `isRest` by token id.
    void widen(const std::vector<int>& tokens, const std::vector<bool>& isRest);

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception.
    static RestLimits fromJson(const nlohmann::json& json);
};

/// Durations of the tokens of an encoding without grammar, by id.
struct WordTimes {
    std::vector<Tick> lengths; ///< at least 1
    std::vector<bool> isRest;  ///< at least one sounds
};

/// Guide of encodings in which any token may follow any other: a sample is complete when its tokens
/// last long enough and a note has sounded. Keeps rests as short as those of the corpus, and avoids
/// tokens that go beyond the end if there are shorter ones.
class WordGuide final : public SequenceGuide {
  public:
    WordGuide(WordTimes times, RestLimits limits, Tick wanted);

    void fillAllowed(std::span<std::uint8_t> allowed) const override;
    /// Takes any token, allowed or not.
    void accept(int token) override;
    [[nodiscard]] bool isComplete() const override { return m_hasNotes && m_left <= Tick{0}; }

  private:
    [[nodiscard]] bool mayRest() const;

    const WordTimes m_times;
    const RestLimits m_limits;
    Tick m_left;
    bool m_hasNotes = false;
    int m_rests = 0; ///< in a row
};

} // namespace leitmotif
