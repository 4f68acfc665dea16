// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/note_pairs.h"

#include "core/midi/track_pairing.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace leitmotif {

namespace {

/// The port that a track names, 0 if it names none.
std::uint8_t portOf(const std::vector<Event>& events) {
    for (const Event& event : events)
        if (event.isMeta(meta::kPort) && !event.bytes().empty())
            return event.bytes()[0];
    return 0;
}

/// A start or end of a note in one track, sorted by port and key, then by time.
struct OnKey {
    std::size_t key = 0; ///< port included
    Tick tick;
    std::size_t track = 0;
    std::size_t index = 0; ///< in its track

    [[nodiscard]] std::pair<std::size_t, Tick> place() const { return {key, tick}; }
};

/// Pairs lost notes with unused ends of their key in other tracks.
void pairAcross(std::deque<TrackPairing>& pairings) {
    std::vector<OnKey> lost;
    std::vector<OnKey> unused;
    for (std::size_t i = 0; i < pairings.size(); ++i) {
        const UnpairedTrack& track = pairings[i].track();
        const std::size_t port = portOf(track.events) * kNoteKeys;
        for (std::size_t n = 0; n < pairings[i].lost().size(); ++n) {
            const Note& note = track.notes[pairings[i].lost()[n].note];
            lost.push_back({port + noteKeyOf(note.channel, note.pitch.value), note.onset, i, n});
        }
        for (std::size_t n = 0; n < track.ends.size(); ++n)
            if (const NoteEnd& end = track.ends[n]; !pairings[i].isUsed(n))
                unused.push_back({port + noteKeyOf(end.channel, end.pitch), end.tick, i, n});
    }
    if (lost.empty())
        return;
    std::ranges::stable_sort(lost, {}, &OnKey::place);
    std::ranges::stable_sort(unused, {}, &OnKey::place);
    auto next = unused.begin();
    for (const OnKey& note : lost) {
        const TrackPairing::Lost& one = pairings[note.track].lost()[note.index];
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
