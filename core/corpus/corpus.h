// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/corpus/beat_kind.h"
#include "core/music/score.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// Bars from `first` to `last`, 0-based and inclusive.
struct BarRange {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const BarRange&) const = default;
};

/// The role of a piece. A recipe's shares are held out of training pieces; the others are held out
/// whole.
enum class PieceRole : std::uint8_t { Training, Validation, Test };

/// One piece to learn from: a score cut down to the chosen tracks and bars, its notes on the beat
/// (see onTheBeat()) and its first bar whole (see inWholeBars()) unless the beat is free. Tracks
/// that are not learned from keep their events (tempo, signatures) but no notes.
struct CorpusPiece {
    std::string name; ///< of its file, for messages
    Score score;
    bool hasFreeBeat = false;
    PieceRole role = PieceRole::Training;
};

/// What is known of all pieces of a corpus, added one after the other.
class CorpusFacts {
  public:
    void add(const CorpusPiece& piece) {
        add(piece.role, piece.hasFreeBeat, piece.score.noteCount(), piece.score.hash());
    }
    void add(PieceRole role, bool hasFreeBeat, std::size_t notes, std::uint64_t scoreHash);

    [[nodiscard]] std::size_t noteCount() const;
    [[nodiscard]] std::size_t noteCount(PieceRole role) const { return of(role).notes; }
    [[nodiscard]] bool hasRole(PieceRole role) const { return of(role).pieces > 0; }
    /// Of the content of all pieces.
    [[nodiscard]] std::uint64_t hash() const { return m_hash; }

  private:
    struct OfRole {
        std::size_t pieces = 0;
        std::size_t notes = 0;
    };
    [[nodiscard]] const OfRole& of(PieceRole role) const {
        return m_roles[static_cast<std::size_t>(role)];
    }

    std::array<OfRole, 3> m_roles = {};
    std::uint64_t m_hash = hashOf({});
};

/// What a run learns from: an immutable snapshot, shared with the training thread. A corpus that is
/// too large for memory has its encoded pieces in a file (CompoundStore), and only a sample of its
/// pieces here; counts and hash are those of the whole.
class Corpus {
  public:
    explicit Corpus(std::vector<CorpusPiece> pieces) : m_pieces(std::move(pieces)) {}
    /// `sample`: see isInSample(). `encoded`: the file with all pieces, not empty.
    Corpus(std::vector<CorpusPiece> sample, const CorpusFacts& facts, std::filesystem::path encoded)
        : m_pieces(std::move(sample)), m_facts(facts), m_encoded(std::move(encoded)) {}

    /// All pieces, or the sample.
    [[nodiscard]] const std::vector<CorpusPiece>& pieces() const { return m_pieces; }
    [[nodiscard]] bool isSample() const { return m_facts.has_value(); }
    /// The file with all pieces, if these are only a sample.
    [[nodiscard]] const std::filesystem::path& encoded() const { return m_encoded; }
    [[nodiscard]] std::size_t noteCount() const;
    [[nodiscard]] std::size_t noteCount(PieceRole role) const;
    [[nodiscard]] bool hasRole(PieceRole role) const;
    /// Shows whether a run's source has changed since.
    [[nodiscard]] std::uint64_t hash() const;

  private:
    std::vector<CorpusPiece> m_pieces;
    std::optional<CorpusFacts> m_facts; ///< of all pieces, where there is only a sample
    std::filesystem::path m_encoded;
};

/// True for at most 64 pieces of a corpus of `count`, evenly spread: those that takes are framed by
/// and compared with.
[[nodiscard]] constexpr bool isInSample(std::size_t piece, std::size_t count) {
    constexpr std::size_t kMost = 64;
    return piece % (1 + count / kMost) == 0;
}

/// Which part of a score to learn from. Empty `tracks`: all.
struct CorpusSelection {
    std::vector<std::size_t> tracks; ///< 0-based
    std::optional<BarRange> bars;
    PieceRole role = PieceRole::Training;
    /// Channels that are left out, if the score's channels can be chosen (see trackChoices). Named
    /// by exclusion, so that notes which an edit puts on another channel are learned too.
    std::vector<std::uint8_t> withoutChannels = {};
    BeatChoice beat = BeatChoice::Automatic;
    /// Encoding of its texts, if the user chose one: takes have the names of their source.
    TextEncoding text = TextEncoding::Automatic;

    bool operator==(const CorpusSelection&) const = default;
};

/// True if any note is no percussion.
[[nodiscard]] bool hasPitchedNotes(const Corpus& corpus);

/// Selects all of a score, or only the choices of trackChoices() with these numbers, 0-based.
/// `name` is for the error: NoSuchTrack.
Result<CorpusSelection> selectionOf(const Score& score, const std::string& name,
                                    const std::vector<std::size_t>& choices);

/// The chosen part as one piece; in format 2 one piece for each pattern that the bars touch. Notes
/// that begin outside the bars are left out, the bars are moved to the start, with the tempo and
/// signature that hold there. Errors: NoSuchTrack, NoSuchBars, NoNotes.
Result<std::vector<CorpusPiece>> corpusPieces(const Score& score, const std::string& name,
                                              const CorpusSelection& selection = {});

} // namespace leitmotif
