// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/corpus_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr int kChannels = 16;
constexpr std::uint8_t kBank = 0;
constexpr std::uint8_t kFineBank = 32;
constexpr std::uint8_t kDrumBank = 120;

CorpusPart eventPart(const Part& part, const Score& score) {
    CorpusPart result;
    result.name = score.trackName(part.track);
    result.channel = part.isDrums ? kDrumChannel : part.channel;
    result.program = part.program.value_or(0);
    result.velocity = part.velocity;
    result.controllers = part.controllers;
    // Without the resets of its source, this bank would turn any part into percussion.
    if (!part.isDrums)
        std::erase(result.controllers, std::pair(kBank, kDrumBank));
    return result;
}

/// The source's channel, unless percussion, another program or another piece has taken it: then a
/// free one. `part` may be one of `taken`.
std::uint8_t channelFor(const CorpusPart& part, const std::vector<CorpusPart>& taken,
                        std::size_t fromThisPiece) {
    std::array<bool, kChannels> isTaken{};
    isTaken[kDrumChannel] = true;
    bool fits = part.channel != kDrumChannel;
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
    const auto alike = std::ranges::find_if(taken, [&](const CorpusPart& other) {
        return &other != &part && other.program == part.program;
    });
    if (alike != taken.end())
        return alike->channel;
    return part.channel != kDrumChannel ? part.channel : std::uint8_t{0};
}

/// Moves parts whose channel is used by another program of their piece to a free one; parts of one
/// program on one channel stay together.
void moveOut(const std::vector<std::size_t>& homeless, std::vector<CorpusPart>& parts,
             std::size_t fromThisPiece) {
    std::map<std::pair<std::uint8_t, std::uint8_t>, std::uint8_t> found; // of channel and program
    for (const std::size_t i : homeless) {
        CorpusPart& part = parts[i];
        const auto key = std::pair(part.channel, part.program);
        const auto known = found.find(key);
        part.channel =
            known != found.end() ? known->second : channelFor(part, parts, fromThisPiece);
        found.emplace(key, part.channel);
    }
}

} // namespace

std::vector<Event> CorpusPart::setUp() const {
    std::vector<Event> events;
    if (!name.empty())
        events.push_back(textEvent({0}, meta::kTrackName, name));
    // Banks come before the program change that they apply to.
    for (const auto& [number, value] : controllers)
        if (number == kBank || number == kFineBank)
            events.push_back(controllerEvent({0}, channel, number, value));
    events.push_back(programChange({0}, channel, program));
    for (const auto& [number, value] : controllers)
        if (number != kBank && number != kFineBank)
            events.push_back(controllerEvent({0}, channel, number, value));
    return events;
}

TrackPtr CorpusPart::track(std::vector<Note> notes, Tick end) const {
    return std::make_shared<const Track>(std::move(notes), setUp(), end);
}

nlohmann::json CorpusPart::toJson() const {
    return {{"name", name},
            {"channel", channel},
            {"program", program},
            {"velocity", velocity},
            {"controllers", controllers}};
}

CorpusPart CorpusPart::fromJson(const nlohmann::json& json) {
    const auto dataByte = [](const nlohmann::json& number) {
        return static_cast<std::uint8_t>(number.get<unsigned>() & 0x7fU);
    };
    CorpusPart part;
    json.at("name").get_to(part.name);
    part.channel = dataByte(json.at("channel")) & 0x0fU;
    part.program = dataByte(json.at("program"));
    part.velocity = std::max<std::uint8_t>(1, dataByte(json.at("velocity")));
    for (const auto& controller : json.at("controllers"))
        part.controllers.emplace_back(dataByte(controller.at(0)), dataByte(controller.at(1)));
    return part;
}

CorpusParts::CorpusParts(const Corpus& corpus, bool merges) : m_merges(merges) {
    std::size_t mostNotes = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const std::size_t before = m_pitched.size();
        std::map<std::uint8_t, std::size_t> seen; // parts of each program in this piece
        std::vector<std::size_t> homeless;        // another program of the piece has their channel
        const Parts parts(piece.score);
        for (const Part& source : parts.list()) {
            if (source.isSilent)
                continue;
            CorpusPart part = eventPart(source, piece.score);
            if (source.isDrums) {
                if (!m_drums)
                    m_drums = std::move(part);
                continue;
            }
            if (merges) {
                if (source.notes > mostNotes) {
                    mostNotes = source.notes;
                    m_pitched = {std::move(part)};
                }
                continue;
            }
            const std::size_t occurrence = ++seen[part.program];
            const auto known = static_cast<std::size_t>(
                std::ranges::count(m_pitched, part.program, &CorpusPart::program));
            if (occurrence <= known)
                continue;
            const bool isShared = std::any_of(
                m_pitched.begin() + static_cast<std::ptrdiff_t>(before), m_pitched.end(),
                [&](const CorpusPart& other) {
                    return other.channel == part.channel && other.program != part.program;
                });
            if (isShared)
                homeless.push_back(m_pitched.size());
            else
                part.channel = channelFor(part, m_pitched, before);
            m_pitched.push_back(std::move(part));
        }
        // Last, so that they do not take the channel of a later part.
        moveOut(homeless, m_pitched, before);
    }
    if (merges && !m_pitched.empty() && m_pitched.front().channel == kDrumChannel)
        m_pitched.front().channel = 0; // the source made a melody channel of it
}

const CorpusPart& CorpusParts::at(int part) const {
    return part == kDrums ? *m_drums : m_pitched[static_cast<std::size_t>(part)];
}

std::vector<int> CorpusParts::partsOf(const Score& score, const Parts& parts) const {
    constexpr int kNone = -1;
    const auto& list = parts.list();
    std::vector<int> result(list.size(), m_merges ? 0 : kNone);
    std::vector<bool> isTaken(m_pitched.size(), false);
    const auto assign = [&](std::size_t source, auto isWanted) {
        for (std::size_t i = 0; i < m_pitched.size() && result[source] == kNone; ++i)
            if (!isTaken[i] && m_pitched[i].program == list[source].program.value_or(0) &&
                isWanted(m_pitched[i])) {
                result[source] = static_cast<int>(i);
                isTaken[i] = true;
            }
    };
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].isDrums)
            result[i] = kDrums;
        const std::string name = score.trackName(list[i].track);
        assign(i, [&](const CorpusPart& part) {
            return part.name == name && part.channel == list[i].channel;
        });
    }
    for (std::size_t i = 0; i < list.size(); ++i)
        assign(i, [](const CorpusPart&) { return true; });
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (result[i] != kNone)
            continue;
        const auto alike =
            std::ranges::find(m_pitched, list[i].program.value_or(0), &CorpusPart::program);
        result[i] = alike == m_pitched.end() ? 0 : static_cast<int>(alike - m_pitched.begin());
    }
    return result;
}

nlohmann::json CorpusParts::toJson() const {
    nlohmann::json json = {{"merged", m_merges}, {"pitched", nlohmann::json::array()}};
    for (const CorpusPart& part : m_pitched)
        json["pitched"].push_back(part.toJson());
    if (m_drums)
        json["drums"] = m_drums->toJson();
    return json;
}

CorpusParts CorpusParts::fromJson(const nlohmann::json& json) {
    CorpusParts parts;
    json.at("merged").get_to(parts.m_merges);
    for (const auto& entry : json.at("pitched"))
        parts.m_pitched.push_back(CorpusPart::fromJson(entry));
    if (json.contains("drums"))
        parts.m_drums = CorpusPart::fromJson(json["drums"]);
    return parts;
}

} // namespace leitmotif
