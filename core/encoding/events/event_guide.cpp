// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_guide.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace leitmotif {

namespace {

std::vector<double> barSteps(const EventModel& model) {
    const NoteGrid grid(model.options);
    std::vector<double> steps;
    for (const BarMeter& meter : model.meters)
        steps.push_back(grid.stepsOf(meter));
    return steps;
}

} // namespace

EventGuide::EventGuide(std::shared_ptr<const EventModel> model, int bars)
    : m_model(std::move(model)),
      m_wantedBars(std::max(1, bars)),
      m_clock(barSteps(*m_model)),
      m_manners(m_model->parts.pitched().size()) {
    const auto& words = m_model->vocabulary.tokens();
    for (std::size_t kind = 0; kind < m_ranges.size(); ++kind) {
        const auto [first, last] =
            std::ranges::equal_range(words, static_cast<TokenKind>(kind), {}, &Token::kind);
        m_ranges[kind] = {static_cast<int>(first - words.begin()),
                          static_cast<int>(last - words.begin())};
    }
    const NoteGrid grid(m_model->options);
    m_longestShift = grid.longestShift();
    constexpr double kQuartersPerBar = 4.0; // of the grid's
    m_wantedTime = static_cast<std::int64_t>(
        std::ceil(m_model->setting.quartersIn(m_wantedBars) / kQuartersPerBar *
                  static_cast<double>(grid.timeStepsPerBar())));
    if (m_manners.size() == 1)
        m_part = 0;
    m_firstBars = range(TokenKind::Bar);
    for (int id = m_firstBars.first; id < m_firstBars.last; ++id)
        if (m_model->isUsual(m_model->meters[static_cast<std::size_t>(
                words[static_cast<std::size_t>(id)].value)]))
            m_firstBars = {id, id + 1};
}

void EventGuide::fillAllowed(std::span<std::uint8_t> allowed) const {
    assert(static_cast<int>(allowed.size()) == m_model->vocabulary.size());
    std::ranges::fill(allowed, std::uint8_t{0});
    allowTime(allowed);
    if (m_bars > 0 || m_model->hasFreeBeat) {
        allowParts(allowed);
        allowNote(allowed);
    }
}

void EventGuide::allowTime(std::span<std::uint8_t> allowed) const {
    if (m_stage > Stage::Time)
        return;
    if (!m_model->hasFreeBeat) {
        allowBarsAndPositions(allowed);
    } else if (m_rest == 0 || (m_isAtLongest && m_rest < m_model->limits.longestShifts)) {
        const Range shifts = range(TokenKind::TimeShift);
        std::fill(allowed.begin() + shifts.first, allowed.begin() + shifts.last, std::uint8_t{1});
    }
    if (m_model->limits.silence)
        keepSounding(allowed);
}

void EventGuide::allowBarsAndPositions(std::span<std::uint8_t> allowed) const {
    if (m_stage == Stage::Time)
        return;
    const auto& words = m_model->vocabulary.tokens();
    const EventLimits& limits = m_model->limits;
    const int longestRest = m_hasNotes ? limits.longestRest : limits.leadingRest;
    if (m_rest == 0 || m_rest <= longestRest) {
        const Range bars = m_bars == 0 ? m_firstBars : range(TokenKind::Bar);
        std::fill(allowed.begin() + bars.first, allowed.begin() + bars.last, std::uint8_t{1});
    }
    const Range steps = range(TokenKind::Position);
    for (int id = steps.first; m_bars > 0 && id < steps.last; ++id)
        allowed[static_cast<std::size_t>(id)] =
            m_clock.now() + words[static_cast<std::size_t>(id)].value < m_clock.barEnd();
}

double EventGuide::timeAfter(Token token) const {
    return token.kind == TokenKind::Bar ? m_clock.barEnd() : m_clock.now() + token.value;
}

void EventGuide::keepSounding(std::span<std::uint8_t> allowed) const {
    const bool canPlayHere = m_notesHere == 0 && (m_bars > 0 || m_model->hasFreeBeat);
    double earliest = std::numeric_limits<double>::infinity();
    bool isAnyWithin = canPlayHere;
    std::vector<std::uint8_t> within(allowed.size());
    for (std::size_t id = 0; id < allowed.size(); ++id) {
        if (allowed[id] == 0)
            continue;
        const double time = timeAfter(m_model->vocabulary.at(static_cast<int>(id)));
        earliest = std::min(earliest, time);
        within[id] = m_clock.isWithin(*m_model->limits.silence, time);
        isAnyWithin = isAnyWithin || within[id] != 0;
    }
    for (std::size_t id = 0; id < allowed.size(); ++id)
        if (allowed[id] != 0)
            allowed[id] = isAnyWithin
                              ? within[id]
                              : timeAfter(m_model->vocabulary.at(static_cast<int>(id))) <= earliest;
}

