// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/settle.h"

#include "core/edit/merge.h"

#include <cassert>
#include <map>
#include <optional>
#include <utility>

namespace leitmotif {

namespace {

/// Notes of one pitch and channel; in MIDI two of them cannot sound at once.
using Lane = std::pair<std::uint8_t, std::uint8_t>;

Lane laneOf(const Note& note) {
    return {note.channel, note.pitch.value};
}

/// A note of a lane while its edit is being settled.
struct LaneNote {
    Note note;
    Tick length;                       ///< requested by the edit
    bool isEdited = false;             ///< has a new place
    bool isNamed = false;              ///< by the edit, perhaps unchanged
    std::optional<Note> original = {}; ///< for a note that the edit does not name
};

bool isNoteOff(const Event& event) {
    const auto kind = event.status & 0xf0U;
    return kind == 0x80 || (kind == 0x90 && event.data2 == 0);
}

Note playable(Note note) {
    if (note.length <= Tick{0} && note.onOrder >= note.offOrder && !note.isHanging())
        note = note.withLength({1});
    return note;
}

/// Ends `note` at `end`, with an end in the file; a hanging note without length gets the shortest
/// one.
Note endedAt(const Note& note, Tick end) {
    Note ended = note.withLength(end - note.onset);
    if (ended.isHanging()) { // the length was already right
        ended.offForm = NoteOffForm::NoteOff;
        ended.offOrder = Note::kNewOffOrder;
        ended.length = std::max(ended.length, Tick{1});
    }
    return ended;
}

/// The notes of a lane, in order of onset and edited ones last among equals, without those that
/// begin together with an edited one.
std::vector<LaneNote> withoutReplaced(const std::vector<LaneNote>& lane, Collisions& collisions) {
    std::vector<LaneNote> kept;
    for (const LaneNote& next : lane) {
        const auto beginsTogether = [&] {
            return next.isEdited && !kept.empty() && kept.back().note.onset == next.note.onset;
        };
        if (beginsTogether() && kept.back().isNamed && kept.back().note.length > next.note.length) {
            ++collisions.joined;
            continue;
        }
        while (beginsTogether()) {
            ++(kept.back().isNamed ? collisions.joined : collisions.replaced);
            kept.pop_back();
        }
        kept.push_back(next);
    }
    return kept;
}

/// Ends edited notes, and notes that an edited or shortened one would cut, where the next begins. A
/// hanging note must not take the end of a later one, but may stay if all later ones hang, too.
void endWhereNextBegins(std::vector<LaneNote>& lane) {
    std::optional<Tick> next;        // the nearest onset after that of the current note
    std::optional<Tick> nextChanged; // the nearest later onset of an edited or shortened note
    Tick onset;                      // of the previous note
    bool isEndAfter = false;         // some later note ends in the file
    for (std::size_t i = lane.size(); i-- > 0;) {
        Note& note = lane[i].note;
        if (i + 1 < lane.size() && onset > note.onset)
            next = onset;
        onset = note.onset;
        const auto reaches = [&](Tick tick) {
            return note.isHanging() ? isEndAfter : note.end() > tick;
        };
        const bool isCut = nextChanged && reaches(*nextChanged);
        if (next && (lane[i].isEdited || isCut) && reaches(*next))
            note = endedAt(note, std::min(note.end(), *next));
        isEndAfter = isEndAfter || !note.isHanging();
        if (lane[i].isEdited || isCut)
            nextChanged = note.onset;
    }
}

/// Where one note ends as the next begins, the end must be written first. Notes without length keep
/// their file order, which alone separates their start and end.
void orderEnds(std::vector<LaneNote>& lane) {
    for (std::size_t i = 1; i < lane.size(); ++i) {
        LaneNote& previous = lane[i - 1];
        LaneNote& next = lane[i];
        if (previous.note.end() != next.note.onset || previous.note.length <= Tick{0} ||
            previous.note.offOrder < next.note.onOrder)
            continue;
        if (next.isEdited && next.note.length > Tick{0})
            next.note.onOrder = Note::kNewOnOrder;
        else if (next.isEdited || !previous.original || previous.note != *previous.original)
            previous.note.offOrder = Note::kNewOffOrder;
    }
}

/// Completes groups of items that are equivalent under `earlier`: where the edit changes a group,
/// it removes all of it and adds back the rest, so that its inverse restores the order within the
/// group.
template <class Item>
void completeGroups(const std::vector<Item>& items, std::vector<Item>& removed,
                    std::vector<Item>& added) {
    std::vector<Item> touched = removed;
    touched.insert(touched.end(), added.begin(), added.end());
    std::ranges::sort(touched, kBefore);
    std::vector<Item> groups; // whole, in the order of the track
    std::vector<Item> stay;
    for (const Item& one : touched) {
        const auto [first, last] = std::ranges::equal_range(items, one, kInOrder);
        const bool isKnown = !groups.empty() && !earlier(groups.back(), one);
        if (last - first < 2 || isKnown)
            continue;
        groups.insert(groups.end(), first, last);
    }
    if (groups.empty())
        return;
    std::vector<Item> removedOfGroups;
    std::vector<Item> removedOthers;
    for (const Item& item : removed) {
        const bool isInGroup = std::ranges::binary_search(groups, item, kInOrder);
        (isInGroup ? removedOfGroups : removedOthers).push_back(item);
    }
    const auto remaining = without(groups, std::move(removedOfGroups));
    assert(remaining);
    added.insert(added.begin(), remaining->begin(), remaining->end());
    removed = std::move(removedOthers);
    removed.insert(removed.end(), groups.begin(), groups.end());
}

/// Settles the notes and unpaired note-offs of one track's edit.
class TrackSettler {
  public:
    TrackSettler(const Track& track, TrackEdit& edit, Collisions& collisions)
        : m_track(track), m_edit(edit), m_collisions(collisions) {}

