// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/originality.h"

#include "core/analysis/note_streams.h"
#include "core/analysis/suffix_automaton.h"

#include <algorithm>
#include <array>

namespace leitmotif {

namespace {

using Symbol = SuffixAutomaton::Symbol;

enum class SymbolKind : std::uint8_t { Melodic, IntervalsOnly, Percussive };

constexpr std::size_t kReportedNotes = 8;

/// The nearest sixteenth or eighth triplet.
std::int64_t snapped(std::int64_t steps) {
    constexpr std::array<std::int64_t, 7> kInBeat = {0, 3, 4, 6, 8, 9, 12};
    const std::int64_t beats = steps / kStreamStepsPerBeat;
    const std::int64_t rest = steps % kStreamStepsPerBeat;
    return beats * kStreamStepsPerBeat +
           *std::ranges::min_element(kInBeat, {}, [=](auto grid) { return std::abs(grid - rest); });
}

Symbol symbolOf(const StreamNote& before, const StreamNote& note, SymbolKind kind) {
    constexpr std::int64_t kLongestGap = 1 << 20;
    constexpr std::int64_t kLongestDuration = 4 * kStreamStepsPerBeat;
    constexpr int kPitches = 128;
    const auto sound = static_cast<Symbol>(
        kind == SymbolKind::Percussive ? note.pitch : note.pitch - before.pitch + kPitches);
    if (kind == SymbolKind::IntervalsOnly)
        return sound;
    const std::int64_t gap = std::min(kLongestGap, snapped(note.step - before.step));
    const std::int64_t duration = std::clamp<std::int64_t>(
        snapped(std::min(note.steps, kLongestDuration)), 1, kLongestDuration);
    return sound << 32U | static_cast<Symbol>(gap) << 8U | static_cast<Symbol>(duration);
}

/// One symbol for each note. The first one, without a predecessor, gets `first`.
void appendSymbols(std::vector<Symbol>& symbols, const std::vector<StreamNote>& notes,
                   SymbolKind kind, Symbol first) {
    for (std::size_t i = 0; i < notes.size(); ++i)
        symbols.push_back(i == 0 ? first : symbolOf(notes[i - 1], notes[i], kind));
}

/// Notes in runs of at least `fewest`, where `runs[i]` is the length of the run that ends at note
/// i.
std::size_t notesInRuns(const std::vector<std::size_t>& runs, std::size_t fewest) {
    std::size_t count = 0;
    std::size_t begin = runs.size(); // of the notes counted so far
    for (std::size_t i = runs.size(); i-- > 0;) {
        if (runs[i] < fewest)
            continue;
        const std::size_t first = i + 1 - runs[i];
        if (first < begin)
            count += std::min(begin, i + 1) - first;
        begin = std::min(begin, first);
    }
    return count;
}

/// The notes of one kind of all pieces, one after the other, and their automaton.
class CopyIndex {
  public:
    struct SourceNote {
        StreamNote note;
        std::size_t piece = 0;
    };

    CopyIndex(std::vector<std::pair<std::size_t, std::vector<StreamNote>>> streams, SymbolKind kind)
        : m_kind(kind), m_notes(flattened(streams)), m_automaton(symbolsOf(streams, kind)) {}

    /// For each note how long the copied run is that ends there (0 and 1 are none); appends
    /// passages.
    std::vector<std::size_t> compare(const std::vector<StreamNote>& sample,
                                     std::vector<CopiedPassage>& passages) const {
        std::vector<Symbol> symbols;
        appendSymbols(symbols, sample, m_kind, kNothing);
        const auto matches = m_automaton.matches(symbols);
        std::vector<std::size_t> runs;
        for (const auto& match : matches)
            runs.push_back(match.length == 0 ? 0 : match.length + 1);
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const bool goesOn = i + 1 < runs.size() && runs[i + 1] == runs[i] + 1;
            if (runs[i] < kReportedNotes || goesOn)
                continue;
            const StreamNote& first = sample[i + 1 - runs[i]];
            const SourceNote& source = m_notes[matches[i].end - matches[i].length];
            const bool isDrums = m_kind == SymbolKind::Percussive;
            passages.push_back({i + 1 - runs[i], runs[i], source.piece, first.onset,
                                source.note.onset, isDrums ? 0 : first.pitch - source.note.pitch,
                                isDrums});
        }
        return runs;
    }

