// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_history.h"

#include "models/corpus/compound_layout.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace leitmotif {

using namespace layout;

namespace {

int slotOf(int part) {
    return std::min(part, kSlots - 1);
}

int barLengthOf(const CompoundBar& bar) {
    return std::min(bar.steps / (kCompoundSteps / 2), kBarLengths - 1);
}

int intervalIndex(int interval) {
    return interval == kNoInterval ? kIntervals : std::clamp(interval, -kReach, kReach) + kReach;
}

} // namespace

CompoundHistory::CompoundHistory(const Frame& frame)
    : m_frame(frame), m_bars(frame.piece->bars.size()), m_parts(frame.piece->programs.size()) {
    m_barStarts.push_back(0);
    for (const auto& bar : frame.piece->bars)
        m_barStarts.push_back(m_barStarts.back() + bar.steps);
}

void CompoundHistory::remember(const CompoundNote& note) {
    auto& part = m_parts[note.part];
    const int interval = part.pitch < 0 ? kNoInterval : note.pitch - part.pitch;
    part.pitch = note.pitch;
    m_bars[static_cast<std::size_t>(note.bar)].push_back({note, interval});
}

void CompoundHistory::begin(int bar, CompoundEnd end, bool isSuffix) {
    m_end = end;
    m_isSuffix = isSuffix;
    m_isAtBeginning = true;
    m_last = {};
    m_last.bar = bar;
    m_at = -1;
    m_placedAt = -1;
    m_sounding.clear();
    std::ranges::fill(m_parts, PartState());
}

void CompoundHistory::append(const CompoundNote& note) {
    m_lastStep = stepTo(note);
    m_lastRank = notesHere(note, m_lastStep);
    place(note.bar, note.at);
    m_lastPlace = m_place;
    auto& part = m_parts[note.part];
    const auto now = timeOf(note.bar, note.at);
    m_lastInterval = part.pitch < 0 || isDrum(note.part) ? kNoInterval : note.pitch - part.pitch;
    m_bars[static_cast<std::size_t>(note.bar)].push_back({note, m_lastInterval});
    part = {note.pitch, note.duration, note.velocity, now};
    std::erase_if(m_sounding, [&](const Sounding& sounding) { return sounding.end <= now; });
    if (!isDrum(note.part))
        m_sounding.push_back(
            {now + CompoundDurations::get().stepsOf(note.duration), note.part, note.pitch});
    m_last = note;
    m_at = note.at;
    m_isAtBeginning = false;
}

int CompoundHistory::stepTo(const CompoundNote& next) const {
    const int ahead = next.bar - m_last.bar;
    if (ahead > 0)
        return kStepNextBar + std::min(ahead, kMostBarsAhead) - 1;
    return next.at == m_at ? kStepSame : kStepLater;
}

int CompoundHistory::barAfter(int step) const {
    return m_last.bar + (step < kStepNextBar ? 0 : step - kStepNextBar + 1);
}

std::span<const CompoundHistory::Remembered> CompoundHistory::barAt(int bar) const {
    if (!m_frame.hasMemory || bar < 0 || bar >= static_cast<int>(m_bars.size()))
        return {};
    return m_bars[static_cast<std::size_t>(bar)];
}

/// Finds the notes at this position in the bars that are compared. Done once for all fields.
void CompoundHistory::place(int bar, int at) {
    const auto time = timeOf(bar, at);
    if (m_placedAt == time)
        return;
    m_placedAt = time;
    for (std::size_t lag = 0; lag < kBarLags.size(); ++lag) {
        const auto notes = barAt(bar + kBarLags[lag]);
        const auto found = std::ranges::equal_range(
            notes, at, {}, [](const Remembered& note) { return int{note.at}; });
        m_place[lag] = {found.begin(), found.end()};
    }
}

int CompoundHistory::leftBucket(int bar) const {
    if (m_end.kind == CompoundEnd::Kind::Unknown)
        return 0;
    const int left = std::max(0, m_end.bar - 1 - bar);
    const int bucket = left <= 8 ? left : left <= 12 ? 9 : left <= 16 ? 10 : 11;
    return 1 + bucket + (m_end.kind == CompoundEnd::Kind::Hole ? kLeftBuckets : 0);
}

int CompoundHistory::startBucket(int bar) const {
    if (!m_frame.knowsStart)
        return kStartBuckets - 1;
    return bar < 4 ? bar : bar < 8 ? 4 : bar < 16 ? 5 : bar < 32 ? 6 : 7;
}

