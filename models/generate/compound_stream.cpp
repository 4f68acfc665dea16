// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/compound_stream.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kNotesBefore = 384; // that the network reads
constexpr std::size_t kNotesBehind = 128;

bool anyIn(std::span<const std::uint8_t> flags) {
    return std::ranges::any_of(flags, [](std::uint8_t flag) { return flag != 0; });
}

/// Forbids choices, unless that forbids all that are left.
void restrictBy(std::span<std::uint8_t> allowed, const auto& isPossible) {
    std::vector<std::uint8_t> kept(allowed.begin(), allowed.end());
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i] != 0 && !isPossible(static_cast<int>(i)))
            kept[i] = 0;
    if (anyIn(kept))
        std::ranges::copy(kept, allowed.begin());
}

bool isSamePlace(const CompoundNote& one, const CompoundNote& other) {
    return one.bar == other.bar && one.at == other.at;
}

} // namespace

CompoundStream::CompoundStream(const CompoundEncoding& encoding, CompoundTask task,
                               std::uint64_t seed, bool hasMemory)
    : m_encoding(encoding),
      m_firstBar(task.firstBar),
      m_lastBar(task.lastBar),
      m_endsPiece(task.endsPiece),
      m_take(std::make_unique<CompoundPiece>(std::move(task.piece))),
      m_history({m_take.get(), m_take->hasFreeBeat ? 1 : encoding.stride(), hasMemory, true}),
      m_random(seed),
      m_parts(std::move(task.parts)),
      m_notesHere(m_take->programs.size()) {
    m_barStarts.push_back(0);
    for (const auto& bar : m_take->bars)
        m_barStarts.push_back(m_barStarts.back() + bar.steps);
    auto notes = std::exchange(m_take->notes, {});
    planReading(notes);
    for (const auto& note : notes) {
        if (note.bar < m_firstBar || note.bar > m_lastBar)
            continue;
        if (task.share <= 0.0)
            m_locked.push_back(note);
        else if (task.keeps(note))
            m_given.push_back({Given::Kind::Note, note});
        else
            m_given.push_back(
                {m_random.uniform() < task.share ? Given::Kind::Varied : Given::Kind::Note, note});
    }
}

/// Decides what of the notes outside the bars is read, and begins.
void CompoundStream::planReading(const std::vector<CompoundNote>& notes) {
    const auto all = std::span(notes);
    const auto begin = std::ranges::lower_bound(all, m_firstBar, {}, &CompoundNote::bar);
    const auto behind = std::ranges::lower_bound(all, m_lastBar + 1, {}, &CompoundNote::bar);
    auto before = all.first(static_cast<std::size_t>(begin - all.begin()));
    const auto after = all.subspan(static_cast<std::size_t>(behind - all.begin()));
    m_take->notes.assign(before.begin(), before.end());
    m_take->notes.insert(m_take->notes.end(), after.begin(), after.end());
    const auto unread = before.first(before.size() - std::min(before.size(), kNotesBefore));
    for (const auto& note : unread)
        m_history.remember(note);
    before = before.subspan(unread.size());
    m_mainBar = unread.empty() ? 0 : before.front().bar;
    if (before.empty())
        m_mainBar = m_firstBar;
    const auto read = after.first(std::min(after.size(), kNotesBehind));
    for (const auto& note : read)
        m_given.push_back({Given::Kind::Note, note});
    if (!read.empty()) {
        m_given.push_back({Given::Kind::Main, {}});
        m_history.begin(read.front().bar, {}, true);
    } else {
        beginMain();
    }
    for (const auto& note : before)
        m_given.push_back({Given::Kind::Note, note});
}

void CompoundStream::beginMain() {
    CompoundEnd end;
    if (static_cast<std::size_t>(m_lastBar) + 1 < m_take->bars.size())
        end = {CompoundEnd::Kind::Hole, m_lastBar + 1};
    else if (m_endsPiece)
        end = {CompoundEnd::Kind::Piece, m_lastBar + 1};
    m_history.begin(m_mainBar, end, false);
    m_last.reset();
    m_before.clear();
    m_soundsUntil = timeOf(m_firstBar, 0);
    std::ranges::fill(m_notesHere, 0);
}

CompoundPiece CompoundStream::take() const {
    auto take = *m_take;
    std::ranges::stable_sort(take.notes, {}, [](const CompoundNote& note) {
        return std::tuple(note.bar, note.at, note.part, note.pitch);
    });
    return take;
}

