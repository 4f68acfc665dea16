// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/drum_switch.h"

#include "core/base/units.h"
#include "core/edit/note_ops.h"

#include <algorithm>
#include <array>
#include <optional>

namespace leitmotif {

namespace {

/// The use of a channel of a port.
struct Use {
    bool hasDrums = false;
    bool hasPitched = false;
    bool isDrumsAtTheEnd = false;
};

std::array<Use, 16> usesOf(const Score& score, const Parts& parts, std::uint8_t port) {
    std::array<Use, 16> uses{};
    uses[kDrumChannel].isDrumsAtTheEnd = true;
    for (const DrumChange& change : drumChanges(score))
        if (change.port == port)
            uses[change.channel].isDrumsAtTheEnd = change.isDrums;
    for (const Part& part : parts.list())
        if (part.port == port)
            (part.isDrums ? uses[part.channel].hasDrums : uses[part.channel].hasPitched) = true;
    return uses;
}

std::uint8_t drumChannelOf(const std::array<Use, 16>& uses) {
    if (uses[kDrumChannel].isDrumsAtTheEnd)
        return kDrumChannel;
    const auto other = std::ranges::find(uses, true, &Use::isDrumsAtTheEnd);
    return other != uses.end() ? static_cast<std::uint8_t>(other - uses.begin()) : kDrumChannel;
}

/// The channel of the track's own messages if no other track uses it, else the first free one.
std::uint8_t pitchedChannelOf(const std::array<Use, 16>& uses, const Track& track) {
    const auto isFree = [&](std::uint8_t channel) {
        return !uses[channel].isDrumsAtTheEnd && !uses[channel].hasDrums &&
               !uses[channel].hasPitched;
    };
    for (const Event& event : track.events())
        if (event.isChannelMessage() && isFree(event.channel()))
            return event.channel();
    for (std::uint8_t channel = 0; channel < uses.size(); ++channel)
        if (isFree(channel))
            return channel;
    const auto pitched = std::ranges::find(uses, false, &Use::isDrumsAtTheEnd);
    return pitched != uses.end() ? static_cast<std::uint8_t>(pitched - uses.begin()) : 0;
}

} // namespace

ScoreEdit playedAsDrums(const Score& score, const TrackChoice& choice, bool areDrums) {
    const Parts parts(score);
    const Track& track = *score.tracks[choice.track];
    std::vector<Note> from;
    std::uint8_t port = 0;
    for (std::size_t i = 0; i < track.notes().size(); ++i) {
        const Note& note = track.notes()[i];
        const Part& part = parts.at(choice.track, i);
        if (note.channel != choice.channel.value_or(note.channel) || part.isDrums == areDrums)
            continue;
        from.push_back(note);
        port = part.port;
    }
    if (from.empty())
        return {};
    const auto uses = usesOf(score, parts, port);
    const std::uint8_t channel = areDrums ? drumChannelOf(uses) : pitchedChannelOf(uses, track);
    std::vector<Note> to;
    for (const Note& note : from)
        to.push_back(note.withChannel(channel));
    return replacing(score, choice.track, std::move(from), std::move(to));
}

} // namespace leitmotif
