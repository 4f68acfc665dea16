// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/event_parts.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

/// Bank select, volume, pan, reverb and chorus: the mix of a piece, set once at its start.
constexpr std::array<std::uint8_t, 6> kMixControllers = {0, 32, 7, 10, 91, 93};
constexpr int kChannels = 16;

struct SourcePart {
    EventParts::TrackChannel place;
    EventPart part;
    std::size_t notes = 0;
};

/// Values of a channel's set-up by controller number; the program as kProgram.
using SetUp = std::map<int, std::uint8_t>;
constexpr int kProgram = 128;
using ChannelSetUps = std::array<SetUp, kChannels>;

/// Adds the events of a track: of several of a kind the last one up to `firstNote`, else the first.
void addSetUp(ChannelSetUps& setUps, const Track& track, Tick firstNote) {
    for (const Event& event : track.events()) {
        if (!event.isProgramChange() &&
            !std::ranges::any_of(kMixControllers, [&](auto n) { return event.isController(n); }))
            continue;
        const int kind = event.isProgramChange() ? kProgram : event.data1;
        const std::uint8_t value = event.isProgramChange() ? event.data1 : event.data2;
        SetUp& setUp = setUps[event.channel()];
        if (event.tick <= firstNote)
            setUp[kind] = value;
        else
            setUp.emplace(kind, value);
    }
}

SourcePart sourcePart(const Track& track, std::size_t trackIndex, std::uint8_t channel) {
    SourcePart source;
    source.place = {trackIndex, channel};
    source.part.name = track.name();
    source.part.channel = channel;
    std::size_t velocities = 0;
    for (const Note& note : track.notes())
        if (note.channel == channel) {
            ++source.notes;
            velocities += note.velocity.value;
        }
    source.part.velocity = static_cast<std::uint8_t>(
        std::clamp<std::size_t>(velocities / std::max<std::size_t>(1, source.notes), 1, 127));
    return source;
}

/// All channels of all tracks that have notes. What a track does not set up itself is taken from
/// wherever the file does.
std::vector<SourcePart> sourceParts(const Score& score) {
    ChannelSetUps anywhere;
    for (const TrackPtr& track : score.tracks)
        addSetUp(anywhere, *track, {-1});
    std::vector<SourcePart> parts;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const Track& track = *score.tracks[i];
        if (track.notes().empty())
            continue;
        ChannelSetUps own;
        addSetUp(own, track, track.notes().front().onset);
        auto channels = track.channels();
        std::ranges::sort(channels);
        for (const std::uint8_t channel : channels) {
            SourcePart& source = parts.emplace_back(sourcePart(track, i, channel));
            SetUp& setUp = own[channel];
            setUp.insert(anywhere[channel].begin(), anywhere[channel].end());
            if (const auto program = setUp.extract(kProgram))
                source.part.program = program.mapped();
            for (const auto& [number, value] : setUp)
                source.part.controllers.emplace_back(static_cast<std::uint8_t>(number), value);
        }
    }
    return parts;
}

/// The source's channel, unless another program or another piece has taken it: then a free one.
std::uint8_t channelFor(const EventPart& part, const std::vector<EventPart>& taken,
                        std::size_t fromThisPiece) {
    std::array<bool, kChannels> isTaken{};
    isTaken[kDrumChannel] = true;
    bool fits = true;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        isTaken[taken[i].channel] = true;
        if (taken[i].channel == part.channel)
            fits = fits && i >= fromThisPiece && taken[i].program == part.program;
    }
    if (fits)
        return part.channel;
    const auto free = std::ranges::find(isTaken, false);
    if (free != isTaken.end())
        return static_cast<std::uint8_t>(free - isTaken.begin());
    const auto alike = std::ranges::find(taken, part.program, &EventPart::program);
    return alike != taken.end() ? alike->channel : part.channel;
}

} // namespace

