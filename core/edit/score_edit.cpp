// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/score_edit.h"

#include "core/edit/merge.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace leitmotif {

namespace {

Error notApplicable(const char* detail) {
    return {ErrorCode::EditNotApplicable, {detail}};
}

bool isPlayable(const Note& note) {
    // For a note without length, only file order puts its start before its end.
    const bool endsAfterStart =
        note.length > Tick{0} ||
        (note.length == Tick{0} && (note.onOrder < note.offOrder || note.isHanging()));
    return note.onset >= Tick{0} && endsAfterStart && note.pitch.value < 128 &&
           note.velocity.value > 0 && note.velocity.value < 128 &&
           note.releaseVelocity.value < 128 && note.channel < 16;
}

Result<TrackPtr> appliedTo(const Track& track, const TrackEdit& edit) {
    if (!std::ranges::all_of(edit.added, isPlayable))
        return notApplicable("a note is outside of what MIDI can play");
    if (std::ranges::any_of(edit.addedEvents, [](const Event& e) { return e.tick < Tick{0}; }))
        return notApplicable("an event lies before the beginning");
    auto notes = merged(track.notes(), edit.removed, edit.added);
    auto events = merged(track.events(), edit.removedEvents, edit.addedEvents);
    if (!notes || !events)
        return notApplicable("a note or event to change is not there");
    return std::make_shared<const Track>(std::move(*notes), std::move(*events), track.declaredEnd(),
                                         track.hasEndOfTrack());
}

template <class Item>
void compose(std::vector<Item>& removed, std::vector<Item>& added, std::vector<Item> laterRemoved,
             const std::vector<Item>& laterAdded) {
    // `without` walks its items in order.
    std::ranges::stable_sort(added, kInOrder);
    std::ranges::stable_sort(laterRemoved, kInOrder);
    cancel(added, laterRemoved);
    removed.insert(removed.end(), laterRemoved.begin(), laterRemoved.end());
    added.insert(added.end(), laterAdded.begin(), laterAdded.end());
    // A note that was removed and added unchanged is no change.
    std::ranges::stable_sort(removed, kInOrder);
    std::ranges::stable_sort(added, kInOrder);
    cancel(added, removed);
}

} // namespace

bool before(const Note& a, const Note& b) {
    if (earlier(a, b) || earlier(b, a))
        return earlier(a, b);
    const auto rest = [](const Note& note) {
        return std::tuple(note.isHanging() ? Tick{} : note.length, note.velocity,
                          note.releaseVelocity, note.offForm, note.offOrder);
    };
    return rest(a) < rest(b);
}

bool before(const Event& a, const Event& b) {
    if (earlier(a, b) || earlier(b, a))
        return earlier(a, b);
    const auto rest = [](const Event& event) {
        return std::tuple(event.status, event.data1, event.data2);
    };
    if (rest(a) != rest(b))
        return rest(a) < rest(b);
    return std::ranges::lexicographical_compare(a.bytes(), b.bytes());
}

bool ScoreEdit::isEmpty() const {
    return addedTracks.empty() && removedTracks.empty() &&
           std::ranges::all_of(tracks, [](const TrackEdit& edit) {
               return edit.removed.empty() && edit.added.empty() && edit.removedEvents.empty() &&
                      edit.addedEvents.empty();
           });
}

ScoreEdit ScoreEdit::inverted() const {
    ScoreEdit inverse = *this;
    for (TrackEdit& edit : inverse.tracks) {
        std::swap(edit.removed, edit.added);
        std::swap(edit.removedEvents, edit.addedEvents);
    }
    std::swap(inverse.addedTracks, inverse.removedTracks);
    return inverse;
}

std::optional<ScoreEdit> composed(const ScoreEdit& first, const ScoreEdit& second) {
    for (const ScoreEdit* edit : {&first, &second})
        if (!edit->addedTracks.empty() || !edit->removedTracks.empty())
            return std::nullopt;
    ScoreEdit both = first;
    for (const TrackEdit& later : second.tracks) {
        auto place = std::ranges::find(both.tracks, later.track, &TrackEdit::track);
        if (place == both.tracks.end())
            place = both.tracks.insert(place, TrackEdit{.track = later.track});
        compose(place->removed, place->added, later.removed, later.added);
        compose(place->removedEvents, place->addedEvents, later.removedEvents, later.addedEvents);
    }
    return both;
}

Result<Score> applied(const Score& score, const ScoreEdit& edit) {
    Score result = score;
    if (!edit.addedTracks.empty() || !edit.removedTracks.empty())
        result.declaredTracks.reset();
    if (edit.removedTracks.size() > result.tracks.size() ||
        !std::equal(edit.removedTracks.rbegin(), edit.removedTracks.rend(), result.tracks.rbegin(),
                    [](const TrackPtr& a, const TrackPtr& b) {
                        return a->notes() == b->notes() && a->events() == b->events();
                    }))
        return notApplicable("a track to remove is not there");
    result.tracks.resize(result.tracks.size() - edit.removedTracks.size());
    result.tracks.insert(result.tracks.end(), edit.addedTracks.begin(), edit.addedTracks.end());
    for (const TrackEdit& trackEdit : edit.tracks) {
        if (trackEdit.track >= result.tracks.size())
            return notApplicable("there is no such track");
        auto track = appliedTo(*result.tracks[trackEdit.track], trackEdit);
        if (!track)
            return track.error();
        result.tracks[trackEdit.track] = std::move(*track);
    }
    return result;
}

} // namespace leitmotif
