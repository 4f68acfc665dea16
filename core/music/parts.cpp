// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/parts.h"

#include "core/music/channel_walk.h"
#include "core/music/drum_hint.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace leitmotif {

namespace {

/// A part of fewer notes joins another program of its channel.
constexpr std::size_t kFewestNotes = 8;
/// Channels of a take, without that of percussion.
constexpr std::size_t kTakeChannels = ChannelWalk::kChannels - 1;

/// A part while it is being gathered.
struct Gathered {
    std::size_t track = 0;
    std::uint8_t port = 0;
    std::uint8_t channel = 0;
    std::optional<std::uint8_t> program;
    bool isDrums = false;
    std::size_t notes = 0;
    std::size_t velocities = 0;
    MixLevels mix = {};
    DrumHint hint = {};
    std::size_t joined = 0; ///< the part that it was joined to

    [[nodiscard]] auto group() const { return std::tuple(track, channel, isDrums); }
    [[nodiscard]] int programNumber() const { return program.value_or(0); }
};

/// The part of the same channel of the same track that `part` joins: of the same family of
/// instruments if there is one, of those the one with the most notes.
std::optional<std::size_t> nearest(const std::vector<Gathered>& parts,
                                   const std::vector<std::size_t>& group, std::size_t part) {
    constexpr int kFamily = 8; // programs
    std::optional<std::size_t> best;
    const auto rank = [&](std::size_t other) {
        const bool isRelated =
            parts[other].programNumber() / kFamily == parts[part].programNumber() / kFamily;
        return std::pair(isRelated, parts[other].notes);
    };
    for (const std::size_t other : group)
        if (other != part && (!best || rank(other) > rank(*best)))
            best = other;
    return best;
}

/// Joins parts that are too small, or too many.
class Joining {
  public:
    explicit Joining(std::vector<Gathered>& parts) : m_parts(parts) {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i].joined = i;
            m_groups[parts[i].group()].push_back(i);
            if (!parts[i].isDrums)
                ++m_voices[voiceOf(parts[i])];
        }
    }

    void joinSmall() {
        for (auto& [key, group] : m_groups)
            while (group.size() > 1) {
                const std::size_t smallest = smallestOf(group);
                if (m_parts[smallest].notes >= kFewestNotes)
                    break;
                join(group, smallest, *nearest(m_parts, group, smallest));
            }
    }

    void joinSurplus() {
        std::set<std::pair<std::size_t, std::size_t>> smallestFirst; // notes and part
        for (const auto& [key, group] : m_groups)
            if (group.size() > 1) // programs of different channels are never joined
                for (const std::size_t part : group)
                    smallestFirst.insert({m_parts[part].notes, part});
        while (m_voices.size() > kTakeChannels && !smallestFirst.empty()) {
            const std::size_t part = smallestFirst.begin()->second;
            smallestFirst.erase(smallestFirst.begin());
            auto& group = m_groups[m_parts[part].group()];
            if (group.size() < 2)
                continue;
            const std::size_t target = *nearest(m_parts, group, part);
            smallestFirst.erase({m_parts[target].notes, target});
            join(group, part, target);
            smallestFirst.insert({m_parts[target].notes, target});
        }
    }

  private:
    using Voice = std::tuple<std::uint8_t, std::uint8_t, int>;
    static Voice voiceOf(const Gathered& part) {
        return {part.port, part.channel, part.programNumber()};
    }

    [[nodiscard]] std::size_t smallestOf(const std::vector<std::size_t>& group) const {
        return *std::ranges::min_element(group, {},
                                         [&](std::size_t i) { return m_parts[i].notes; });
    }

    void join(std::vector<std::size_t>& group, std::size_t part, std::size_t target) {
        std::erase(group, part);
        Gathered& from = m_parts[part];
        Gathered& to = m_parts[target];
        from.joined = target;
        to.notes += from.notes;
        to.velocities += from.velocities;
        to.mix.add(from.mix);
        to.hint.add(from.hint);
        if (const auto voice = m_voices.find(voiceOf(from));
            voice != m_voices.end() && !from.isDrums && --voice->second == 0)
            m_voices.erase(voice);
    }

    std::vector<Gathered>& m_parts;
    std::map<std::tuple<std::size_t, std::uint8_t, bool>, std::vector<std::size_t>> m_groups;
    std::map<Voice, std::size_t> m_voices;
};