  private:
    static constexpr Symbol kNothing = ~Symbol{0}; ///< equals no symbol of the source
    using Streams = std::vector<std::pair<std::size_t, std::vector<StreamNote>>>;

    static std::vector<SourceNote> flattened(const Streams& streams) {
        std::vector<SourceNote> notes;
        for (const auto& [piece, stream] : streams)
            for (const StreamNote& note : stream)
                notes.push_back({note, piece});
        return notes;
    }

    static std::vector<Symbol> symbolsOf(const Streams& streams, SymbolKind kind) {
        std::vector<Symbol> symbols;
        Symbol separator = kNothing;
        for (const auto& [piece, stream] : streams)
            appendSymbols(symbols, stream, kind, --separator);
        return symbols;
    }

    SymbolKind m_kind;
    std::vector<SourceNote> m_notes;
    SuffixAutomaton m_automaton;
};

} // namespace

struct CopyFinder::Index {
    CopyIndex pitched;
    CopyIndex drums;
};

CopyFinder::CopyFinder(const Corpus& corpus) {
    std::vector<std::pair<std::size_t, std::vector<StreamNote>>> pitched;
    std::vector<std::pair<std::size_t, std::vector<StreamNote>>> drums;
    std::size_t freeNotes = 0;
    for (std::size_t i = 0; i < corpus.pieces().size(); ++i) {
        const CorpusPiece& piece = corpus.pieces()[i];
        freeNotes += piece.hasFreeBeat ? piece.score.noteCount() : 0;
        NoteStreams written = noteStreams(piece.score, piece.hasFreeBeat, false);
        NoteStreams held = noteStreams(piece.score, piece.hasFreeBeat, true);
        if (held.pitched != written.pitched)
            pitched.emplace_back(i, std::move(held.pitched));
        pitched.emplace_back(i, std::move(written.pitched));
        drums.emplace_back(i, std::move(written.drums));
    }
    const bool isFree = 2 * freeNotes > corpus.noteCount();
    m_index = std::make_unique<const Index>(Index{
        CopyIndex(std::move(pitched), isFree ? SymbolKind::IntervalsOnly : SymbolKind::Melodic),
        CopyIndex(std::move(drums), SymbolKind::Percussive)});
}

CopyFinder::~CopyFinder() = default;
CopyFinder::CopyFinder(CopyFinder&&) noexcept = default;
CopyFinder& CopyFinder::operator=(CopyFinder&&) noexcept = default;

CopyReport CopyFinder::compare(const Score& sample) const {
    const NoteStreams streams = noteStreams(sample, false, true);
    CopyReport report;
    const auto pitchedRuns = m_index->pitched.compare(streams.pitched, report.passages);
    const auto drumRuns = m_index->drums.compare(streams.drums, report.passages);
    std::ranges::stable_sort(report.passages, {}, &CopiedPassage::sampleOnset);
    const auto notes = static_cast<double>(
        std::max<std::size_t>(1, streams.pitched.size() + streams.drums.size()));
    const auto share = [&](std::size_t fewest) {
        return static_cast<double>(notesInRuns(pitchedRuns, fewest) +
                                   notesInRuns(drumRuns, fewest)) /
               notes;
    };
    report.share4 = share(4);
    report.share8 = share(8);
    report.share16 = share(16);
    for (const auto* runs : {&pitchedRuns, &drumRuns})
        for (const std::size_t run : *runs)
            report.longest = std::max(report.longest, run);
    return report;
}

} // namespace leitmotif
