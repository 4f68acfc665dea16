// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_batch.h"

#include <algorithm>
#include <cassert>

namespace leitmotif {

namespace {

constexpr int kMemoryBars = 16; // before a window

CompoundNote moved(CompoundNote note, const CompoundView& piece, int semitones) {
    if (piece.programs[note.part] != kDrumProgram)
        note.pitch = static_cast<std::uint8_t>(note.pitch + semitones);
    return note;
}

/// Reads one window into a batch.
class WindowReader {
  public:
    WindowReader(CompoundBatch& batch, const CompoundView& piece, int stride,
                 const CompoundWindow& window, bool hasMemory, std::int64_t firstState)
        : m_batch(batch),
          m_piece(piece),
          m_frame{piece.hasFreeBeat,
                  {piece.bars.begin(), piece.bars.end()},
                  {piece.programs.begin(), piece.programs.end()},
                  {}},
          m_window(window),
          m_history({&m_frame, stride, hasMemory, window.knowsStart}),
          m_state(firstState) {}

    void read() {
        const auto& range = m_window.notes;
        const auto notes = m_piece.notes;
        const auto own = notes.subspan(range.first, range.steps());
        const int firstBar = own.front().bar;
        auto before = notes.first(range.first);
        const auto kept =
            std::ranges::lower_bound(before, firstBar - kMemoryBars, {}, &CompoundNote::bar);
        for (const auto& note : before.subspan(static_cast<std::size_t>(kept - before.begin())))
            m_history.remember(note.bar < 0 ? note : moved(note, m_piece, range.transposition));
        CompoundEnd end;
        auto main = own;
        if (m_window.holeEnd) {
            const auto behind =
                std::ranges::lower_bound(own, *m_window.holeEnd, {}, &CompoundNote::bar);
            main = {own.begin(), behind};
            m_history.begin(behind->bar, {}, true);
            readNotes({behind, own.end()}, false);
            m_history.writeInput(m_batch.inputs);
            ++m_state;
            end = {CompoundEnd::Kind::Hole, *m_window.holeEnd};
        } else if (m_window.knowsEnd) {
            end = {CompoundEnd::Kind::Piece, static_cast<int>(m_piece.bars.size())};
        }
        m_history.begin(range.first == 0 ? 0 : firstBar, end, false);
        const bool isEnd =
            m_window.holeEnd || (m_window.knowsEnd && range.last == m_piece.notes.size());
        readNotes(main, isEnd);
    }

  private:
    void readNotes(std::span<const CompoundNote> notes, bool endsHere) {
        for (const auto& source : notes) {
            const auto note = moved(source, m_piece, m_window.notes.transposition);
            const auto index = static_cast<std::size_t>(&source - m_piece.notes.data());
            m_history.writeInput(m_batch.inputs);
            if (index >= m_window.notes.evaluated) {
                writeTargets(note);
                ++m_batch.notes;
            }
            ++m_state;
            m_history.append(note);
        }
        if (!endsHere)
            return;
        m_history.writeInput(m_batch.inputs);
        write(CompoundField::Step, kStepEnd, {});
        ++m_state;
    }

    void writeTargets(const CompoundNote& note) {
        const int step = m_history.stepTo(note);
        write(CompoundField::Step, step, note);
        if (step != kStepSame)
            write(CompoundField::Position, step, note);
        if (m_piece.programs.size() > 1)
            write(CompoundField::Part, step, note);
        write(m_history.isDrum(note.part) ? CompoundField::Drum : CompoundField::Pitch, step, note);
        write(CompoundField::Duration, step, note);
        if (note.velocity != kNoVelocity)
            write(CompoundField::Velocity, step, note);
    }

    void write(CompoundField field, int step, const CompoundNote& note) {
        auto& rows = m_batch.fields[static_cast<std::size_t>(field)];
        m_history.write(rows, step, note);
        rows.states.back() = m_state;
        const auto choice = CompoundHistory::choiceOf(field, step, note);
        rows.targets.push_back(choice);
        // Files are not as orderly as samples: a rest of more than 16 bars, a doubled note.
        rows.isAllowed[(rows.count() - 1) * rows.choices + static_cast<std::size_t>(choice)] = 1;
    }

    CompoundBatch& m_batch;
    const CompoundView& m_piece;
    const CompoundPiece m_frame; ///< its bars and parts
    const CompoundWindow& m_window;
    CompoundHistory m_history;
    std::int64_t m_state;
};

/// Steps of a window in the network: its notes, the last note behind a hole, and the end.
std::size_t stepsOf(const CompoundWindow& window) {
    return window.notes.steps() + 2;
}

} // namespace

CompoundBatch::CompoundBatch(std::span<const CompoundView> pieces, std::span<const int> strides,
                             std::span<const CompoundWindow> given, bool hasMemory)
    : windows(static_cast<std::int64_t>(given.size())) {
    std::size_t steps = 0;
    std::size_t parts = 1;
    for (const auto& window : given) {
        steps = std::max(steps, stepsOf(window));
        parts = std::max(parts, pieces[window.notes.sequence].programs.size());
    }
    for (std::size_t field = 0; field < kCompoundFields; ++field)
        fields.emplace_back(static_cast<CompoundField>(field), parts);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto piece = given[i].notes.sequence;
        WindowReader(*this, pieces[piece], strides[piece], given[i], hasMemory,
                     static_cast<std::int64_t>(i * steps))
            .read();
        while (inputs.offsets.size() < (i + 1) * steps)
            inputs.begin(); // padding
    }
}

void drawTasks(std::span<CompoundWindow> windows, std::span<const CompoundView> pieces,
               Random& random) {
    constexpr std::uint64_t kStartUnknown = 4; // one in so many
    for (auto& window : windows) {
        auto& range = window.notes;
        const auto notes = pieces[range.sequence].notes;
        window.knowsStart = random.below(kStartUnknown) != 0;
        window.knowsEnd = random.below(2) == 0;
        const bool fills = random.below(2) == 0;
        const double place = random.uniform();
        const int first = notes[range.first].bar;
        const int last = notes[range.last - 1].bar;
        if (fills && first < last)
            window.holeEnd = first + 1 + static_cast<int>(place * (last - first));
    }
}

} // namespace leitmotif