Part finished(const Gathered& gathered, const Score& score, const ChannelWalk& channels,
              std::uint16_t silent) {
    Part part;
    part.track = gathered.track;
    part.port = gathered.port;
    part.channel = gathered.channel;
    part.program = gathered.program;
    part.isDrums = gathered.isDrums;
    // The name of a track with several channels belongs to none of them; and a file that changes
    // channel 10 itself means it.
    const Track& track = *score.tracks[gathered.track];
    const std::string name =
        track.channels().size() == 1 ? score.trackName(gathered.track) : std::string();
    part.looksLikeDrums = !gathered.isDrums && gathered.channel != kDrumChannel &&
                          gathered.hint.looksLikeDrums(name, gathered.program);
    part.isSilent = (silent >> gathered.channel & 1U) != 0;
    part.notes = gathered.notes;
    part.velocity = static_cast<std::uint8_t>(
        std::clamp<std::size_t>(gathered.velocities / gathered.notes, 1, 127));
    for (std::size_t i = 0; i < kMixControllers.size(); ++i)
        if (channels.channel(part.port, part.channel).mix.isUsed(i))
            if (const auto value = gathered.mix.valueOfMost(i))
                part.controllers.emplace_back(kMixControllers[i], *value);
    return part;
}

} // namespace

Parts::Parts(const Score& score) {
    struct NotePlace {
        std::uint32_t track;
        std::uint32_t note;
    };
    std::vector<NotePlace> places;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const std::size_t notes = score.tracks[i]->notes().size();
        m_ofNotes.emplace_back(notes);
        for (std::size_t note = 0; note < notes; ++note)
            places.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(note)});
    }
    const auto noteAt = [&](NotePlace place) -> const Note& {
        return score.tracks[place.track]->notes()[place.note];
    };
    std::ranges::stable_sort(places, {}, [&](NotePlace place) { return noteAt(place).onset; });

    const Tick halfBeat{static_cast<std::int64_t>(score.division.ticksPerBeat() / 2.0)};
    ChannelWalk channels(score);
    std::vector<Gathered> gathered;
    std::map<std::tuple<std::size_t, std::uint8_t, int, bool>, std::size_t> known;
    for (const NotePlace place : places) {
        const Note& note = noteAt(place);
        channels.advanceTo(note.onset);
        const std::uint8_t port = channels.trackPorts()[place.track].port;
        const auto channel = static_cast<std::uint8_t>(note.channel & 0x0fU);
        const ChannelWalk::Channel& told = channels.channel(port, channel);
        const bool isDrums = channels.isDrums(port, channel);
        const auto [entry, isNew] = known.try_emplace(
            {place.track, channel, told.program.value_or(0), isDrums}, gathered.size());
        if (isNew)
            gathered.push_back({place.track, port, channel, told.program, isDrums});
        Gathered& part = gathered[entry->second];
        if (!part.program)
            part.program = told.program;
        ++part.notes;
        part.velocities += note.velocity.value;
        part.hint.add(note, halfBeat);
        part.mix.addNote(told.mix);
        m_ofNotes[place.track][place.note] = static_cast<std::uint32_t>(entry->second);
    }
    while (channels.next()) // what is used at all, even behind the last note
        channels.advance();

    Joining joining(gathered);
    joining.joinSmall();
    joining.joinSurplus();
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < gathered.size(); ++i)
        if (gathered[i].joined == i)
            kept.push_back(i);
    std::ranges::stable_sort(
        kept, {}, [&](std::size_t i) { return std::pair(gathered[i].track, gathered[i].channel); });
    const std::uint16_t silent = silentChannels(score);
    std::vector<std::uint32_t> numbers(gathered.size());
    for (const std::size_t i : kept) {
        numbers[i] = static_cast<std::uint32_t>(m_parts.size());
        m_parts.push_back(finished(gathered[i], score, channels, silent));
    }
    for (auto& notes : m_ofNotes)
        for (std::uint32_t& part : notes) {
            std::size_t joined = part;
            while (gathered[joined].joined != joined)
                joined = gathered[joined].joined;
            part = numbers[joined];
        }
}