bool CompoundStream::takeGiven() {
    m_isVaried = false;
    if (m_nextGiven >= m_given.size())
        return false;
    const auto& [kind, note] = m_given[m_nextGiven++];
    if (kind == Given::Kind::Main) {
        beginMain();
        return true;
    }
    m_draft = note;
    m_step = m_history.stepTo(note);
    const bool isInside = note.bar >= m_firstBar && note.bar <= m_lastBar;
    if (kind == Given::Kind::Varied) {
        m_isVaried = true;
        return false;
    }
    append(note);
    if (isInside) {
        m_take->notes.push_back(note);
        m_isComplete = m_nextGiven == m_given.size();
    }
    return true;
}

bool CompoundStream::chooses(CompoundField field) const {
    if (m_isForced)
        return false;
    const bool isDrum = m_take->programs[m_draft.part] == kDrumProgram;
    switch (field) {
    case CompoundField::Step:
    case CompoundField::Duration:
        return !m_isVaried;
    case CompoundField::Position:
        return !m_isVaried && m_step != kStepSame;
    case CompoundField::Part:
        return !m_isVaried && m_take->programs.size() > 1;
    case CompoundField::Pitch:
        return !isDrum;
    case CompoundField::Drum:
        return isDrum;
    case CompoundField::Velocity:
        return !m_isVaried && m_encoding.hasVelocity();
    }
    return false;
}

void CompoundStream::write(FieldRows& rows) {
    m_history.write(rows, m_step, m_draft);
    const auto allowed =
        std::span(rows.isAllowed).subspan((rows.count() - 1) * rows.choices, rows.choices);
    switch (rows.field) {
    case CompoundField::Step:
        restrictStep(allowed);
        break;
    case CompoundField::Position:
        restrictPosition(allowed);
        break;
    case CompoundField::Part:
        restrictPart(allowed);
        break;
    case CompoundField::Pitch:
    case CompoundField::Drum:
        restrictPitch(allowed);
        break;
    case CompoundField::Duration:
        restrictBy(allowed, [&](int duration) {
            return m_encoding.limits()
                       .parts[m_draft.part]
                       .durations[static_cast<std::size_t>(duration)] != 0;
        });
        break;
    case CompoundField::Velocity:
        break;
    }
}

bool CompoundStream::hasPitchAbove(int part, int pitch) const {
    const auto& pitches = m_encoding.limits().parts[static_cast<std::size_t>(part)].pitches;
    return std::any_of(pitches.begin() + pitch + 1, pitches.end(),
                       [](std::uint8_t isKnown) { return isKnown != 0; });
}

void CompoundStream::restrictStep(std::span<std::uint8_t> allowed) const {
    const auto& limits = m_encoding.limits();
    const int bar = m_history.lastBar();
    if (bar < m_firstBar) { // goes on from given notes
        allowed[kStepSame] = 0;
        allowed[kStepLater] = 0;
    } else if (m_last) {
        const int here = std::accumulate(m_notesHere.begin(), m_notesHere.end(), 0);
        bool hasMore = m_notesHere[m_last->part] < limits.parts[m_last->part].mostNotes &&
                       hasPitchAbove(m_last->part, m_last->pitch);
        hasMore = hasMore && mayPlay(m_last->part);
        for (std::size_t part = m_last->part + 1U; part < m_take->programs.size(); ++part)
            hasMore = hasMore || (mayPlay(part) && anyIn(limits.parts[part].pitches));
        if (here >= limits.mostNotes || !hasMore)
            allowed[kStepSame] = 0;
        bool hasLater = false;
        for (int at = m_history.lastPosition() + 1;
             at < m_take->bars[static_cast<std::size_t>(bar)].steps; ++at)
            hasLater = hasLater || limits.positions[static_cast<std::size_t>(at)] != 0;
        if (!hasLater)
            allowed[kStepLater] = 0;
    }
    // What leads beyond the bars ends them.
    const int end = m_lastBar + 1;
    restrictBy(allowed, [&](int step) {
        if (step == kStepEnd)
            return bar == m_lastBar;
        if (step < kStepNextBar)
            return true;
        const int next = m_history.barAfter(step);
        return next >= m_firstBar && next <= end &&
               next - std::max(bar, m_firstBar - 1) <= std::max(1, limits.longestGap) &&
               timeOf(next, 0) - m_soundsUntil <= limits.longestRest;
    });
    restrictBy(allowed, [&](int step) {
        const int next = m_history.barAfter(step);
        return step == kStepEnd || (next >= m_firstBar && next <= end);
    });
}

void CompoundStream::restrictPosition(std::span<std::uint8_t> allowed) const {
    const auto& limits = m_encoding.limits();
    restrictBy(allowed,
               [&](int at) { return limits.positions[static_cast<std::size_t>(at)] != 0; });
    const auto start = timeOf(m_draft.bar, 0);
    restrictBy(allowed, [&](int at) { return start + at - m_soundsUntil <= limits.longestRest; });
}

