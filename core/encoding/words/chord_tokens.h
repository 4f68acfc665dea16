// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/words/word_encoding.h"

#include <compare>
#include <cstdint>

namespace leitmotif {

/// The notes that begin at one time: a single note by its pitch ("F#4"), several by their set of
/// pitch classes ("4.7.11" in normal order), or a rest.
struct ChordWord {
    int pitch = -1;                 ///< of a single note, else −1
    std::uint16_t pitchClasses = 0; ///< of a chord: bit 0 is C
    int steps = 0;                  ///< how long it sounds, where durations are coded

    [[nodiscard]] bool isRest() const { return pitch < 0 && pitchClasses == 0; }
    auto operator<=>(const ChordWord&) const = default;
};

/// The `chords` encoding of several published LSTM and GAN systems: one token for all pitched notes
/// that begin together, tracks merged.
///
/// By default each token lasts half a beat on output, and time between onsets is lost. With
/// `durations` a token also holds how long its notes sound until the next token, on the grid; with
/// `rests` there is a token of rest for every step of the grid in which nothing sounds. Always lost
/// on purpose: velocities (90 on output), octaves of chords (octave 4 on output; a chord of one
/// pitch class sounds in two octaves), which notes of a chord sound longer, percussion.
class ChordTokens final : public WordEncoding<ChordWord> {
  public:
    /// The vocabulary holds the words of the corpus and their transpositions by up to
    /// `transposition` semitones. REQUIRES: the corpus has pitched notes.
    static std::unique_ptr<ChordTokens> fitted(const Corpus& corpus, const EncodingOptions& options,
                                               int transposition);
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<SequenceEncoding>> fromJson(const nlohmann::json& json);

    /// In pieces outside the corpus, unknown words are left out, and durations become the nearest
    /// known ones.
    [[nodiscard]] TokenSequence encode(const CorpusPiece& piece) const override;
    [[nodiscard]] Score decode(std::span<const int> tokens) const override;
    [[nodiscard]] nlohmann::json toJson() const override;

  private:
    ChordTokens(WordList<ChordWord> words, TakeFrame frame, RestLimits limits, bool hasDurations,
                bool hasRests)
        : WordEncoding(std::move(words), std::move(frame), limits),
          m_hasDurations(hasDurations),
          m_hasRests(hasRests) {}

    [[nodiscard]] std::optional<ChordWord> moved(const ChordWord& word,
                                                 int semitones) const override;
    [[nodiscard]] Tick lengthOf(const ChordWord& word) const override;
    [[nodiscard]] bool isRest(const ChordWord& word) const override { return word.isRest(); }
    [[nodiscard]] std::optional<int> nearestKnown(const ChordWord& word) const;

    bool m_hasDurations;
    bool m_hasRests;
};

} // namespace leitmotif
