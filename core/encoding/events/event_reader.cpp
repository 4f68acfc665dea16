// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leitmotif {

namespace {} // namespace

void EventReader::read(Token token) {
    m_endsInTime = token.kind == TokenKind::Bar || token.kind == TokenKind::TimeShift;
    switch (token.kind) {
    case TokenKind::Bar:
        beginBar(token.value);
        break;
    case TokenKind::Position:
        m_now += m_grid.ticksPerStep() * token.value;
        break;
    case TokenKind::TimeShift:
        m_now += m_grid.ticksPerTimeStep() * token.value;
        m_hasTimeShifts = true;
        break;
    case TokenKind::Part:
        m_part = token.value;
        break;
    case TokenKind::Duration:
        m_length = m_grid.ticksPerStep() * token.value;
        break;
    case TokenKind::TimeDuration:
        m_length = m_grid.ticksPerTimeStep() * token.value;
        break;
    case TokenKind::Velocity:
        m_velocity = static_cast<std::uint8_t>(token.value * kVelocityBin + kVelocityMiddle);
        break;
    case TokenKind::Pitch:
        addNote(m_part, token.value);
        break;
    case TokenKind::Drum:
        addNote(CorpusParts::kDrums, token.value);
        break;
    }
}

void EventReader::beginBar(int meter) {
    m_now = m_bars.empty() ? Tick{0} : m_bars.back().start + m_grid.ticksOf(m_bars.back().meter);
    m_bars.push_back({m_now, m_model.meters[static_cast<std::size_t>(meter)]});
}

void EventReader::addNote(int part, int pitch) {
    Manner& manner = m_manners[part];
    if (m_length > Tick{0})
        manner.length = std::exchange(m_length, Tick{0});
    if (m_velocity > 0)
        manner.velocity = std::exchange(m_velocity, std::uint8_t{0});
    GridNote note;
    note.onset = m_now;
    note.length =
        manner.length > Tick{0} ? manner.length : m_grid.ticksPerStep() * m_grid.stepsPerBeat();
    note.part = part;
    note.pitch = static_cast<std::uint8_t>(pitch);
    note.velocity = manner.velocity > 0 ? manner.velocity : m_model.parts.at(part).velocity;
    m_notes.push_back(note);
}

Score EventReader::score() {
    Tick end;
    if (!m_bars.empty())
        end = m_endsInTime ? m_bars.back().start
                           : m_bars.back().start + m_grid.ticksOf(m_bars.back().meter);
    else if (m_endsInTime)
        end = m_now;
    if (m_endsInTime) {
        std::erase_if(m_notes, [&](const GridNote& note) { return note.onset >= end; });
        for (GridNote& note : m_notes)
            note.length = std::min(note.length, end - note.onset);
    }
    resolveOverlaps(m_notes, m_model.parts);
    const Tick step = m_bars.empty() ? m_grid.ticksPerTimeStep() : m_grid.ticksPerStep();
    auto presses = m_pedal == Pedal::Exact ? m_model.pedal.exact(m_notes, m_model.parts, step)
                                           : m_model.pedal.plausible(m_notes, m_model.parts, step);
    std::map<int, std::vector<Note>> notes;
    for (const GridNote& note : m_notes)
        notes[note.part].push_back({.onset = note.onset,
                                    .length = note.length,
                                    .pitch = {note.pitch},
                                    .velocity = {note.velocity},
                                    .channel = m_model.parts.at(note.part).channel});
    const bool isFree = m_bars.empty() && (m_hasTimeShifts || m_model.hasFreeBeat);
    Score score;
    score.division = m_grid.division();
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, isFree ? std::vector<Event>{} : conductorEvents(), end));
    for (std::size_t i = 0; i < m_model.parts.pitched().size(); ++i) {
        const CorpusPart& part = m_model.parts.pitched()[i];
        const auto played = notes.find(static_cast<int>(i));
        if (played == notes.end())
            continue;
        // The first part on a channel has the pedal events of all of them.
        const auto pedal = std::exchange(presses[part.channel], {});
        score.tracks.push_back(trackOf(part, played->second, pedal, end));
    }
    if (const auto drums = notes.find(CorpusParts::kDrums); drums != notes.end())
        score.tracks.push_back(m_model.parts.drums()->track(std::move(drums->second), end));
    if (!isFree)
        return score;
    return (m_model.hasFreeBeat ? m_model.setting : TakeSetting{}).finished(std::move(score));
}

std::vector<Event> EventReader::conductorEvents() const {
    std::vector<Event> events = {tempoEvent({0}, m_model.setting.microseconds)};
    // A Bar at the very end only ends the one before it.
    const std::size_t bars = m_bars.size() - (m_endsInTime && m_bars.size() > 1 ? 1 : 0);
    for (std::size_t i = 0; i < bars; ++i) {
        const BarMeter& meter = m_bars[i].meter;
        if (i > 0) {
            const BarMeter& before = m_bars[i - 1].meter;
            if (before.cutSteps == 0 && before.numerator == meter.numerator &&
                before.denominator == meter.denominator)
                continue;
        }
        events.push_back(timeSignatureEvent(m_bars[i].start, meter.numerator, meter.denominator));
    }
    if (m_bars.empty())
        events.push_back(timeSignatureEvent({0}, 4, 4));
    std::ranges::move(m_model.setting.keyEvents(), std::back_inserter(events));
    return events;
}

TrackPtr EventReader::trackOf(const CorpusPart& part, const std::vector<Note>& notes,
                              const std::vector<PedalHabit::Press>& pedal, Tick end) const {
    constexpr std::uint8_t kSustainController = 64;
    constexpr std::uint8_t kDown = 127;
    std::vector<Event> events = part.setUp();
    for (const auto& [down, up] : pedal) {
        events.push_back(controllerEvent(down, part.channel, kSustainController, kDown));
        events.push_back(controllerEvent(up, part.channel, kSustainController, 0));
    }
    return std::make_shared<const Track>(notes, std::move(events), end);
}

} // namespace leitmotif