    /// Returns the edited notes as they came out.
    std::vector<Note> settle() {
        cancelCommon();
        settleLanes();
        removeStrayEnds();
        completeGroups(m_track.notes(), m_edit.removed, m_edit.added);
        completeGroups(m_track.events(), m_edit.removedEvents, m_edit.addedEvents);
        return std::move(m_edited);
    }

  private:
    void cancelCommon() {
        std::ranges::stable_sort(m_edit.removed, kInOrder);
        std::ranges::stable_sort(m_edit.added, kInOrder);
        std::vector<Note> changing = m_edit.added;
        cancel(changing, m_edit.removed);
        m_staying = *without(m_edit.added, changing);
        std::ranges::sort(m_staying, kBefore);
        m_edit.added = std::move(changing);
    }

    void settleLanes() {
        if (m_edit.added.empty())
            return;
        std::map<Lane, std::vector<LaneNote>> lanes;
        for (const Note& note : m_edit.added)
            lanes[laneOf(note)];
        const auto remaining = without(m_track.notes(), m_edit.removed);
        assert(remaining);
        for (const Note& note : *remaining)
            if (const auto lane = lanes.find(laneOf(note)); lane != lanes.end())
                lane->second.push_back({note, note.length, false,
                                        std::ranges::binary_search(m_staying, note, kBefore),
                                        note});
        for (const Note& note : m_edit.added) {
            const Note added = playable(note);
            lanes[laneOf(note)].push_back({added, added.length, !keepsItsPlace(note), true});
        }
        m_edit.added.clear();
        for (auto& [key, lane] : lanes) {
            std::ranges::stable_sort(
                lane, {}, [](const LaneNote& n) { return std::pair(n.note.onset, n.isEdited); });
            auto kept = withoutReplaced(lane, m_collisions);
            endWhereNextBegins(kept);
            orderEnds(kept);
            takeChanges(lane, kept);
        }
    }

    /// True if the edit changes only the velocities of a note: its overlaps then stay.
    [[nodiscard]] bool keepsItsPlace(const Note& note) const {
        const auto [first, last] = std::ranges::equal_range(m_edit.removed, note, kInOrder);
        return std::any_of(first, last, [&](Note old) {
            old.velocity = note.velocity;
            old.releaseVelocity = note.releaseVelocity;
            return old == note;
        });
    }

    /// Adds the difference between a lane before (with the edited notes) and after settling.
    void takeChanges(const std::vector<LaneNote>& lane, const std::vector<LaneNote>& kept) {
        std::vector<Note> gone;
        for (const LaneNote& note : lane)
            if (note.original)
                gone.push_back(*note.original);
        std::vector<Note> unchanged;
        for (const LaneNote& note : kept) {
            if (note.original && note.note == *note.original)
                unchanged.push_back(note.note);
            else
                m_edit.added.push_back(note.note);
            if (note.isEdited)
                m_edited.push_back(note.note);
            if (note.note.length < note.length)
                ++m_collisions.shortened;
        }
        const auto changed = without(gone, std::move(unchanged));
        assert(changed);
        m_edit.removed.insert(m_edit.removed.end(), changed->begin(), changed->end());
    }

    void removeStrayEnds() {
        if (m_edited.empty())
            return;
        std::ranges::sort(m_edited, {},
                          [](const Note& n) { return std::pair(laneOf(n), n.onset); });
        const auto remaining = without(m_track.events(), m_edit.removedEvents);
        assert(remaining);
        for (const Event& event : *remaining) {
            if (!isNoteOff(event))
                continue;
            const Lane lane{event.channel(), event.data1};
            auto after = std::ranges::upper_bound(
                m_edited, std::pair(lane, event.tick), {},
                [](const Note& n) { return std::pair(laneOf(n), n.onset); });
            if (after == m_edited.begin())
                continue;
            const Note& note = *std::prev(after);
            if (laneOf(note) == lane && event.tick <= note.end())
                m_edit.removedEvents.push_back(event);
        }
    }

    const Track& m_track;
    TrackEdit& m_edit;
    Collisions& m_collisions;
    std::vector<Note> m_staying; ///< notes that the edit adds back unchanged
    std::vector<Note> m_edited;  ///< the edited notes as they came out
};

} // namespace

Settlement settle(const Score& score, ScoreEdit edit) {
    Settlement settlement;
    for (TrackEdit& trackEdit : edit.tracks) {
        if (trackEdit.track >= score.tracks.size())
            continue;
        TrackSettler settler(*score.tracks[trackEdit.track], trackEdit, settlement.collisions);
        if (auto notes = settler.settle(); !notes.empty())
            settlement.notes[trackEdit.track] = std::move(notes);
    }
    std::erase_if(edit.tracks,
                  [](const TrackEdit& one) { return ScoreEdit{.tracks = {one}}.isEmpty(); });
    settlement.edit = std::move(edit);
    return settlement;
}

ScoreEdit settled(const Score& score, ScoreEdit edit) {
    return settle(score, std::move(edit)).edit;
}

} // namespace leitmotif
