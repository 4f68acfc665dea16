// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/placed_score.h"

#include "core/music/parts.h"
#include "core/music/sustain.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace leitmotif {

namespace {

/// The notes as new ones at their new place. Their sustain pedal is not copied, so they last as
/// long as they sounded.
std::vector<Note> moved(const Score& score, std::size_t index, const Parts& players,
                        const Sustain& sustain, double ticksPerTick, Tick at) {
    const Track& track = *score.tracks[index];
    std::vector<Note> notes;
    notes.reserve(track.notes().size());
    for (std::size_t i = 0; i < track.notes().size(); ++i) {
        Note note = track.notes()[i];
        const Part& player = players.at(index, i);
        const auto scaled = [ticksPerTick](Tick tick) {
            return Tick{std::llround(static_cast<double>(tick.value) * ticksPerTick)};
        };
        const Tick end =
            at + scaled(player.isDrums ? note.end()
                                       : sustain.endOf(note.channel, note.end(), player.port));
        note.onset = at + scaled(note.onset);
        note.length = std::max(end - note.onset, Tick{1});
        note.onOrder = Note::kNewOnOrder;
        note.offOrder = Note::kNewOffOrder;
        note.offForm = NoteOffForm::NoteOff;
        notes.push_back(note);
    }
    return notes;
}

bool playsLike(const Track& track, const Track& other) {
    const auto channels = track.channels();
    const auto others = other.channels();
    return !track.notes().empty() && !channels.empty() && channels == others &&
           track.program(channels.front()).value_or(0) ==
               other.program(channels.front()).value_or(0);
}

std::optional<std::size_t> trackLike(const Score& score, const Track& wanted) {
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        if (playsLike(*score.tracks[i], wanted))
            return i;
    return std::nullopt;
}

TrackPtr newTrack(const Track& like, const std::string& name, std::vector<Note> notes) {
    std::vector<Event> events;
    if (!name.empty())
        events.push_back(textEvent({0}, meta::kTrackName, name));
    for (const std::uint8_t channel : like.channels())
        if (const auto program = like.program(channel))
            events.push_back(programChange({0}, channel, *program));
    return std::make_shared<const Track>(std::move(notes), std::move(events));
}

} // namespace

Settlement placed(const Score& score, const Score& inserted, Tick at) {
    const double ticksPerTick = score.division.ticksPerBeat() / inserted.division.ticksPerBeat();
    const Sustain sustain(inserted);
    const Parts players(inserted);
    ScoreEdit edit;
    for (std::size_t i = 0; i < inserted.tracks.size(); ++i) {
        const TrackPtr& track = inserted.tracks[i];
        if (track->notes().empty())
            continue;
        std::vector<Note> notes = moved(inserted, i, players, sustain, ticksPerTick, at);
        const auto target = trackLike(score, *track);
        if (!target) {
            edit.addedTracks.push_back(newTrack(*track, inserted.trackName(i), std::move(notes)));
            continue;
        }
        auto known = std::ranges::find(edit.tracks, *target, &TrackEdit::track);
        if (known == edit.tracks.end())
            known = edit.tracks.insert(known, TrackEdit{.track = *target});
        known->added.insert(known->added.end(), notes.begin(), notes.end());
    }
    Settlement settlement = settle(score, std::move(edit));
    std::size_t track = score.tracks.size();
    for (const TrackPtr& added : settlement.edit.addedTracks)
        settlement.notes[track++] = added->notes();
    return settlement;
}

} // namespace leitmotif