int CompoundHistory::notesHere(const CompoundNote& draft, int step) const {
    return step == kStepSame && m_last.part == draft.part ? m_lastRank + 1 : 0;
}

void CompoundHistory::writeInput(RowBags& bags) const {
    bags.begin();
    const auto& bar = m_frame.piece->bars[static_cast<std::size_t>(m_last.bar)];
    bags.add(kInput.barLength + barLengthOf(bar));
    bags.add(kInput.fromStart + startBucket(m_last.bar));
    if (m_frame.knowsStart)
        bags.add(kInput.phase + m_last.bar % kPhases);
    bags.add(kInput.left + leftBucket(m_last.bar));
    if (m_isSuffix)
        bags.add(kInput.suffix);
    if (m_frame.piece->hasFreeBeat)
        bags.add(kInput.isFree);
    if (m_isAtBeginning) {
        bags.add(kInput.start);
        return;
    }
    const bool drum = isDrum(m_last.part);
    bags.add(kInput.pitch + m_last.pitch + (drum ? kPitches : 0));
    bags.add(kInput.duration + m_last.duration);
    bags.add(kInput.velocity + m_last.velocity);
    bags.add(kInput.position + m_last.at);
    bags.add(kInput.inBeat + m_last.at % kCompoundSteps);
    bags.add(kInput.step + m_lastStep);
    bags.add(kInput.program + m_frame.piece->programs[m_last.part]);
    bags.add(kInput.slot + slotOf(m_last.part));
    bags.add(kInput.interval + intervalIndex(m_lastInterval));
    int bass = m_last.pitch;
    for (const auto& sounding : m_sounding)
        bass = std::min<int>(bass, sounding.pitch);
    if (!drum)
        bags.add(kInput.bass + std::min(m_last.pitch - bass, kBassIntervals - 1));
    bags.add(kInput.sounding + std::min(static_cast<int>(m_sounding.size()), kSoundingCounts - 1));
    for (int lag = 0; lag < kLags; ++lag)
        for (const auto& note : m_lastPlace[static_cast<std::size_t>(lag)])
            if (note.part == m_last.part && note.pitch == m_last.pitch) {
                bags.add(kInput.match + lag);
                break;
            }
}

void CompoundHistory::write(FieldRows& rows, int step, const CompoundNote& draft) {
    switch (rows.field) {
    case CompoundField::Step:
        writeStep(rows);
        break;
    case CompoundField::Position:
        writePosition(rows, step, draft.bar);
        break;
    case CompoundField::Part:
        writePart(rows, step, draft);
        break;
    case CompoundField::Pitch:
    case CompoundField::Drum:
        writePitch(rows, step, draft);
        break;
    case CompoundField::Duration:
        writeDuration(rows, step, draft);
        break;
    case CompoundField::Velocity:
        writeVelocity(rows, draft);
        break;
    }
}

std::int64_t CompoundHistory::choiceOf(CompoundField field, int step, const CompoundNote& note) {
    switch (field) {
    case CompoundField::Step:
        return step;
    case CompoundField::Position:
        return note.at;
    case CompoundField::Part:
        return note.part;
    case CompoundField::Pitch:
    case CompoundField::Drum:
        return note.pitch;
    case CompoundField::Duration:
        return note.duration;
    case CompoundField::Velocity:
        return note.velocity;
    }
    return 0;
}

void CompoundHistory::writeStep(FieldRows& rows) const {
    FieldRow row(rows, kStepFeatures.count);
    row.condition(kStepRows.always);
    const auto& bar = m_frame.piece->bars[static_cast<std::size_t>(m_last.bar)];
    auto allowed = row.allowed();
    if (m_isAtBeginning)
        allowed[kStepSame] = 0;
    if (m_at + m_frame.stride >= bar.steps && !m_isAtBeginning)
        allowed[kStepLater] = 0;
    for (int lag = 0; lag < kLags; ++lag) {
        const auto notes = barAt(m_last.bar + kBarLags[static_cast<std::size_t>(lag)]);
        if (!m_isAtBeginning) {
            const auto& here = m_lastPlace[static_cast<std::size_t>(lag)];
            if (!here.empty() && std::pair(here.back().part, here.back().pitch) >
                                     std::pair(m_last.part, m_last.pitch))
                row.feature(kStepSame, kStepFeatures.moreHere + lag);
        }
        if (!notes.empty() && notes.back().at > m_at)
            row.feature(kStepLater, kStepFeatures.later + lag);
        if (!barAt(m_last.bar + 1 + kBarLags[static_cast<std::size_t>(lag)]).empty())
            row.feature(kStepNextBar, kStepFeatures.nextBar + lag);
    }
}

