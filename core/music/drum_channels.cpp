// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/drum_channels.h"

#include "core/base/units.h"

#include <algorithm>
#include <numeric>

namespace leitmotif {

namespace {

using Message = std::span<const std::uint8_t>;

/// Equal except for the device id.
template <std::size_t N>
bool begins(Message message, const std::array<int, N>& bytes) {
    constexpr int kAny = -1;
    if (message.size() < N)
        return false;
    for (std::size_t i = 0; i < N; ++i)
        if (bytes[i] != kAny && message[i] != bytes[i])
            return false;
    return true;
}

constexpr std::array kGmSwitch = {0x7e, -1, 0x09};
constexpr std::array kGsData = {0x41, -1, 0x42, 0x12};
constexpr std::array kXgData = {0x43, -1, 0x4c};

/// Address and data of a Roland message, or nothing if its checksum is wrong: devices ignore it.
Message gsBody(Message message) {
    const Message body = message.subspan(kGsData.size());
    if (body.size() < 5 || std::accumulate(body.begin(), body.end(), 0U) % 128 != 0)
        return {};
    return body.first(body.size() - 1);
}

/// Roland numbers the parts from the rhythm part on.
std::uint8_t channelOfGsPart(unsigned part) {
    return static_cast<std::uint8_t>(part == 0              ? kDrumChannel
                                     : part <= kDrumChannel ? part - 1
                                                            : part);
}

/// The message without its framing bytes.
Message contentOf(const Event& event) {
    Message bytes = event.bytes();
    if (!bytes.empty() && bytes.front() == 0xf0) // in an escape event
        bytes = bytes.subspan(1);
    if (!bytes.empty() && bytes.back() == 0xf7)
        bytes = bytes.first(bytes.size() - 1);
    return bytes;
}

} // namespace

std::optional<DrumChannels::Order> DrumChannels::orderIn(const Event& event) {
    if (!event.isSysex())
        return std::nullopt;
    const Message bytes = contentOf(event);
    if (begins(bytes, kGmSwitch) && bytes.size() == 4) {
        constexpr std::array kSystems = {System::Gm1, System::Unknown, System::Gm2}; // from 1 on
        const unsigned number = bytes[3] - 1U;
        if (number < kSystems.size())
            return Order{kSystems[number], {}, false};
    } else if (begins(bytes, kGsData)) {
        const Message body = gsBody(bytes);
        if (body.size() != 4)
            return std::nullopt;
        const bool isReset = body[0] == 0x40 && body[1] == 0 && body[2] == 0x7f;
        const bool isModeSet = body[0] == 0 && body[1] == 0 && body[2] == 0x7f;
        if (isReset || isModeSet)
            return Order{System::Gs, {}, false};
        if (body[0] == 0x40 && body[1] >> 4U == 1 && body[2] == 0x15)
            return Order{System::Gs, channelOfGsPart(body[1] & 0x0fU), body[3] != 0};
    } else if (begins(bytes, kXgData) && bytes.size() == 7) {
        if (bytes[3] == 0 && bytes[4] == 0 && (bytes[5] == 0x7e || bytes[5] == 0x7f))
            return Order{System::Xg, {}, false};
        if (bytes[3] == 8 && bytes[4] < 16 && bytes[5] == 7)
            return Order{System::Xg, bytes[4], bytes[6] != 0};
    }
    return std::nullopt;
}

bool DrumChannels::concerns(const Event& event) {
    return orderIn(event).has_value();
}

bool DrumChannels::apply(const Event& event) {
    const auto before = m_isDrums;
    if (const auto order = orderIn(event)) {
        if (!order->channel)
            reset(order->system);
        else if (order->system != System::Xg || m_system == System::Xg)
            m_isDrums[*order->channel] = m_isSet[*order->channel] = order->isDrums;
    } else if (event.isController(0)) {
        m_banks[event.channel()] = event.data2;
    } else if (event.isProgramChange()) {
        chooseBank(event.channel());
    }
    return m_isDrums != before;
}

void DrumChannels::reset(System system) {
    m_system = system;
    m_isDrums.fill(false);
    m_isDrums[kDrumChannel] = true;
    m_isSet.fill(false);
    m_banks.fill(kNoBank);
}

void DrumChannels::chooseBank(std::uint8_t channel) {
    constexpr std::uint8_t kGm2Drums = 120;
    constexpr std::uint8_t kGm2Melody = 121;
    constexpr std::uint8_t kXgEffects = 126;
    const std::uint8_t bank = m_banks[channel];
    if (bank == kNoBank)
        return;
    if (m_system == System::Xg)
        m_isDrums[channel] = m_isSet[channel] || bank >= kXgEffects;
    else if ((m_system == System::Gm2 || m_system == System::Unknown) &&
             (bank == kGm2Drums || bank == kGm2Melody))
        m_isDrums[channel] = bank == kGm2Drums;
}

} // namespace leitmotif
