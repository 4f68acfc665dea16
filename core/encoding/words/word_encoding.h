// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/encoding/common/take_frame.h"
#include "core/encoding/words/word_guide.h"
#include "core/encoding/words/word_list.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

/// The common base of encodings with one word a token. Immutable once fitted.
template <class Word>
class WordEncoding : public SequenceEncoding {
  public:
    [[nodiscard]] const WordList<Word>& words() const { return m_words; }
    [[nodiscard]] int vocabularySize() const final { return m_words.size(); }

    [[nodiscard]] std::vector<int> transposed(std::span<const int> tokens,
                                              int semitones) const final {
        std::vector<int> result;
        result.reserve(tokens.size());
        for (const int token : tokens) {
            const auto word = moved(m_words.at(token), semitones);
            const auto id = word ? m_words.idOf(*word) : std::nullopt;
            if (!id)
                return {};
            result.push_back(*id);
        }
        return result;
    }

    [[nodiscard]] std::pair<int, int> transpositionRange(std::span<const int> tokens) const final {
        constexpr int kFarthest = 24; // semitones that recipes allow
        const auto reach = [&](int direction) {
            int semitones = 0;
            while (std::abs(semitones) < kFarthest &&
                   !transposed(tokens, semitones + direction).empty())
                semitones += direction;
            return semitones;
        };
        return tokens.empty() ? std::pair(0, 0) : std::pair(reach(-1), reach(1));
    }

    [[nodiscard]] std::unique_ptr<SequenceGuide> guide(int bars) const final {
        return std::make_unique<WordGuide>(times(), m_limits, m_frame.ticksIn(bars));
    }

  protected:
    WordEncoding(WordList<Word> words, TakeFrame frame, RestLimits limits)
        : m_words(std::move(words)), m_frame(std::move(frame)), m_limits(limits) {}

    /// The word transposed by `semitones`; nothing if it would leave MIDI's range.
    [[nodiscard]] virtual std::optional<Word> moved(const Word& word, int semitones) const = 0;
    /// The duration of a word in a decoded score, at least one tick.
    [[nodiscard]] virtual Tick lengthOf(const Word& word) const = 0;
    [[nodiscard]] virtual bool isRest(const Word& word) const = 0;

    [[nodiscard]] WordTimes times() const {
        WordTimes times;
        for (const Word& word : m_words.words()) {
            times.lengths.push_back(lengthOf(word));
            times.isRest.push_back(isRest(word));
        }
        return times;
    }
    [[nodiscard]] const TakeFrame& frame() const { return m_frame; }
    [[nodiscard]] const RestLimits& limits() const { return m_limits; }

    /// Learns the rests of `corpus`, whose words are known. Called once, while an encoding is
    /// fitted.
    void learnRests(const Corpus& corpus) {
        const auto isSilent = times().isRest;
        for (const CorpusPiece& piece : corpus.pieces())
            m_limits.widen(encode(piece).tokens, isSilent);
    }

  private:
    WordList<Word> m_words;
    TakeFrame m_frame;
    RestLimits m_limits;
};

} // namespace leitmotif
