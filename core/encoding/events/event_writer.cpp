// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_writer.h"

#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

std::int64_t stepsIn(Tick ticks, Tick step) {
    return std::max<std::int64_t>(
        1, std::llround(static_cast<double>(ticks.value) / static_cast<double>(step.value)));
}

} // namespace

EventWriter::EventWriter(const NoteGrid& grid, const CorpusParts& parts,
                         const EncodingOptions& options, MeterIndex meterIndex, Choice choice)
    : m_grid(grid),
      m_hasSeveralParts(parts.pitched().size() > 1),
      m_hasVelocity(options.hasVelocity),
      m_meterIndex(std::move(meterIndex)),
      m_choice(std::move(choice)) {}

void EventWriter::write(const GridPiece& piece) {
    for (const GridNote& note : piece.notes) {
        const std::size_t start = m_tokens.size();
        const bool isDrum = note.part == CorpusParts::kDrums;
        const bool changesPart = m_hasSeveralParts && !isDrum && note.part != m_part;
        Manner manner = m_manners[note.part];
        if (!writeTime(piece, note) || (changesPart && !write({TokenKind::Part, note.part})) ||
            !writeManner(piece, note, manner) ||
            !write({isDrum ? TokenKind::Drum : TokenKind::Pitch, note.pitch})) {
            m_tokens.resize(start); // the next note writes the changes since the last one written
            continue;
        }
        m_noteStarts.push_back(start);
        m_manners[note.part] = manner;
        if (changesPart)
            m_part = note.part;
        m_bars = piece.hasFreeBeat ? 0 : note.bar + 1;
        m_position = note.position;
        m_onset = note.onset;
    }
}

bool EventWriter::writeTime(const GridPiece& piece, const GridNote& note) {
    if (piece.hasFreeBeat) {
        const std::int64_t gap = (note.onset - m_onset).value / m_grid.ticksPerTimeStep().value;
        for (const int shift : m_grid.shiftsFor(gap))
            if (!write({TokenKind::TimeShift, shift}))
                return false;
        return true;
    }
    const bool isNewBar = note.bar >= m_bars;
    for (std::size_t bar = m_bars; bar <= note.bar; ++bar)
        if (!write({TokenKind::Bar, m_meterIndex(piece.bars[bar])}))
            return false;
    const int steps = note.position - (isNewBar ? 0 : m_position);
    return steps == 0 || write({TokenKind::Position, steps});
}

bool EventWriter::writeManner(const GridPiece& piece, const GridNote& note, Manner& manner) {
    const auto writeChange = [&](TokenKind kind, int value, int& current) {
        const auto token = m_choice({kind, value});
        if (!token)
            return false;
        if (token->value != current)
            m_tokens.push_back(*token);
        current = token->value;
        return true;
    };
    const auto duration =
        piece.hasFreeBeat
            ? Token{TokenKind::TimeDuration,
                    m_grid.timeDurationStep(stepsIn(note.length, m_grid.ticksPerTimeStep()))}
            : Token{TokenKind::Duration,
                    m_grid.durationStep(stepsIn(note.length, m_grid.ticksPerStep()))};
    return writeChange(duration.kind, duration.value, manner.duration) &&
           (!m_hasVelocity ||
            writeChange(TokenKind::Velocity, note.velocity / kVelocityBin, manner.velocity));
}

bool EventWriter::write(Token wanted) {
    const auto token = m_choice(wanted);
    if (token)
        m_tokens.push_back(*token);
    return token.has_value();
}

} // namespace leitmotif
