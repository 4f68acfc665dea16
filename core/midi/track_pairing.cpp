// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/track_pairing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace leitmotif {

namespace {

constexpr Tick kNever{std::numeric_limits<std::int64_t>::max()};

} // namespace

TrackPairing::TrackPairing(UnpairedTrack& track, Findings& findings)
    : m_track(track),
      m_findings(findings),
      m_isUsed(track.ends.size(), false),
      m_isOwn(track.ends.size(), false) {}

void TrackPairing::pairFirstInFirstOut() {
    sortByKey();
    for (std::size_t key = 0; key < kNoteKeys; ++key) {
        std::size_t oldest = m_keys[key];
        for (std::size_t i = m_keys[key]; i < m_keys[key + 1]; ++i) {
            if (m_moments[i].isStart)
                continue;
            while (oldest < i && !m_moments[oldest].isStart)
                ++oldest;
            if (oldest < i)
                endNote(m_moments[oldest++].index, m_moments[i].index);
        }
    }
    for (const Note& note : m_track.notes)
        if (note.isHanging())
            m_findings.add(ImportFinding::HangingNote);
}

void TrackPairing::pairOwnEnds() {
    sortByKey();
    for (std::size_t key = 0; key < kNoteKeys; ++key)
        pairKey(m_keys[key], m_keys[key + 1]);
    measureLengths();
    if (!m_lost.empty())
        for (const Block& block : m_blocks)
            if (isUnlikely(block))
                readAsRestrikes(block);
    std::ranges::sort(m_lost, {}, &Lost::note);
    m_keys = {};
    m_moments = {};
}

Tick TrackPairing::nextOnset(const Lost& lost) const {
    return lost.next ? m_track.notes[*lost.next].onset : kNever;
}

void TrackPairing::endAt(const Lost& lost, Tick tick, ImportFinding finding) {
    Note& note = m_track.notes[lost.note];
    note.length = tick - note.onset;
    note.offForm = NoteOffForm::Implied;
    m_findings.add(finding);
}

void TrackPairing::pairNeighbours() {
    std::vector<std::uint32_t> unused;
    for (std::uint32_t i = 0; i < m_track.ends.size(); ++i)
        if (!m_isUsed[i])
            unused.push_back(i);
    if (unused.empty() || m_lost.empty())
        return;
    const auto placeOf = [this](std::uint32_t i) {
        const NoteEnd& end = m_track.ends[i];
        return std::pair(noteKeyOf(end.channel, end.pitch), end.tick);
    };
    std::ranges::stable_sort(unused, {}, placeOf);
    for (const Lost& lost : m_lost) {
        const Note& note = m_track.notes[lost.note];
        if (note.offForm == NoteOffForm::Implied)
            continue;
        const Tick latest = std::min(nextOnset(lost), latestEnd(note));
        std::optional<std::uint32_t> found;
        for (const int pitch : {note.pitch.value - 1, note.pitch.value + 1}) {
            if (pitch < 0 || pitch > 127)
                continue;
            const auto key = noteKeyOf(note.channel, static_cast<std::uint8_t>(pitch));
            auto place = std::ranges::upper_bound(unused, std::pair(key, note.onset), {}, placeOf);
            while (place != unused.end() && placeOf(*place) <= std::pair(key, latest) &&
                   m_isUsed[*place])
                ++place;
            if (place != unused.end() && placeOf(*place) <= std::pair(key, latest) &&
                (!found || m_track.ends[*place].tick < m_track.ends[*found].tick))
                found = *place;
        }
        if (!found)
            continue;
        lend(*found);
        endAt(lost, m_track.ends[*found].tick, ImportFinding::NoteEndedBesideItsKey);
    }
}

void TrackPairing::endTheRest() {
    for (std::size_t i = m_lost.size(); i-- > 0;) { // later ones of a key first
        const Lost& lost = m_lost[i];
        Note& note = m_track.notes[lost.note];
        if (note.offForm == NoteOffForm::Implied)
            continue;
        ImportFinding finding = endAtNextStart(lost, note);
        if (cutAt(note, nextAllOff(note)))
            finding = ImportFinding::NoteEndedByAllOff;
        if (cutAt(note, latestEnd(note)))
            finding = ImportFinding::NoteCutToLongest;
        m_findings.add(finding);
    }
}

