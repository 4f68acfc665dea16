// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/channel_walk.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace leitmotif {

namespace {

/// Numbers what tracks name in the order of `inOrder`.
template <class Value, class Values>
std::vector<TrackPort> numbered(const std::vector<std::optional<Value>>& ofTracks,
                                const Value& unnamed, const Values& inOrder) {
    std::vector<TrackPort> ports;
    for (const auto& value : ofTracks) {
        const auto place = std::ranges::find(inOrder, value.value_or(unnamed)) - inOrder.begin();
        ports.push_back({static_cast<std::uint8_t>(place), value.has_value()});
    }
    return ports;
}

} // namespace

std::vector<TrackPort> trackPorts(const Score& score) {
    constexpr std::size_t kMostPorts = 255;
    std::vector<std::optional<std::uint8_t>> numbers(score.tracks.size());
    std::vector<std::optional<std::string>> devices(score.tracks.size());
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        for (const Event& event : score.tracks[i]->events()) {
            if (event.isMeta(meta::kPort) && !event.bytes().empty() && !numbers[i])
                numbers[i] = event.bytes()[0];
            if (event.isMeta(meta::kDeviceName) && !devices[i])
                devices[i] = std::string(event.bytes().begin(), event.bytes().end());
        }
    if (std::ranges::any_of(numbers, [](const auto& number) { return number.has_value(); })) {
        std::vector<std::uint8_t> inOrder;
        for (const auto& number : numbers)
            inOrder.push_back(number.value_or(0));
        std::ranges::sort(inOrder);
        inOrder.erase(std::ranges::unique(inOrder).begin(), inOrder.end());
        return numbered<std::uint8_t>(numbers, 0, inOrder);
    }
    std::vector<std::string> inOrder;
    for (const auto& device : devices)
        if (device && std::ranges::find(inOrder, *device) == inOrder.end() &&
            inOrder.size() < kMostPorts)
            inOrder.push_back(*device);
    if (inOrder.empty())
        return std::vector<TrackPort>(score.tracks.size());
    return numbered<std::string>(devices, inOrder.front(), inOrder);
}

ChannelWalk::ChannelWalk(const Score& score) : m_trackPorts(leitmotif::trackPorts(score)) {
    std::size_t ports = 1;
    for (const TrackPort& port : m_trackPorts)
        ports = std::max(ports, port.port + std::size_t{1});
    m_drums.resize(ports);
    m_channels.resize(ports * kChannels);
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        for (const Event& event : score.tracks[i]->events())
            if (event.isSysex() || event.isProgramChange() || MixState::concerns(event))
                m_events.push_back({&event, static_cast<std::uint32_t>(i)});
    std::ranges::stable_sort(m_events, {}, [](const TimedEvent& timed) {
        return std::tuple(timed.event->tick, timed.event->isChannelMessage());
    });
}

bool ChannelWalk::advance() {
    const auto& [event, track] = m_events[m_next++];
    const TrackPort& named = m_trackPorts[track];
    // Sysex of a track without a port is for all devices.
    const bool isForAll = event->isSysex() && !named.isNamed;
    bool changesDrums = false;
    for (std::size_t port = 0; port < m_drums.size(); ++port)
        if (isForAll || port == named.port)
            changesDrums = m_drums[port].apply(*event) || changesDrums;
    if (!event->isChannelMessage())
        return changesDrums;
    Channel& channel = m_channels[named.port * kChannels + event->channel()];
    if (event->isProgramChange())
        channel.program = event->data1 & 0x7fU;
    else
        channel.mix.apply(*event);
    return changesDrums;
}

} // namespace leitmotif
