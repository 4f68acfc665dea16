// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/originality.h"

#include "core/analysis/note_streams.h"
#include "core/analysis/suffix_automaton.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <utility>

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

constexpr Symbol kNothing = ~Symbol{0}; // equals no symbol of the source

struct SourceNote {
    StreamNote note;
    std::size_t piece = 0;
};

/// A copied run by the note at which it ends in a sample.
struct CopiedRun {
    std::size_t notes = 0; ///< 0 and 1 are none
    SourceNote first;      ///< of the source
};

std::vector<std::size_t> lengthsOf(std::span<const CopiedRun> runs) {
    std::vector<std::size_t> lengths;
    for (const CopiedRun& run : runs)
        lengths.push_back(run.notes);
    return lengths;
}

/// Appends the runs that are long enough to be reported. `runs`: one for each note of the sample.
void addPassages(std::span<const CopiedRun> runs, std::span<const StreamNote> sample,
                 SymbolKind kind, std::vector<CopiedPassage>& passages) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& [notes, source] = runs[i];
        const bool goesOn = i + 1 < runs.size() && runs[i + 1].notes == notes + 1;
        if (notes < kReportedNotes || goesOn)
            continue;
        const StreamNote& first = sample[i + 1 - notes];
        const bool isDrums = kind == SymbolKind::Percussive;
        passages.push_back({i + 1 - notes, notes, source.piece, first.onset, source.note.onset,
                            isDrums ? 0 : first.pitch - source.note.pitch, isDrums});
    }
}

