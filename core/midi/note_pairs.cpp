// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/note_pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kChannels = 16;
constexpr std::size_t kKeys = kChannels * 128;
constexpr Tick kNever{std::numeric_limits<std::int64_t>::max()};

std::size_t keyOf(std::uint8_t channel, std::uint8_t pitch) {
    return std::size_t{channel} * 128 + pitch;
}

/// A start or end of a key, by its index among those of its track.
struct Moment {
    std::uint32_t index = 0;
    bool isStart = false;
};

/// A note whose own end is not there.
struct Lost {
    std::uint32_t note = 0;
    std::uint32_t next = kNone; ///< the following note of its key
};

/// Starts and ends of one key that answer each other, with more than one note sounding at once.
struct Block {
    std::size_t first = 0; ///< in the moments of the track
    std::size_t last = 0;  ///< one past
};

/// What the notes of a channel that nothing was unclear about tell of lengths.
struct Lengths {
    double usual = 0.0; ///< the median; 0: there are none
    Tick longest;
};

/// The port that a track names, 0 if it names none.
std::uint8_t portOf(const std::vector<Event>& events) {
    for (const Event& event : events)
        if (event.isMeta(meta::kPort) && !event.bytes().empty())
            return event.bytes()[0];
    return 0;
}

/// Pairs the notes of one track, first with the ends of their own keys, then with what else there
/// is. Refers to the track.
class TrackPairing {
  public:
    TrackPairing(UnpairedTrack& track, Findings& findings)
        : m_track(track),
          m_findings(findings),
          m_isUsed(track.ends.size(), false),
          m_isOwn(track.ends.size(), false) {}

