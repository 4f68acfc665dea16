// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/sustain.h"

#include <algorithm>

namespace leitmotif {

Sustain::Sustain(const Score& score) {
    constexpr std::uint8_t kSustainController = 64;
    constexpr std::uint8_t kDownFrom = 64;
    std::array<std::vector<const Event*>, 16> pedal;
    for (const TrackPtr& track : score.tracks)
        for (const Event& event : track->events())
            if (event.isController(kSustainController))
                pedal[event.channel()].push_back(&event);
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

Tick Sustain::endOf(std::uint8_t channel, Tick release) const {
    const auto& presses = m_presses[channel & 0x0fU];
    const auto after = std::ranges::upper_bound(presses, release, {}, &Press::down);
    return after == presses.begin() ? release : std::max(release, std::prev(after)->up);
}

} // namespace leitmotif