void EventGuide::allowParts(std::span<std::uint8_t> allowed) const {
    if (m_stage > Stage::Time || m_lastDrum >= 0 || m_notesHere >= m_model->limits.mostNotes)
        return;
    const auto& words = m_model->vocabulary.tokens();
    const Range parts = range(TokenKind::Part);
    for (int id = parts.first; id < parts.last; ++id) {
        const int part = words[static_cast<std::size_t>(id)].value;
        allowed[static_cast<std::size_t>(id)] = m_partIsHere ? part > m_part : part != m_part;
    }
}

EventGuide::Player EventGuide::pitchedPlayer() const {
    if (m_part < 0 || m_lastDrum >= 0 || m_notesHere >= m_model->limits.mostNotes)
        return {};
    const Range pitches = range(TokenKind::Pitch);
    return {{std::max(pitches.first, m_lastPitch + 1), pitches.last},
            m_manners[static_cast<std::size_t>(m_part)]};
}

EventGuide::Player EventGuide::drummer() const {
    if (m_saysPart || m_notesHere >= m_model->limits.mostNotes)
        return {};
    const Range sounds = range(TokenKind::Drum);
    return {{std::max(sounds.first, m_lastDrum + 1), sounds.last}, m_drumManner};
}

void EventGuide::allowNote(std::span<std::uint8_t> allowed) const {
    const TokenKind durationKind =
        m_model->hasFreeBeat ? TokenKind::TimeDuration : TokenKind::Duration;
    // A duration or velocity token must change the part's value; an unknown value needs one.
    const auto allow = [&](Range ids, int except = -1) {
        for (int id = ids.first; id < ids.last; ++id)
            if (id != except)
                allowed[static_cast<std::size_t>(id)] = 1;
    };
    for (const Player& player : {pitchedPlayer(), drummer()}) {
        const Manner& known = player.manner;
        if (!player.canPlay() || (m_manner.duration >= 0 && m_manner.duration == known.duration) ||
            (m_manner.velocity >= 0 && m_manner.velocity == known.velocity))
            continue;
        if (m_stage < Stage::Duration)
            allow(range(durationKind), known.duration);
        if (m_manner.duration < 0 && known.duration < 0)
            continue;
        if (m_model->options.hasVelocity) {
            if (m_stage < Stage::Velocity)
                allow(range(TokenKind::Velocity), known.velocity);
            if (m_manner.velocity < 0 && known.velocity < 0)
                continue;
        }
        allow(player.notes);
    }
}

void EventGuide::accept(int id) {
    const Token token = m_model->vocabulary.at(id);
    m_clock.read(token);
    switch (token.kind) {
    case TokenKind::Bar:
        m_isComplete = ++m_bars > m_wantedBars;
        ++m_rest;
        beginPosition(Stage::Bar);
        break;
    case TokenKind::Position:
        beginPosition(Stage::Time);
        break;
    case TokenKind::TimeShift:
        m_isComplete = m_clock.now() >= static_cast<double>(m_wantedTime);
        m_isAtLongest = token.value == m_longestShift;
        ++m_rest;
        beginPosition(Stage::Time);
        break;
    case TokenKind::Part:
        m_part = token.value;
        m_lastPitch = -1;
        m_saysPart = true;
        m_stage = Stage::Part;
        break;
    case TokenKind::Duration:
    case TokenKind::TimeDuration:
        m_manner.duration = id;
        m_stage = Stage::Duration;
        break;
    case TokenKind::Velocity:
        m_manner.velocity = id;
        m_stage = Stage::Velocity;
        break;
    case TokenKind::Pitch:
    case TokenKind::Drum:
        acceptNote(id, token.kind == TokenKind::Drum);
        break;
    }
}

void EventGuide::beginPosition(Stage stage) {
    m_stage = stage;
    m_notesHere = 0;
    m_partIsHere = false;
    m_lastPitch = -1;
    m_lastDrum = -1;
}

void EventGuide::acceptNote(int id, bool isDrum) {
    Manner& manner = isDrum ? m_drumManner : m_manners[static_cast<std::size_t>(m_part)];
    if (m_manner.duration >= 0)
        manner.duration = m_manner.duration;
    if (m_manner.velocity >= 0)
        manner.velocity = m_manner.velocity;
    (isDrum ? m_lastDrum : m_lastPitch) = id;
    m_partIsHere = m_partIsHere || !isDrum;
    m_hasNotes = true;
    ++m_notesHere;
    m_manner = {};
    m_rest = 0;
    m_saysPart = false;
    m_stage = Stage::Nothing;
}

} // namespace leitmotif
