// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/note_streams.h"
#include "core/corpus/corpus.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace leitmotif {

/// A run of notes of a sample that is also in the source, perhaps transposed. Pitched notes and
/// percussion are compared separately: all notes of a passage are of one kind.
struct CopiedPassage {
    std::size_t sampleFirst = 0; ///< place of its first note among those of its kind in time order
    std::size_t notes = 0;
    std::size_t piece = 0; ///< index into Corpus::pieces()
    Tick sampleOnset;      ///< where it begins, in the sample's ticks
    Tick sourceOnset;      ///< and in the source's
    int transposition = 0; ///< semitones from the source to the sample
    bool isDrums = false;
};

/// How much of a sample is copied. Shares are of the sample's notes; notes that strike one pitch at
/// once count as one.
struct CopyReport {
    double share4 = 0.0; ///< in passages of 4 notes and more
    double share8 = 0.0; ///< in passages of 8 notes and more: the `copied` of a take
    double share16 = 0.0;
    std::size_t longest = 0;
    std::vector<CopiedPassage> passages; ///< of 8 notes and more, in time order
};

/// Calls `use` for each piece of a corpus with the notes that it holds.
using PieceReader =
    std::function<void(const std::function<void(std::size_t piece, const NoteStreams&)>& use)>;

/// Finds copied passages in a corpus. Built once a run (linear in the corpus' notes, suffix
/// automaton), immutable afterwards. A passage is a run of (interval to the previous note,
/// quantised inter-onset interval, quantised duration), so it is found under transposition;
/// percussion compares by sound. Grid: a sixteenth, triplets kept; durations above four beats count
/// as four. Durations of the source are tried as written and with the sustain pedal, since
/// encodings fold it in. In a corpus that is mostly performed without a beat, pitched passages are
/// runs of intervals alone.
class CopyFinder {
  public:
    /// REQUIRES: !corpus.isSample().
    explicit CopyFinder(const Corpus& corpus);
    /// Of a corpus that is too large for an index: keeps nothing of it, and reads all its pieces
    /// once for each compare(). `isFree`: it is mostly performed without a beat. `read` is called
    /// by whoever compares.
    CopyFinder(PieceReader read, bool isFree);
    ~CopyFinder();
    CopyFinder(CopyFinder&&) noexcept;
    CopyFinder& operator=(CopyFinder&&) noexcept;

    [[nodiscard]] CopyReport compare(const Score& sample) const;
    /// The same of several at once.
    [[nodiscard]] std::vector<CopyReport> compare(std::span<const Score> samples) const;

  private:
    [[nodiscard]] std::vector<CopyReport>
    compareByReading(const std::vector<NoteStreams>& samples) const;

    struct Index;
    std::unique_ptr<const Index> m_index; ///< or null, then:
    PieceReader m_read;
    bool m_isFree = false;
};

} // namespace leitmotif
