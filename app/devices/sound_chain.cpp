// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/sound_chain.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kQueueSize = 64;

} // namespace

SoundChain::SoundChain(Player& player) : m_player(player), m_tickets(kQueueSize) {
    setReceivers({});
}

void SoundChain::setReceivers(Receivers receivers) {
    const auto ticket = m_handover.keep(std::make_unique<const Receivers>(std::move(receivers)));
    m_tickets.wait_enqueue(ticket); // waits only if 64 changes were not played yet
}

void SoundChain::setVolume(float volume) {
    m_volume.store(std::clamp(volume, 0.0F, 1.0F), std::memory_order_relaxed);
}

float SoundChain::takeLevel() {
    return m_level.exchange(0.0F, std::memory_order_relaxed);
}

void SoundChain::renderRt(std::span<float> left, std::span<float> right) noexcept {
    const auto now = std::chrono::steady_clock::now();
    float peak = 0.0F;
    for (std::size_t done = 0; done < left.size();) {
        if (m_taken == kBlock) {
            adoptReceiversRt();
            m_blockTime = now + durationOf(static_cast<double>(done), m_receivers->sampleRate);
            renderBlockRt();
            m_taken = 0;
        }
        const std::size_t count = std::min(left.size() - done, kBlock - m_taken);
        for (std::size_t i = 0; i < count; ++i, ++m_taken) {
            left[done + i] = m_left[m_taken];
            right[done + i] = m_right[m_taken];
            peak = std::max({peak, std::abs(m_left[m_taken]), std::abs(m_right[m_taken])});
        }
        done += count;
    }
    // If the window takes the level in between, this block's peak is shown a moment later.
    if (peak > m_level.load(std::memory_order_relaxed))
        m_level.store(peak, std::memory_order_relaxed);
}

void SoundChain::adoptReceiversRt() noexcept {
    Handover<const Receivers>::Ticket ticket;
    while (m_tickets.try_dequeue(ticket)) {
        if (m_receivers)
            m_player.leaveRt(*this);
        m_receivers = ticket.object;
        m_handover.useRt(ticket);
        m_player.enterRt(*this);
    }
}

void SoundChain::renderBlockRt() noexcept {
    // In the synthesizer all messages of a block take effect at its beginning. As orders are taken
    // in the middle of a block, each note is rounded to the nearest block start, not down.
    constexpr std::int64_t kHalf = kBlock / 2;
    m_player.playRt(kHalf, *this);
    m_offset = kHalf;
    m_player.advanceRt(kHalf, *this);
    m_offset = 0;
    if (!m_receivers->synth) {
        m_left.fill(0.0F);
        m_right.fill(0.0F);
        return;
    }
    m_receivers->synth->renderRt(m_left, m_right);
    const float volume = m_volume.load(std::memory_order_relaxed);
    const float step = (volume - m_lastVolume) / kBlock; // a jump would click
    for (std::size_t i = 0; i < kBlock; ++i) {
        const float factor =
            i + 1 == kBlock ? volume : m_lastVolume + step * static_cast<float>(i + 1);
        m_left[i] *= factor;
        m_right[i] *= factor;
    }
    m_lastVolume = volume;
}

void SoundChain::sendRt(std::int64_t frame, ShortMessage message) noexcept {
    if (m_receivers->synth)
        m_receivers->synth->sendRt(frame, message);
    if (m_receivers->midi)
        m_receivers->midi->sendRt(m_blockTime + durationOf(static_cast<double>(m_offset + frame),
                                                           m_receivers->sampleRate),
                                  message);
}

} // namespace leitmotif