/// The report on a sample. `pitched`, `drums`: one run for each of its notes.
CopyReport reportOf(const NoteStreams& streams, std::span<const CopiedRun> pitched,
                    std::span<const CopiedRun> drums, SymbolKind pitchedKind) {
    CopyReport report;
    addPassages(pitched, streams.pitched, pitchedKind, report.passages);
    addPassages(drums, streams.drums, SymbolKind::Percussive, report.passages);
    std::ranges::stable_sort(report.passages, {}, &CopiedPassage::sampleOnset);
    const auto pitchedRuns = lengthsOf(pitched);
    const auto drumRuns = lengthsOf(drums);
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

/// The notes of one kind of all pieces, one after the other, and their automaton.
class CopyIndex {
  public:
    CopyIndex(std::vector<std::pair<std::size_t, std::vector<StreamNote>>> streams, SymbolKind kind)
        : m_kind(kind), m_notes(flattened(streams)), m_automaton(symbolsOf(streams, kind)) {}

    [[nodiscard]] SymbolKind kind() const { return m_kind; }
    /// The longest copied run that ends at each note of a sample.
    [[nodiscard]] std::vector<CopiedRun> runs(const std::vector<StreamNote>& sample) const {
        std::vector<Symbol> symbols;
        appendSymbols(symbols, sample, m_kind, kNothing);
        std::vector<CopiedRun> runs;
        for (const auto& match : m_automaton.matches(symbols))
            if (match.length == 0)
                runs.emplace_back();
            else
                runs.push_back({match.length + 1, m_notes[match.end - match.length]});
        return runs;
    }

  private:
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

/// The other way round: an automaton of some samples, which keeps the longest runs that are found
/// in the pieces it reads. Needs memory for the samples alone.
class SampleIndex {
  public:
    SampleIndex(std::span<const std::vector<StreamNote>> samples, SymbolKind kind)
        : m_kind(kind), m_automaton(symbolsOf(samples, kind)), m_found(m_automaton.stateCount()) {}

    void read(std::size_t piece, const std::vector<StreamNote>& notes) {
        SuffixAutomaton::Place place;
        for (std::size_t i = 1; i < notes.size(); ++i) {
            m_automaton.read(place, symbolOf(notes[i - 1], notes[i], m_kind));
            keep(place.state, place.length, i, piece, notes);
        }
    }

    /// The longest copied run that ends at each note of all samples, one after the other.
    [[nodiscard]] std::vector<CopiedRun> runs(std::size_t notes) const {
        std::vector<CopiedRun> runs;
        for (std::size_t i = 0; i < notes; ++i) {
            auto state = m_automaton.stateOf(i);
            while (state != 0 && m_found[state].notes == 0)
                state = m_automaton.suffixOf(state);
            runs.push_back(m_found[state]);
        }
        return runs;
    }

  private:
    static std::vector<Symbol> symbolsOf(std::span<const std::vector<StreamNote>> samples,
                                         SymbolKind kind) {
        std::vector<Symbol> symbols;
        Symbol separator = kNothing;
        for (const auto& sample : samples)
            appendSymbols(symbols, sample, kind, separator--);
        return symbols;
    }

    /// Keeps a match of `length` symbols that ends at note `last` of a piece, and its suffixes.
    void keep(SuffixAutomaton::Index state, std::size_t length, std::size_t last, std::size_t piece,
              const std::vector<StreamNote>& notes) {
        while (state != 0 && m_found[state].notes < length + 1) {
            m_found[state] = {length + 1, {notes[last - length], piece}};
            state = m_automaton.suffixOf(state);
            length = m_automaton.lengthOf(state);
        }
    }

    SymbolKind m_kind;
    SuffixAutomaton m_automaton;
    std::vector<CopiedRun> m_found; ///< for each state; its longest substring that was found
};

} // namespace

struct CopyFinder::Index {
    CopyIndex pitched;
    CopyIndex drums;
};

CopyFinder::CopyFinder(const Corpus& corpus) {
    assert(!corpus.isSample());
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

CopyFinder::CopyFinder(PieceReader read, bool isFree) : m_read(std::move(read)), m_isFree(isFree) {}

CopyFinder::~CopyFinder() = default;
CopyFinder::CopyFinder(CopyFinder&&) noexcept = default;
CopyFinder& CopyFinder::operator=(CopyFinder&&) noexcept = default;

CopyReport CopyFinder::compare(const Score& sample) const {
    return std::move(compare(std::span(&sample, 1)).front());
}

std::vector<CopyReport> CopyFinder::compare(std::span<const Score> samples) const {
    std::vector<NoteStreams> streams;
    for (const Score& sample : samples)
        streams.push_back(noteStreams(sample, false, true));
    if (!m_index)
        return compareByReading(streams);
    std::vector<CopyReport> reports;
    for (const NoteStreams& sample : streams)
        reports.push_back(reportOf(sample, m_index->pitched.runs(sample.pitched),
                                   m_index->drums.runs(sample.drums), m_index->pitched.kind()));
    return reports;
}

std::vector<CopyReport>
CopyFinder::compareByReading(const std::vector<NoteStreams>& samples) const {
    const auto kind = m_isFree ? SymbolKind::IntervalsOnly : SymbolKind::Melodic;
    std::vector<std::vector<StreamNote>> pitched;
    std::vector<std::vector<StreamNote>> drums;
    std::size_t pitchedNotes = 0;
    std::size_t drumNotes = 0;
    for (const NoteStreams& sample : samples) {
        pitchedNotes += sample.pitched.size();
        drumNotes += sample.drums.size();
        pitched.push_back(sample.pitched);
        drums.push_back(sample.drums);
    }
    SampleIndex pitchedIndex(pitched, kind);
    SampleIndex drumIndex(drums, SymbolKind::Percussive);
    m_read([&](std::size_t piece, const NoteStreams& notes) {
        pitchedIndex.read(piece, notes.pitched);
        drumIndex.read(piece, notes.drums);
    });
    const auto pitchedRuns = pitchedIndex.runs(pitchedNotes);
    const auto drumRuns = drumIndex.runs(drumNotes);
    std::span<const CopiedRun> pitchedLeft = pitchedRuns;
    std::span<const CopiedRun> drumsLeft = drumRuns;
    std::vector<CopyReport> reports;
    for (const NoteStreams& sample : samples) {
        reports.push_back(reportOf(sample, pitchedLeft.first(sample.pitched.size()),
                                   drumsLeft.first(sample.drums.size()), kind));
        pitchedLeft = pitchedLeft.subspan(sample.pitched.size());
        drumsLeft = drumsLeft.subspan(sample.drums.size());
    }
    return reports;
}

} // namespace leitmotif