TrackPtr TrackPairing::build() {
    for (const Note& note : m_track.notes)
        if (note.hasOwnEnd() && note.length == Tick{0})
            m_findings.add(ImportFinding::ZeroLengthNote);
    for (std::size_t i = 0; i < m_track.ends.size(); ++i) {
        if (m_isOwn[i])
            continue;
        const NoteEnd& end = m_track.ends[i];
        const auto kind = end.form == NoteOffForm::NoteOnZero ? 0x90U : 0x80U;
        m_track.events.push_back({.tick = end.tick,
                                  .order = end.order,
                                  .status = static_cast<std::uint8_t>(kind | end.channel),
                                  .data1 = end.pitch,
                                  .data2 = end.velocity});
        if (!m_isUsed[i])
            m_findings.add(ImportFinding::NoteOffWithoutNoteOn);
    }
    return std::make_shared<const Track>(std::move(m_track.notes), std::move(m_track.events),
                                         m_track.end, m_track.hasEndOfTrack);
}

void TrackPairing::sortByKey() {
    const auto& notes = m_track.notes;
    const auto& ends = m_track.ends;
    m_keys.assign(kNoteKeys + 1, 0);
    for (const Note& note : notes)
        ++m_keys[noteKeyOf(note.channel, note.pitch.value) + 1];
    for (const NoteEnd& end : ends)
        ++m_keys[noteKeyOf(end.channel, end.pitch) + 1];
    for (std::size_t key = 0; key < kNoteKeys; ++key)
        m_keys[key + 1] += m_keys[key];
    m_moments.resize(notes.size() + ends.size());
    auto next = m_keys;
    for (std::uint32_t note = 0, end = 0; note < notes.size() || end < ends.size();) {
        const bool isStart =
            end == ends.size() || (note < notes.size() && notes[note].onOrder < ends[end].order);
        if (isStart) {
            const Note& one = notes[note];
            m_moments[next[noteKeyOf(one.channel, one.pitch.value)]++] = {note++, true};
        } else {
            const NoteEnd& one = ends[end];
            m_moments[next[noteKeyOf(one.channel, one.pitch)]++] = {end++, false};
        }
    }
}

void TrackPairing::endNote(std::uint32_t index, std::uint32_t by) {
    Note& note = m_track.notes[index];
    const NoteEnd& end = m_track.ends[by];
    note.length = end.tick - note.onset;
    note.offForm = end.form;
    note.offOrder = end.order;
    if (end.form == NoteOffForm::NoteOff)
        note.releaseVelocity = {end.velocity};
    m_isUsed[by] = m_isOwn[by] = true;
}

void TrackPairing::pairKey(std::size_t first, std::size_t last) {
    m_open.clear();
    m_isAnswered.assign(last - first, false);
    for (std::size_t i = first; i < last; ++i) {
        if (m_moments[i].isStart) {
            m_open.push_back(i);
        } else if (!m_open.empty()) {
            m_isAnswered[i - first] = m_isAnswered[m_open.back() - first] = true;
            m_open.pop_back();
        }
    }
    std::optional<std::uint32_t> next;
    for (std::size_t i = last; i-- > first;) {
        if (!m_moments[i].isStart)
            continue;
        if (!m_isAnswered[i - first])
            m_lost.push_back({m_moments[i].index, next});
        next = m_moments[i].index;
    }
    std::size_t oldest = first;
    std::size_t depth = 0;
    std::size_t begin = first;
    for (std::size_t i = first; i < last; ++i) {
        if (!m_isAnswered[i - first])
            continue;
        if (m_moments[i].isStart) {
            begin = depth++ == 0 ? i : begin;
            continue;
        }
        while (!m_moments[oldest].isStart || !m_isAnswered[oldest - first])
            ++oldest;
        endNote(m_moments[oldest++].index, m_moments[i].index);
        if (--depth > 0)
            continue;
        if (i - begin > 1)
            m_blocks.push_back({begin, i + 1});
        else
            m_clear.push_back(m_moments[begin].index);
    }
}