void CompoundStream::restrictPart(std::span<std::uint8_t> allowed) const {
    const auto& limits = m_encoding.limits();
    const bool isSame = m_step == kStepSame;
    // Where a note that stays is near, its part may be told ahead: then that note follows.
    const bool isNear = nextLocked() != nullptr && nextLocked()->bar == m_draft.bar;
    restrictBy(allowed,
               [&](int part) { return isNear || mayPlay(static_cast<std::size_t>(part)); });
    restrictBy(allowed, [&](int part) {
        const auto index = static_cast<std::size_t>(part);
        const bool isLast = isSame && part == m_last->part;
        return hasPitchAbove(part, isLast ? m_last->pitch : -1) &&
               !(isLast && m_notesHere[index] >= limits.parts[index].mostNotes);
    });
}

void CompoundStream::restrictPitch(std::span<std::uint8_t> allowed) const {
    const auto& pitches = m_encoding.limits().parts[m_draft.part].pitches;
    restrictBy(allowed, [&](int pitch) { return pitches[static_cast<std::size_t>(pitch)] != 0; });
    if (!m_isVaried)
        return;
    // Other notes of a varied chord keep their order.
    restrictBy(allowed, [&](int pitch) { return pitch != m_draft.pitch; });
    if (m_nextGiven < m_given.size()) {
        const auto& next = m_given[m_nextGiven].note;
        if (isSamePlace(next, m_draft) && next.part == m_draft.part)
            restrictBy(allowed, [&](int pitch) { return pitch < next.pitch; });
    }
}

void CompoundStream::choose(CompoundField field, int choice) {
    switch (field) {
    case CompoundField::Step:
        chooseStep(choice);
        break;
    case CompoundField::Position:
        m_draft.at = static_cast<std::uint8_t>(choice);
        break;
    case CompoundField::Part:
        m_draft.part = static_cast<std::uint8_t>(choice);
        break;
    case CompoundField::Pitch:
    case CompoundField::Drum:
        m_draft.pitch = static_cast<std::uint8_t>(choice);
        break;
    case CompoundField::Duration:
        m_draft.duration = static_cast<std::uint8_t>(choice);
        break;
    case CompoundField::Velocity:
        m_draft.velocity = static_cast<std::uint8_t>(choice);
        break;
    }
    giveWay(field);
}

void CompoundStream::chooseStep(int step) {
    m_step = step;
    m_draft = {};
    m_draft.bar = step == kStepEnd ? m_lastBar + 1 : m_history.barAfter(step);
    m_draft.at = static_cast<std::uint8_t>(std::max(0, m_history.lastPosition()));
    m_isComplete = m_draft.bar > m_lastBar && nextLocked() == nullptr;
}

void CompoundStream::giveWay(CompoundField field) {
    if (nextLocked() == nullptr || !isBehindLocked(field))
        return;
    m_draft = *nextLocked();
    ++m_nextLocked;
    m_isForced = true;
}

bool CompoundStream::isBehindLocked(CompoundField field) const {
    const CompoundNote& locked = *nextLocked();
    const auto place = std::pair(m_draft.bar, m_draft.at);
    const auto lockedPlace = std::pair(locked.bar, locked.at);
    const bool isSame = place == lockedPlace;
    switch (field) {
    case CompoundField::Step: // a position follows, unless it is that of the last note
        return m_draft.bar > locked.bar || (m_step == kStepSame && place > lockedPlace);
    case CompoundField::Position:
        return place > lockedPlace;
    case CompoundField::Part: // one that stays is told ahead; when it plays is known
        return !mayPlay(m_draft.part) || (isSame && m_draft.part > locked.part);
    case CompoundField::Pitch:
    case CompoundField::Drum:
        return isSame && m_draft.part == locked.part && m_draft.pitch >= locked.pitch;
    case CompoundField::Duration:
    case CompoundField::Velocity:
        break;
    }
    return false;
}

void CompoundStream::finishNote() {
    if (!std::exchange(m_isForced, false))
        m_draft.source = -1;
    m_take->notes.push_back(m_draft);
    append(m_draft);
    if (m_isVaried)
        m_isComplete = m_nextGiven == m_given.size();
}

void CompoundStream::append(const CompoundNote& note) {
    if (!m_last || !isSamePlace(*m_last, note))
        std::ranges::fill(m_notesHere, 0);
    ++m_notesHere[note.part];
    m_soundsUntil = std::max(m_soundsUntil, timeOf(note.bar, note.at) +
                                                CompoundDurations::get().stepsOf(note.duration));
    m_history.append(note);
    m_last = note;
    m_before.push_back(note);
}

} // namespace leitmotif
