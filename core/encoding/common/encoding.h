// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/corpus/corpus.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// Choices of an encoding, from the recipe (keys `encoding`, `steps_per_beat`, `velocity`,
/// `tracks`, `durations`, `rests`). Events that are merged and without velocity code bare notes:
/// onset, pitch and duration as written, no sustain pedal, durations up to four beats, so that
/// likelihoods compare with those of other systems.
struct EncodingOptions {
    std::string kind = "events"; ///< or "chords", "states", "jazz", "frames"; "rolls" are pictures
    int stepsPerBeat = 12;       ///< 12 keeps sixteenths and triplets apart; 0: as the music needs
    bool hasVelocity = true;
    bool mergesTracks = false; ///< all pitched tracks as one part
    bool hasDurations = false; ///< of chords
    bool hasRests = false;     ///< between chords

    bool operator==(const EncodingOptions&) const = default;
};

/// A piece as token ids, with where its notes begin, for splits and for nats per note.
struct TokenSequence {
    std::vector<int> tokens;
    /// For each note, in time order, the index of the first token that belongs to it (bar, position
    /// and part tokens before a note belong to it).
    std::vector<std::size_t> noteStarts;
    /// Number of given notes at the beginning: read and learned, but never evaluated when held out.
    std::size_t givenNotes = 0;
    PieceRole role = PieceRole::Training; ///< of its piece
};

/// Walks along a sequence that is being sampled and knows which tokens make sense next, so that
/// every sample decodes to a valid score.
class SequenceGuide {
  public:
    virtual ~SequenceGuide() = default;
    /// Sets `allowed[id]` to 1 for every token that may come next, to 0 for all others; at least
    /// one is allowed. REQUIRES: allowed.size() == vocabulary size.
    virtual void fillAllowed(std::span<std::uint8_t> allowed) const = 0;
    /// REQUIRES: `token` is allowed.
    virtual void accept(int token) = 0;
    /// The asked-for number of bars is complete.
    [[nodiscard]] virtual bool isComplete() const = 0;
};

/// What a token decides. Samplers choose the kind of the next token by its probability and sharpen
/// only the choice within the kind; and of kinds of structure (where notes are) not even that. Else
/// the few likely tokens of structure would push out the many possible notes, and leave holes.
struct TokenGroup {
    std::uint8_t kind = 0;
    bool isStructure = false;
};

/// Turns music into tokens and back for one fitted corpus. Pure and immutable once fitted; knows no
/// network. Laws: encode(decode(t)) = t for every t = encode(x) of a piece of the corpus; where
/// nothing is lost on purpose, decode(encode(x)) = x on the grid.
class SequenceEncoding {
  public:
    virtual ~SequenceEncoding() = default;

    /// Tokens are numbered from 0.
    [[nodiscard]] virtual int vocabularySize() const = 0;
    [[nodiscard]] virtual TokenSequence encode(const CorpusPiece& piece) const = 0;
    /// A score with the tempo, time signature, programs and channels of the corpus it was fitted
    /// to.
    [[nodiscard]] virtual Score decode(std::span<const int> tokens) const = 0;
    /// As decode(), for generated tokens: what cannot be played becomes the nearest that can.
    [[nodiscard]] virtual Score decodeSample(std::span<const int> tokens) const {
        return decode(tokens);
    }
    /// `tokens` moved by semitones, never drums. Empty if a pitch would leave the vocabulary.
    [[nodiscard]] virtual std::vector<int> transposed(std::span<const int> tokens,
                                                      int semitones) const = 0;
    /// How far transposed() can go for this sequence: {lowest ≤ 0, highest ≥ 0}.
    [[nodiscard]] virtual std::pair<int, int>
    transpositionRange(std::span<const int> tokens) const = 0;
    /// A guide for a sample of `bars` bars (where the beat is free: of as much time as `bars` bars
    /// last) that begins with nothing.
    [[nodiscard]] virtual std::unique_ptr<SequenceGuide> guide(int bars) const = 0;

    /// The group of each token.
    [[nodiscard]] virtual std::vector<TokenGroup> tokenGroups() const {
        return std::vector<TokenGroup>(static_cast<std::size_t>(vocabularySize()));
    }

    /// Everything needed to make an equal encoding again; stored in the checkpoint.
    [[nodiscard]] virtual nlohmann::json toJson() const = 0;
};

} // namespace leitmotif