void CompoundHistory::writePosition(FieldRows& rows, int step, int bar) const {
    FieldRow row(rows, kPositionFeatures.count);
    const auto& length = m_frame.piece->bars[static_cast<std::size_t>(bar)];
    const int before = step == kStepLater ? m_at : -1;
    row.condition(kPositionRows.step + step);
    row.condition(kPositionRows.barLength + barLengthOf(length));
    row.condition(kPositionRows.before + before + 1);
    row.condition(kPositionRows.fromStart + startBucket(bar));
    row.condition(kPositionRows.left + leftBucket(bar));
    if (m_frame.piece->hasFreeBeat)
        row.condition(kPositionRows.isFree);
    auto allowed = row.allowed();
    for (int at = 0; at < kCompoundPositions; ++at)
        allowed[static_cast<std::size_t>(at)] =
            at > before && at < length.steps && at % m_frame.stride == 0 ? 1 : 0;
    for (int lag = 0; lag < kLags; ++lag) {
        int last = -1;
        bool isNext = true;
        for (const auto& note : barAt(bar + kBarLags[static_cast<std::size_t>(lag)])) {
            if (note.at == last || note.at <= before)
                continue;
            last = note.at;
            row.feature(last, kPositionFeatures.onset + lag);
            if (isNext)
                row.feature(last, kPositionFeatures.next + lag);
            isNext = false;
        }
    }
}

void CompoundHistory::writePart(FieldRows& rows, int step, const CompoundNote& draft) {
    place(draft.bar, draft.at);
    FieldRow row(rows, kPartFeatures.count);
    row.condition(kPartRows.step + step);
    row.condition(kPartRows.inBeat + draft.at % kCompoundSteps);
    row.condition(kPartRows.beat + draft.at / kCompoundSteps);
    const auto now = timeOf(draft.bar, draft.at);
    auto allowed = row.allowed();
    const auto& programs = m_frame.piece->programs;
    for (std::size_t i = programs.size(); i < rows.choices; ++i)
        allowed[i] = 0;
    for (int part = 0; part < static_cast<int>(programs.size()); ++part) {
        if (step == kStepSame && part < m_last.part)
            allowed[static_cast<std::size_t>(part)] = 0;
        row.feature(part, kPartFeatures.program + programs[static_cast<std::size_t>(part)]);
        row.feature(part, kPartFeatures.slot + slotOf(part));
        const auto onset = m_parts[static_cast<std::size_t>(part)].onset;
        const auto beats = onset < 0 ? kAges : (now - onset) / kCompoundSteps;
        const int age = beats < 3 ? static_cast<int>(beats) : beats < 4 ? 3 : onset >= 0 ? 4 : 5;
        row.feature(part, kPartFeatures.age + age);
        if (!m_isAtBeginning && part == m_last.part)
            row.feature(part, kPartFeatures.isLast);
        if (!m_isAtBeginning && part == m_last.part + 1)
            row.feature(part, kPartFeatures.isAfterLast);
    }
    for (const auto& sounding : m_sounding)
        if (sounding.end > now)
            row.feature(sounding.part, kPartFeatures.sounds);
    for (int lag = 0; lag < kLags; ++lag) {
        int last = -1;
        for (const auto& note : m_place[static_cast<std::size_t>(lag)])
            if (note.part != last)
                row.feature(last = note.part, kPartFeatures.onset + lag);
    }
}