std::vector<HeardNote> heardNotes(const Score& score, const Parts& parts) {
    std::vector<HeardNote> heard;
    heard.reserve(score.noteCount());
    std::size_t source = 0;
    for (std::size_t track = 0; track < score.tracks.size(); ++track) {
        const auto& notes = score.tracks[track]->notes();
        for (std::size_t i = 0; i < notes.size(); ++i, ++source) {
            const std::size_t number = parts.of(track, i);
            const Part& part = parts.list()[number];
            if (!part.isSilent)
                heard.push_back({notes[i], track, number, source, part.port, part.isDrums});
        }
    }
    return heard;
}

bool hasPitchedNotes(const Score& score) {
    const Parts parts(score);
    return std::ranges::any_of(parts.list(),
                               [](const Part& part) { return !part.isDrums && !part.isSilent; });
}

TrackPtr withNotesIf(const TrackPtr& track, const std::function<bool(const Note&)>& isKept) {
    if (std::ranges::all_of(track->notes(), isKept))
        return track;
    std::vector<Note> notes;
    std::ranges::copy_if(track->notes(), std::back_inserter(notes), isKept);
    return std::make_shared<const Track>(std::move(notes), track->events(), track->end(),
                                         track->hasEndOfTrack());
}

Score withoutSilentNotes(const Score& score) {
    const std::uint16_t silent = silentChannels(score);
    if (silent == 0)
        return score;
    Score heard = score;
    for (TrackPtr& track : heard.tracks)
        track = withNotesIf(track,
                            [&](const Note& note) { return (silent >> note.channel & 1U) == 0; });
    return heard;
}

std::vector<std::uint8_t> portsOf(const Score& score) {
    std::vector<std::uint8_t> ports;
    for (const TrackPort& port : trackPorts(score))
        ports.push_back(port.port);
    return ports;
}

bool isMarkerOfTwoRenditions(const Event& event) {
    constexpr std::array<std::uint8_t, 3> kMarker = {0, 0, 0x41};
    return event.isMeta(meta::kSequencerSpecific) && std::ranges::equal(event.bytes(), kMarker);
}

std::uint16_t silentChannels(const Score& score) {
    constexpr unsigned kExtended = 0x03ffU; // channels 1 to 10
    constexpr unsigned kNeither = 0x0c00U;
    constexpr unsigned kBase = 0xf000U; // channels 13 to 16
    const bool isMarked = std::ranges::any_of(score.tracks, [&](const TrackPtr& track) {
        return std::ranges::any_of(track->events(), isMarkerOfTwoRenditions);
    });
    if (!isMarked)
        return 0;
    unsigned used = 0;
    for (const TrackPtr& track : score.tracks)
        for (const Note& note : track->notes())
            used |= 1U << (note.channel & 0x0fU);
    // A file with notes on channels 11 or 12 has the marker, but is not of that kind.
    const bool isDouble = (used & kExtended) != 0 && (used & kBase) != 0 && (used & kNeither) == 0;
    return static_cast<std::uint16_t>(isDouble ? kBase : 0U);
}

std::vector<DrumChange> drumChanges(const Score& score) {
    ChannelWalk channels(score);
    std::vector<std::array<bool, ChannelWalk::kChannels>> before(channels.portCount());
    for (auto& port : before)
        port[kDrumChannel] = true;
    std::vector<DrumChange> changes;
    while (const TimedEvent* timed = channels.next()) {
        if (!channels.advance())
            continue;
        for (std::uint8_t port = 0; port < before.size(); ++port)
            for (std::uint8_t channel = 0; channel < ChannelWalk::kChannels; ++channel) {
                const bool isDrums = channels.isDrums(port, channel);
                if (std::exchange(before[port][channel], isDrums) != isDrums)
                    changes.push_back({timed->event->tick, timed->track, timed->event->order, port,
                                       channel, isDrums});
            }
    }
    return changes;
}

std::vector<TrackChoice> trackChoices(const Score& score) {
    std::vector<TrackChoice> choices;
    const auto withNotes = std::ranges::count_if(
        score.tracks, [](const TrackPtr& track) { return !track->notes().empty(); });
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        auto channels = track.channels();
        if (withNotes != 1 || track.notes().empty() || channels.size() < 2) {
            choices.push_back({i});
            continue;
        }
        std::ranges::sort(channels);
        for (const std::uint8_t channel : channels)
            choices.push_back({i, channel});
    }
    return choices;
}

} // namespace leitmotif
