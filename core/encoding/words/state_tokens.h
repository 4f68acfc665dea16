// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/words/word_encoding.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace leitmotif {

/// A key that sounds at one step.
struct KeyState {
    std::uint8_t pitch = 60;
    bool isOnset = true;       ///< struck at this step, else held
    std::uint8_t velocity = 0; ///< 0 where velocities are not coded

    auto operator<=>(const KeyState&) const = default;
};

/// All keys that sound at one step, by pitch; empty: silence.
using StateWord = std::vector<KeyState>;

/// The `states` encoding of a published LSTM system: time moves in equal steps (sixteenths at 4
/// steps a beat), and every distinct state of all keys is one token. Tracks are merged. Lost on
/// purpose: what is finer than a step, doubled notes, percussion.
class StateTokens final : public WordEncoding<StateWord> {
  public:
    /// The vocabulary holds the states of the corpus and their transpositions by up to
    /// `transposition` semitones. REQUIRES: the corpus has pitched notes.
    static std::unique_ptr<StateTokens> fitted(const Corpus& corpus, const EncodingOptions& options,
                                               int transposition);
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<SequenceEncoding>> fromJson(const nlohmann::json& json);

    /// In pieces outside the corpus, unknown states become the known ones that differ in the fewest
    /// keys.
    [[nodiscard]] TokenSequence encode(const CorpusPiece& piece) const override;
    /// A key that is held without having been struck begins to sound.
    [[nodiscard]] Score decode(std::span<const int> tokens) const override;
    [[nodiscard]] nlohmann::json toJson() const override;

  private:
    StateTokens(WordList<StateWord> words, TakeFrame frame, RestLimits limits, bool hasVelocity)
        : WordEncoding(std::move(words), std::move(frame), limits), m_hasVelocity(hasVelocity) {}

    [[nodiscard]] std::optional<StateWord> moved(const StateWord& word,
                                                 int semitones) const override;
    [[nodiscard]] Tick lengthOf(const StateWord&) const override { return frame().ticksPerStep(); }
    [[nodiscard]] bool isRest(const StateWord& word) const override { return word.empty(); }
    [[nodiscard]] int nearestKnown(const StateWord& word) const;

    bool m_hasVelocity;
};

} // namespace leitmotif
