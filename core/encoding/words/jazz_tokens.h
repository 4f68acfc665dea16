// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/words/jazz_harmony.h"
#include "core/encoding/words/word_encoding.h"

#include <compare>
#include <cstdint>

namespace leitmotif {

class Random;

/// A note of a solo as the grammar of deepjazz sees it, or a rest.
struct JazzWord {
    bool isRest = false;
    ToneKind kind = ToneKind::Chord; ///< to the chord that it sounds over
    int steps = 1;                   ///< how long
    int interval = 0;                ///< semitones from the note before

    auto operator<=>(const JazzWord&) const = default;
};

/// The pitches of a corpus' melodies.
struct MelodyRange {
    int middle = 60; ///< the first interval of a solo counts from here
    int lowest = 60;
    int highest = 71; ///< at least eleven semitones above, so every pitch class is in range
};

/// The `jazz` encoding of two published systems: the melody, one token a note, described by its
/// role over the chord of the bar. The melody track is guessed. All other tracks become one chord a
/// bar, which is not learned, but played as accompaniment.
///
/// Decoding uses the chords of the piece that fits the tokens best, repeated from its beginning. A
/// note's pitch is its interval from the note before; if that pitch does not have the role of the
/// token, one with the role is drawn from a minor third below to a minor third above. (The
/// published grammar always draws; here decode is the inverse of encode.) Lost on purpose:
/// velocities, further voices of the melody, the rhythm of the accompaniment.
class JazzTokens final : public WordEncoding<JazzWord> {
  public:
    /// REQUIRES: the corpus has pitched notes.
    static std::unique_ptr<JazzTokens> fitted(const Corpus& corpus, const EncodingOptions& options);
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<SequenceEncoding>> fromJson(const nlohmann::json& json);

    /// In pieces outside the corpus, unknown words become the most similar known ones. Only notes
    /// of the melody are counted.
    [[nodiscard]] TokenSequence encode(const CorpusPiece& piece) const override;
    /// Random choices depend on the tokens alone.
    [[nodiscard]] Score decode(std::span<const int> tokens) const override;
    [[nodiscard]] nlohmann::json toJson() const override;

  private:
    using Chords = std::vector<ChordSet>; ///< of a piece, by bar
    struct Model {
        TakeFrame frame;
        CorpusPart accompaniment;
        MelodyRange range;
        std::vector<Chords> chords; ///< distinct, none empty
    };
    JazzTokens(WordList<JazzWord> words, Model model, RestLimits limits);

    /// Roles do not change when chords and notes move together.
    [[nodiscard]] std::optional<JazzWord> moved(const JazzWord& word, int semitones) const override;
    [[nodiscard]] Tick lengthOf(const JazzWord& word) const override {
        return frame().ticksPerStep() * word.steps;
    }
    [[nodiscard]] bool isRest(const JazzWord& word) const override { return word.isRest; }

    [[nodiscard]] std::vector<JazzWord> wordsOf(const LeadSheet& sheet) const;
    [[nodiscard]] int nearestKnown(const JazzWord& word) const;
    [[nodiscard]] const Chords& fittingChords(std::span<const int> tokens) const;
    [[nodiscard]] ChordSet chordAt(const Chords& chords, std::int64_t step) const;
    [[nodiscard]] bool isInRange(int pitch) const;
    [[nodiscard]] int pitchFor(const JazzWord& word, int before, ChordSet chord,
                               Random& random) const;
    [[nodiscard]] TrackPtr accompaniment(const Chords& chords, std::int64_t steps) const;

    CorpusPart m_accompaniment;
    MelodyRange m_range;
    std::vector<Chords> m_chords;
};

} // namespace leitmotif