    /// Ends of a key in the order of its starts, whatever was lost.
    void pairFirstInFirstOut() {
        sortByKey();
        for (std::size_t key = 0; key < kKeys; ++key) {
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

    void pairOwnEnds() {
        sortByKey();
        for (std::size_t key = 0; key < kKeys; ++key)
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

    [[nodiscard]] const std::vector<Lost>& lost() const { return m_lost; }
    [[nodiscard]] const UnpairedTrack& track() const { return m_track; }
    [[nodiscard]] bool isUsed(std::size_t end) const { return m_isUsed[end]; }
    [[nodiscard]] Tick nextOnset(const Lost& lost) const {
        return lost.next == kNone ? kNever : m_track.notes[lost.next].onset;
    }

    /// The end is that of a note elsewhere.
    void lend(std::size_t end) { m_isUsed[end] = true; }
    void endAt(const Lost& lost, Tick tick, ImportFinding finding) {
        Note& note = m_track.notes[lost.note];
        note.length = tick - note.onset;
        note.offForm = NoteOffForm::Implied;
        m_findings.add(finding);
    }

    /// Notes that are still lost get the unused ends of the keys beside theirs.
    void pairNeighbours() {
        std::vector<std::uint32_t> unused;
        for (std::uint32_t i = 0; i < m_track.ends.size(); ++i)
            if (!m_isUsed[i])
                unused.push_back(i);
        if (unused.empty() || m_lost.empty())
            return;
        const auto placeOf = [this](std::uint32_t i) {
            const NoteEnd& end = m_track.ends[i];
            return std::pair(keyOf(end.channel, end.pitch), end.tick);
        };
        std::ranges::stable_sort(unused, {}, placeOf);
        for (const Lost& lost : m_lost) {
            const Note& note = m_track.notes[lost.note];
            if (note.offForm == NoteOffForm::Implied)
                continue;
            const Tick latest = std::min(nextOnset(lost), latestEnd(note));
            std::uint32_t found = kNone;
            for (const int pitch : {note.pitch.value - 1, note.pitch.value + 1}) {
                if (pitch < 0 || pitch > 127)
                    continue;
                const auto key = keyOf(note.channel, static_cast<std::uint8_t>(pitch));
                auto place =
                    std::ranges::upper_bound(unused, std::pair(key, note.onset), {}, placeOf);
                while (place != unused.end() && placeOf(*place) <= std::pair(key, latest) &&
                       m_isUsed[*place])
                    ++place;
                if (place != unused.end() && placeOf(*place) <= std::pair(key, latest) &&
                    (found == kNone || m_track.ends[*place].tick < m_track.ends[found].tick))
                    found = *place;
            }
            if (found == kNone)
                continue;
            lend(found);
            endAt(lost, m_track.ends[found].tick, ImportFinding::NoteEndedBesideItsKey);
        }
    }

    /// What is still lost ends with the next note of its key, or hangs.
    void endTheRest() {
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

    [[nodiscard]] TrackPtr build() {
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

  private:
    void sortByKey() {
        const auto& notes = m_track.notes;
        const auto& ends = m_track.ends;
        m_keys.assign(kKeys + 1, 0);
        for (const Note& note : notes)
            ++m_keys[keyOf(note.channel, note.pitch.value) + 1];
        for (const NoteEnd& end : ends)
            ++m_keys[keyOf(end.channel, end.pitch) + 1];
        for (std::size_t key = 0; key < kKeys; ++key)
            m_keys[key + 1] += m_keys[key];
        m_moments.resize(notes.size() + ends.size());
        auto next = m_keys;
        for (std::uint32_t note = 0, end = 0; note < notes.size() || end < ends.size();) {
            const bool isStart = end == ends.size() ||
                                 (note < notes.size() && notes[note].onOrder < ends[end].order);
            if (isStart) {
                const Note& one = notes[note];
                m_moments[next[keyOf(one.channel, one.pitch.value)]++] = {note++, true};
            } else {
                const NoteEnd& one = ends[end];
                m_moments[next[keyOf(one.channel, one.pitch)]++] = {end++, false};
            }
        }
    }

    void endNote(std::uint32_t index, std::uint32_t by) {
        Note& note = m_track.notes[index];
        const NoteEnd& end = m_track.ends[by];
        note.length = end.tick - note.onset;
        note.offForm = end.form;
        note.offOrder = end.order;
        if (end.form == NoteOffForm::NoteOff)
            note.releaseVelocity = {end.velocity};
        m_isUsed[by] = m_isOwn[by] = true;
    }

    /// Finds the starts that no end answers; all others are paired in their order.
    void pairKey(std::size_t first, std::size_t last) {
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
        std::uint32_t next = kNone;
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

    void measureLengths() {
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

    [[nodiscard]] Tick latestEnd(const Note& note) const {
        const Lengths& lengths = m_lengths[note.channel];
        return lengths.usual > 0.0 ? note.onset + lengths.longest : kNever;
    }

    /// How far a length is from what is usual, in octaves.
    [[nodiscard]] double strangeness(const Note& note, Tick length) const {
        const auto ticks = static_cast<double>(std::max<std::int64_t>(1, length.value));
        return std::abs(std::log2(ticks / m_lengths[note.channel].usual));
    }

    /// True if the notes have likelier lengths where each start ends the note before it, although
    /// that takes a lost and a useless end for each note ended so.
    [[nodiscard]] bool isUnlikely(const Block& block) const {
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

    void readAsRestrikes(const Block& block) {
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

    /// What was done to end it.
    [[nodiscard]] ImportFinding endAtNextStart(const Lost& lost, Note& note) const {
        const Note* const next = lost.next == kNone ? nullptr : &m_track.notes[lost.next];
        const bool isStruckTwice = next && next->onset == note.onset; // let go of together
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

    /// False if it ends by then.
    static bool cutAt(Note& note, Tick end) {
        if (note.end() <= end)
            return false;
        note.length = end - note.onset;
        note.offForm = NoteOffForm::Implied;
        note.offOrder = Note::kNewOffOrder;
        return true;
    }

    /// When all notes of the note's channel are ended next, in its track.
    [[nodiscard]] Tick nextAllOff(const Note& note) {
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

    UnpairedTrack& m_track;
    Findings& m_findings;
    std::vector<bool> m_isUsed;      // ends: of any note
    std::vector<bool> m_isOwn;       // ends: of a note of their key in this track
    std::vector<std::size_t> m_keys; // where the moments of each begin
    std::vector<Moment> m_moments;   // by key, then in the order of the file
    std::vector<Lost> m_lost;
    std::vector<Block> m_blocks;
    std::vector<std::uint32_t> m_clear; // notes that never sounded with another of their key
    std::array<Lengths, kChannels> m_lengths;
    std::vector<std::vector<Tick>> m_allOff; // by channel, once asked for
    std::vector<std::size_t> m_open;         // scratch
    std::vector<bool> m_isAnswered;          // scratch
};

/// Something of one track, sorted by the key of a port that it is on, then by time.
struct OnKey {
    std::size_t key = 0; ///< port included
    Tick tick;
    std::size_t track = 0;
    std::size_t index = 0; ///< in its track

    [[nodiscard]] std::pair<std::size_t, Tick> place() const { return {key, tick}; }
};

/// Lost notes get the ends of their key that end nothing in another track.
void pairAcross(std::deque<TrackPairing>& pairings) {
    std::vector<OnKey> lost;
    std::vector<OnKey> unused;
    for (std::size_t i = 0; i < pairings.size(); ++i) {
        const UnpairedTrack& track = pairings[i].track();
        const std::size_t port = portOf(track.events) * kKeys;
        for (std::size_t n = 0; n < pairings[i].lost().size(); ++n) {
            const Note& note = track.notes[pairings[i].lost()[n].note];
            lost.push_back({port + keyOf(note.channel, note.pitch.value), note.onset, i, n});
        }
        for (std::size_t n = 0; n < track.ends.size(); ++n)
            if (const NoteEnd& end = track.ends[n]; !pairings[i].isUsed(n))
                unused.push_back({port + keyOf(end.channel, end.pitch), end.tick, i, n});
    }
    if (lost.empty())
        return;
    std::ranges::stable_sort(lost, {}, &OnKey::place);
    std::ranges::stable_sort(unused, {}, &OnKey::place);
    auto next = unused.begin();
    for (const OnKey& note : lost) {
        const Lost& one = pairings[note.track].lost()[note.index];
        const std::pair latest(note.key, pairings[note.track].nextOnset(one));
        while (next != unused.end() && next->place() <= note.place())
            ++next;
        auto found = next;
        while (found != unused.end() && found->place() <= latest &&
               (found->track == note.track || pairings[found->track].isUsed(found->index)))
            ++found;
        if (found == unused.end() || found->place() > latest)
            continue;
        pairings[found->track].lend(found->index);
        pairings[note.track].endAt(one, found->tick, ImportFinding::NoteEndedInOtherTrack);
        if (found == next)
            ++next;
    }
}

} // namespace

std::vector<TrackPtr> paired(std::vector<UnpairedTrack> tracks, std::span<Findings> findings,
                             bool areParallel, NotePairing pairing) {
    std::deque<TrackPairing> pairings;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        TrackPairing& one = pairings.emplace_back(tracks[i], findings[i]);
        if (pairing == NotePairing::FirstInFirstOut)
            one.pairFirstInFirstOut();
        else
            one.pairOwnEnds();
    }
    if (pairing == NotePairing::Mended && areParallel && tracks.size() > 1)
        pairAcross(pairings);
    std::vector<TrackPtr> result;
    result.reserve(tracks.size());
    for (TrackPairing& one : pairings) {
        if (pairing == NotePairing::Mended) {
            one.pairNeighbours();
            one.endTheRest();
        }
        result.push_back(one.build());
    }
    return result;
}

} // namespace leitmotif
