// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/sustain.h"

#include "core/music/parts.h"

#include <algorithm>
#include <cstddef>

namespace leitmotif {

namespace {

std::size_t placeOf(std::uint8_t port, std::uint8_t channel) {
    constexpr std::size_t kChannels = 16;
    return port * kChannels + (channel & 0x0fU);
}

} // namespace

Sustain::Sustain(const Score& score) {
    constexpr std::uint8_t kSustainController = 64;
    constexpr std::uint8_t kDownFrom = 64;
    const std::vector<std::uint8_t> ports = portsOf(score);
    std::vector<std::vector<const Event*>> pedal;
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        for (const Event& event : score.tracks[i]->events()) {
            if (!event.isController(kSustainController))
                continue;
            const std::size_t channel = placeOf(ports[i], event.channel());
            pedal.resize(std::max(pedal.size(), channel + 1));
            pedal[channel].push_back(&event);
        }
    m_presses.resize(pedal.size());
    const Tick end = score.lastNoteEnd();
    for (std::size_t channel = 0; channel < pedal.size(); ++channel) {
        std::ranges::stable_sort(pedal[channel], {},
                                 [](const Event* event) { return event->tick; });
        bool isDown = false;
        for (const Event* event : pedal[channel]) {
            if (event->data2 >= kDownFrom && !isDown)
                m_presses[channel].push_back({event->tick, end});
            else if (event->data2 < kDownFrom && isDown)
                m_presses[channel].back().up = event->tick;
            isDown = event->data2 >= kDownFrom;
        }
    }
}

Tick Sustain::endOf(std::uint8_t channel, Tick release, std::uint8_t port) const {
    const std::size_t place = placeOf(port, channel);
    if (place >= m_presses.size())
        return release;
    const auto& presses = m_presses[place];
    const auto after = std::ranges::upper_bound(presses, release, {}, &Press::down);
    return after == presses.begin() ? release : std::max(release, std::prev(after)->up);
}

} // namespace leitmotif