void TrackPairing::measureLengths() {
    std::array<std::vector<std::int64_t>, kChannels> lengths;
    for (const std::uint32_t index : m_clear)
        lengths[m_track.notes[index].channel].push_back(m_track.notes[index].length.value);
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
        auto& all = lengths[channel];
        if (all.empty())
            continue;
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
        std::ranges::nth_element(all, middle);
        m_lengths[channel] = {std::max(1.0, static_cast<double>(*middle)),
                              {std::max<std::int64_t>(1, std::ranges::max(all))}};
    }
}

Tick TrackPairing::latestEnd(const Note& note) const {
    const Lengths& lengths = m_lengths[note.channel];
    return lengths.usual > 0.0 ? note.onset + lengths.longest : kNever;
}

double TrackPairing::strangeness(const Note& note, Tick length) const {
    const auto ticks = static_cast<double>(std::max<std::int64_t>(1, length.value));
    return std::abs(std::log2(ticks / m_lengths[note.channel].usual));
}

bool TrackPairing::isUnlikely(const Block& block) const {
    constexpr double kDamage = 4.0; // octaves that one lost end must explain
    const Note& any = m_track.notes[m_moments[block.first].index];
    if (m_lengths[any.channel].usual <= 0.0)
        return false;
    double inOrder = 0.0;
    double restruck = 0.0;
    std::optional<std::uint32_t> sounding;
    for (std::size_t i = block.first; i < block.last; ++i) {
        if (m_moments[i].isStart) {
            const Note& note = m_track.notes[m_moments[i].index];
            inOrder += strangeness(note, note.length);
            restruck += sounding ? kDamage : 0.0;
            sounding = m_moments[i].index;
        } else if (sounding) {
            const Note& note = m_track.notes[*sounding];
            restruck += strangeness(note, m_track.ends[m_moments[i].index].tick - note.onset);
            sounding.reset();
        }
    }
    return restruck < inOrder;
}

void TrackPairing::readAsRestrikes(const Block& block) {
    std::optional<std::uint32_t> sounding;
    for (std::size_t i = block.first; i < block.last; ++i) {
        const std::uint32_t index = m_moments[i].index;
        if (m_moments[i].isStart) {
            if (sounding)
                m_lost.push_back({*sounding, index});
            sounding = index;
            Note& note = m_track.notes[index];
            note.offForm = NoteOffForm::Missing;
            note.offOrder = Note::kNewOffOrder;
            note.releaseVelocity = Note{}.releaseVelocity;
        } else {
            m_isUsed[index] = m_isOwn[index] = false;
            if (sounding)
                endNote(*sounding, index);
            sounding.reset();
        }
    }
}

ImportFinding TrackPairing::endAtNextStart(const Lost& lost, Note& note) const {
    const Note* const next = lost.next ? &m_track.notes[*lost.next] : nullptr;
    const bool isStruckTwice = next && next->onset == note.onset; // both released together
    if (!next || (isStruckTwice && next->isHanging())) {
        note.length = m_track.end - note.onset;
        return ImportFinding::HangingNote;
    }
    note.offForm = NoteOffForm::Implied;
    note.length = isStruckTwice ? next->length : next->onset - note.onset;
    if (isStruckTwice)
        note.offOrder = next->offOrder;
    return ImportFinding::NoteEndedByRestrike;
}

bool TrackPairing::cutAt(Note& note, Tick end) {
    if (note.end() <= end)
        return false;
    note.length = end - note.onset;
    note.offForm = NoteOffForm::Implied;
    note.offOrder = Note::kNewOffOrder;
    return true;
}

Tick TrackPairing::nextAllOff(const Note& note) {
    constexpr std::uint8_t kAllSoundOff = 120;
    constexpr std::uint8_t kAllNotesOff = 123; // and above: mode changes, which do the same
    if (m_allOff.empty()) {
        m_allOff.resize(kChannels);
        for (const Event& event : m_track.events)
            if ((event.status & 0xf0U) == 0xb0 &&
                (event.data1 == kAllSoundOff || event.data1 >= kAllNotesOff))
                m_allOff[event.channel()].push_back(event.tick);
    }
    const std::vector<Tick>& ends = m_allOff[note.channel];
    const auto next = std::ranges::upper_bound(ends, note.onset);
    return next == ends.end() ? kNever : *next;
}

} // namespace leitmotif