void CompoundHistory::writePitch(FieldRows& rows, int step, const CompoundNote& draft) {
    place(draft.bar, draft.at);
    FieldRow row(rows, kPitchFeatures.count);
    const auto& part = m_parts[draft.part];
    row.condition(kPitchRows.step + step);
    row.condition(kPitchRows.inBeat + draft.at % kCompoundSteps);
    row.condition(kPitchRows.program + m_frame.piece->programs[draft.part]);
    row.condition(kPitchRows.slot + slotOf(draft.part));
    row.condition(kPitchRows.before + part.pitch + 1);
    row.condition(kPitchRows.rank + std::min(notesHere(draft, step), kRanks - 1));
    if (step == kStepSame && draft.part == m_last.part) {
        auto allowed = row.allowed();
        std::fill_n(allowed.begin(), m_last.pitch + 1, std::uint8_t{0});
    }
    const auto now = timeOf(draft.bar, draft.at);
    std::array<bool, 12> classes = {};
    for (const auto& sounding : m_sounding) {
        if (sounding.end <= now)
            continue;
        row.condition(kPitchRows.sounding + sounding.pitch);
        row.feature(sounding.pitch, kPitchFeatures.sounds);
        classes[sounding.pitch % 12U] = true;
    }
    for (int pitchClass = 0; pitchClass < 12; ++pitchClass) {
        if (!classes[static_cast<std::size_t>(pitchClass)])
            continue;
        row.condition(kPitchRows.soundingClass + pitchClass);
        for (int pitch = pitchClass; pitch < kPitches; pitch += 12)
            row.feature(pitch, kPitchFeatures.classSounds);
    }
    for (int lag = 0; lag < kLags; ++lag)
        for (const auto& note : m_place[static_cast<std::size_t>(lag)]) {
            row.feature(note.pitch, kPitchFeatures.ofAny + lag);
            if (note.part != draft.part)
                continue;
            row.feature(note.pitch, kPitchFeatures.ofPart + lag);
            const int moved = part.pitch + note.interval;
            if (part.pitch >= 0 && note.interval != kNoInterval && moved >= 0 && moved < kPitches)
                row.feature(moved, kPitchFeatures.sequence + lag);
        }
    if (part.pitch >= 0 && !isDrum(draft.part))
        for (int pitch = std::max(0, part.pitch - kReach);
             pitch <= std::min(kPitches - 1, part.pitch + kReach); ++pitch)
            row.feature(pitch, kPitchFeatures.interval + pitch - part.pitch + kReach);
}

void CompoundHistory::writeDuration(FieldRows& rows, int step, const CompoundNote& draft) {
    place(draft.bar, draft.at);
    FieldRow row(rows, kDurationFeatures.count);
    const auto& bar = m_frame.piece->bars[static_cast<std::size_t>(draft.bar)];
    row.condition(kDurationRows.step + step);
    row.condition(kDurationRows.inBeat + draft.at % kCompoundSteps);
    row.condition(kDurationRows.beat + draft.at / kCompoundSteps);
    row.condition(kDurationRows.pitch + draft.pitch + (isDrum(draft.part) ? kPitches : 0));
    row.condition(kDurationRows.program + m_frame.piece->programs[draft.part]);
    row.condition(kDurationRows.slot + slotOf(draft.part));
    row.condition(kDurationRows.before + m_parts[draft.part].duration + 1);
    row.condition(kDurationRows.together + (step == kStepSame ? m_last.duration + 1 : 0));
    row.condition(kDurationRows.barLength + barLengthOf(bar));
    auto allowed = row.allowed();
    const auto free = static_cast<std::size_t>(CompoundDurations::get().firstFree());
    const auto other = m_frame.piece->hasFreeBeat ? allowed.first(free) : allowed.subspan(free);
    std::ranges::fill(other, std::uint8_t{0});
    for (int lag = 0; lag < kLags; ++lag)
        for (const auto& note : m_place[static_cast<std::size_t>(lag)]) {
            if (note.part != draft.part)
                continue;
            row.feature(note.duration, kDurationFeatures.ofPart + lag);
            if (note.pitch == draft.pitch)
                row.feature(note.duration, kDurationFeatures.ofPitch + lag);
        }
}

void CompoundHistory::writeVelocity(FieldRows& rows, const CompoundNote& draft) {
    place(draft.bar, draft.at);
    FieldRow row(rows, kVelocityFeatures.count);
    const auto& part = m_parts[draft.part];
    row.condition(kVelocityRows.inBeat + draft.at % kCompoundSteps);
    row.condition(kVelocityRows.beat + draft.at / kCompoundSteps);
    row.condition(kVelocityRows.pitch + draft.pitch + (isDrum(draft.part) ? kPitches : 0));
    row.condition(kVelocityRows.program + m_frame.piece->programs[draft.part]);
    row.condition(kVelocityRows.slot + slotOf(draft.part));
    row.condition(kVelocityRows.duration + draft.duration);
    row.condition(kVelocityRows.before + (part.velocity < 0 ? kNoVelocity : part.velocity));
    row.condition(kVelocityRows.last + (m_isAtBeginning ? kNoVelocity : m_last.velocity));
    for (int lag = 0; lag < kLags; ++lag)
        for (const auto& note : m_place[static_cast<std::size_t>(lag)])
            if (note.part == draft.part && note.velocity != kNoVelocity)
                row.feature(note.velocity, kVelocityFeatures.ofPart + lag);
}

} // namespace leitmotif