std::vector<Event> EventPart::setUp() const {
    std::vector<Event> events;
    if (!name.empty())
        events.push_back(textEvent({0}, meta::kTrackName, name));
    // Banks stand before the program that they choose it from.
    for (const auto& [number, value] : controllers)
        if (number == 0 || number == 32)
            events.push_back(controllerEvent({0}, channel, number, value));
    events.push_back(programChange({0}, channel, program));
    for (const auto& [number, value] : controllers)
        if (number != 0 && number != 32)
            events.push_back(controllerEvent({0}, channel, number, value));
    return events;
}

TrackPtr EventPart::track(std::vector<Note> notes, Tick end) const {
    return std::make_shared<const Track>(std::move(notes), setUp(), end);
}

nlohmann::json EventPart::toJson() const {
    return {{"name", name},
            {"channel", channel},
            {"program", program},
            {"velocity", velocity},
            {"controllers", controllers}};
}

EventPart EventPart::fromJson(const nlohmann::json& json) {
    const auto dataByte = [](const nlohmann::json& number) {
        return static_cast<std::uint8_t>(number.get<unsigned>() & 0x7fU);
    };
    EventPart part;
    json.at("name").get_to(part.name);
    part.channel = dataByte(json.at("channel")) & 0x0fU;
    part.program = dataByte(json.at("program"));
    part.velocity = std::max<std::uint8_t>(1, dataByte(json.at("velocity")));
    for (const auto& controller : json.at("controllers"))
        part.controllers.emplace_back(dataByte(controller.at(0)), dataByte(controller.at(1)));
    return part;
}

EventParts::EventParts(const Corpus& corpus, bool merges) : m_merges(merges) {
    std::size_t mostNotes = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const std::size_t before = m_pitched.size();
        std::map<std::uint8_t, std::size_t> seen; // parts of each program in this piece
        for (SourcePart& source : sourceParts(piece.score)) {
            if (source.place.second == kDrumChannel) {
                if (!m_drums)
                    m_drums = source.part;
                continue;
            }
            if (merges) {
                if (source.notes > mostNotes) {
                    mostNotes = source.notes;
                    m_pitched = {source.part};
                }
                continue;
            }
            const std::size_t occurrence = ++seen[source.part.program];
            const auto known = static_cast<std::size_t>(
                std::ranges::count(m_pitched, source.part.program, &EventPart::program));
            if (occurrence <= known)
                continue;
            source.part.channel = channelFor(source.part, m_pitched, before);
            m_pitched.push_back(source.part);
        }
    }
}

const EventPart& EventParts::at(int part) const {
    return part == kDrums ? *m_drums : m_pitched[static_cast<std::size_t>(part)];
}

std::map<EventParts::TrackChannel, int> EventParts::partsOf(const Score& score) const {
    std::map<TrackChannel, int> parts;
    std::map<std::uint8_t, int> next; // where to look for the next part of each program
    for (const SourcePart& source : sourceParts(score)) {
        int& part = parts[source.place];
        if (source.place.second == kDrumChannel) {
            part = kDrums;
        } else if (!m_merges) {
            const auto from = m_pitched.begin() + next[source.part.program];
            const auto found = std::find_if(from, m_pitched.end(), [&](const EventPart& candidate) {
                return candidate.program == source.part.program;
            });
            if (found != m_pitched.end()) {
                part = static_cast<int>(found - m_pitched.begin());
                next[source.part.program] = part + 1;
            }
        }
    }
    return parts;
}

nlohmann::json EventParts::toJson() const {
    nlohmann::json json = {{"merged", m_merges}, {"pitched", nlohmann::json::array()}};
    for (const EventPart& part : m_pitched)
        json["pitched"].push_back(part.toJson());
    if (m_drums)
        json["drums"] = m_drums->toJson();
    return json;
}

EventParts EventParts::fromJson(const nlohmann::json& json) {
    EventParts parts;
    json.at("merged").get_to(parts.m_merges);
    for (const auto& entry : json.at("pitched"))
        parts.m_pitched.push_back(EventPart::fromJson(entry));
    if (json.contains("drums"))
        parts.m_drums = EventPart::fromJson(json["drums"]);
    return parts;
}

} // namespace leitmotif
