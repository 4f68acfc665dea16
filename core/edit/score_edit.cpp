// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/score_edit.h"

#include <algorithm>
#include <iterator>

namespace leitmotif {

namespace {

Error notApplicable(const char* detail) {
    return {ErrorCode::EditNotApplicable, {detail}};
}

bool isPlayable(const Note& note) {
    return note.onset >= Tick{0} && note.length >= Tick{0} && note.pitch.value < 128 &&
           note.velocity.value > 0 && note.velocity.value < 128 &&
           note.releaseVelocity.value < 128 && note.channel < 16;
}

constexpr auto kInOrder = [](const auto& a, const auto& b) { return earlier(a, b); };

/// `items` without `removed` and with `added`, in order, in one pass; nothing if one of `removed`
/// is not there.
template <class Item>
std::optional<std::vector<Item>> merged(const std::vector<Item>& items, std::vector<Item> removed,
                                        std::vector<Item> added) {
    std::ranges::stable_sort(removed, kInOrder);
    std::ranges::stable_sort(added, kInOrder);
    std::vector<Item> kept;
    kept.reserve(items.size() + added.size());
    auto next = items.begin();
    while (next != items.end()) {
        if (removed.empty())
            break;
        // All items of equal rank are compared with all removals of that rank: their order among
        // each other is not known to the edit.
        const auto groupEnd = std::find_if(next, items.end(), [&](const Item& item) {
            return earlier(*next, item);
        });
        for (; next != groupEnd; ++next) {
            const auto place = std::ranges::lower_bound(removed, *next, kInOrder);
            auto match = std::find(place, removed.end(), *next);
            if (match != removed.end() && !earlier(*next, *match))
                removed.erase(match);
            else
                kept.push_back(*next);
        }
    }
    if (!removed.empty())
        return std::nullopt;
    kept.insert(kept.end(), next, items.end());
    std::vector<Item> result;
    result.reserve(kept.size() + added.size());
    std::ranges::merge(kept, added, std::back_inserter(result), kInOrder);
    return result;
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
    return std::make_shared<const Track>(std::move(*notes), std::move(*events), track.end(),
                                         track.hasEndOfTrack());
}

} // namespace

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

Result<Score> applied(const Score& score, const ScoreEdit& edit) {
    Score result = score;
    result.declaredTracks.reset();
    if (edit.removedTracks.size() > result.tracks.size() ||
        !std::equal(edit.removedTracks.rbegin(), edit.removedTracks.rend(),
                    result.tracks.rbegin(), [](const TrackPtr& a, const TrackPtr& b) {
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
