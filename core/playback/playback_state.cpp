// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/playback_state.h"

namespace leitmotif {

namespace {

constexpr std::uint8_t kBankMsb = 0;
constexpr std::uint8_t kDataMsb = 6;
constexpr std::uint8_t kBankLsb = 32;
constexpr std::uint8_t kDataLsb = 38;
constexpr std::uint8_t kIncrement = 96;
constexpr std::uint8_t kDecrement = 97;
constexpr std::uint8_t kUnregisteredLsb = 98;
constexpr std::uint8_t kUnregisteredMsb = 99;
constexpr std::uint8_t kRegisteredLsb = 100;
constexpr std::uint8_t kRegisteredMsb = 101;
constexpr std::uint8_t kFirstModeMessage = 120;
constexpr std::uint8_t kResetControllers = 121;
constexpr std::uint8_t kNull = 127;
constexpr std::array<std::uint8_t, 3> kHoldingPedals = {64, 66, 69};
constexpr std::array<std::array<std::uint8_t, 2>, ChannelState::kRegisteredCount>
    kRegisteredDefaults = {{{2, 0}, {64, 0}, {64, 0}}};

/// Controllers that are sent on their own, not as part of a program or parameter.
bool isPlain(std::uint8_t number) {
    switch (number) {
    case kBankMsb:
    case kBankLsb:
    case kDataMsb:
    case kDataLsb:
    case kIncrement:
    case kDecrement:
    case kUnregisteredLsb:
    case kUnregisteredMsb:
    case kRegisteredLsb:
    case kRegisteredMsb:
        return false;
    default:
        return number < kFirstModeMessage;
    }
}

constexpr std::uint8_t orDefault(std::uint8_t value, std::uint8_t fallback) {
    return value == ChannelState::kUnset ? fallback : value;
}

std::uint8_t controllerOf(const ChannelState& state, std::uint8_t number) {
    return orDefault(state.controllers[number], defaultController(number));
}

/// Sends the messages of one channel.
class ChannelWriter {
  public:
    ChannelWriter(int index, std::int64_t frame, NoteSink& sink)
        : m_port(static_cast<std::uint8_t>(index / kChannelsPerPort)),
          m_channel(static_cast<std::uint8_t>(index % kChannelsPerPort)),
          m_frame(frame),
          m_sink(sink) {}

    void sendRt(std::uint8_t kind, std::uint8_t data1, std::uint8_t data2) const noexcept {
        m_sink.sendRt(m_frame, {static_cast<std::uint8_t>(kind | m_channel), data1, data2, m_port});
    }
    [[nodiscard]] std::uint8_t channel() const noexcept { return m_channel; }
    void sendControllerRt(std::uint8_t number, std::uint8_t value) const noexcept {
        sendRt(0xb0, number, value);
    }

  private:
    std::uint8_t m_port;
    std::uint8_t m_channel;
    std::int64_t m_frame;
    NoteSink& m_sink;
};

void sendEndsRt(const std::bitset<128>& ending, const ChannelWriter& writer) noexcept {
    constexpr std::uint8_t kReleaseVelocity = 64;
    if (ending.none())
        return;
    for (std::uint8_t key = 0; key < 128; ++key)
        if (ending[key])
            writer.sendRt(0x80, key, kReleaseVelocity);
}

void sendProgramRt(const ChannelState& from, const ChannelState& to,
                   const ChannelWriter& writer) noexcept {
    const bool sameBank = controllerOf(from, kBankMsb) == controllerOf(to, kBankMsb) &&
                          controllerOf(from, kBankLsb) == controllerOf(to, kBankLsb);
    const std::uint8_t byDefault = writer.channel() == kDrumChannel ? 1 : 0;
    const bool sameMode = orDefault(from.drumMode, byDefault) == orDefault(to.drumMode, byDefault);
    if (sameMode && sameBank && orDefault(from.program, 0) == orDefault(to.program, 0))
        return;
    if (!sameMode)
        writer.sendRt(ShortMessage::kDrumMode, orDefault(to.drumMode, byDefault), 0);
    if (!sameMode || !sameBank) {
        writer.sendControllerRt(kBankMsb, controllerOf(to, kBankMsb));
        writer.sendControllerRt(kBankLsb, controllerOf(to, kBankLsb));
    }
    writer.sendRt(0xc0, orDefault(to.program, 0), 0);
}

void sendRegisteredRt(const ChannelState& from, const ChannelState& to,
                      const ChannelWriter& writer) noexcept {
    bool selected = false;
    for (std::uint8_t i = 0; i < ChannelState::kRegisteredCount; ++i) {
        const auto value = [i](const ChannelState& state, std::size_t half) {
            return orDefault(state.registered[i][half], kRegisteredDefaults[i][half]);
        };
        if (value(from, 0) == value(to, 0) && value(from, 1) == value(to, 1))
            continue;
        writer.sendControllerRt(kRegisteredMsb, 0);
        writer.sendControllerRt(kRegisteredLsb, i);
        writer.sendControllerRt(kDataMsb, value(to, 0));
        writer.sendControllerRt(kDataLsb, value(to, 1));
        selected = true;
    }
    // The parameter that the next data entry sets. Unregistered ones are selected by 99 and 98,
    // which then have to come last.
    const bool unregistered = to.controllers[kUnregisteredMsb] != ChannelState::kUnset ||
                              to.controllers[kUnregisteredLsb] != ChannelState::kUnset;
    const std::uint8_t msb = unregistered ? kUnregisteredMsb : kRegisteredMsb;
    const std::uint8_t lsb = unregistered ? kUnregisteredLsb : kRegisteredLsb;
    const bool differs = from.controllers[msb] != to.controllers[msb] ||
                         from.controllers[lsb] != to.controllers[lsb];
    if (selected || differs) {
        writer.sendControllerRt(msb, orDefault(to.controllers[msb], kNull));
        writer.sendControllerRt(lsb, orDefault(to.controllers[lsb], kNull));
    }
}

void sendBendRt(const ChannelState& from, const ChannelState& to,
                const ChannelWriter& writer) noexcept {
    constexpr std::uint8_t kCentre = 64;
    const std::uint8_t low = orDefault(to.bendLow, 0);
    const std::uint8_t high = orDefault(to.bendHigh, kCentre);
    if (orDefault(from.bendLow, 0) != low || orDefault(from.bendHigh, kCentre) != high)
        writer.sendRt(0xe0, low, high);
    if (orDefault(from.pressure, 0) != orDefault(to.pressure, 0))
        writer.sendRt(0xd0, orDefault(to.pressure, 0), 0);
}

} // namespace

std::uint8_t defaultController(std::uint8_t number) {
    switch (number) {
    case 7: // volume
        return 100;
    case 11: // expression, and its LSB
    case 43:
        return 127;
    case 8: // balance, pan
    case 10:
        return 64;
    case kRegisteredMsb:
    case kRegisteredLsb:
    case kUnregisteredMsb:
    case kUnregisteredLsb:
        return kNull;
    default:
        return number >= 70 && number <= 79 ? 64 : 0; // sound controllers are relative
    }
}

ChannelState::ChannelState() {
    controllers.fill(kUnset);
    for (auto& value : registered)
        value.fill(kUnset);
}

void ChannelState::applyRt(ShortMessage message) noexcept {
    const std::uint8_t data1 = message.data1 & 0x7fU;
    const std::uint8_t data2 = message.data2 & 0x7fU;
    switch (message.kind()) {
    case 0x80:
        sounding.reset(data1);
        break;
    case 0x90:
        sounding.set(data1, data2 != 0);
        break;
    case 0xb0:
        applyControllerRt(data1, data2);
        break;
    case 0xc0:
        program = data1;
        break;
    case ShortMessage::kDrumMode:
        drumMode = data1;
        break;
    case 0xd0:
        pressure = data1;
        break;
    case 0xe0:
        bendLow = data1;
        bendHigh = data2;
        break;
    default: // polyphonic aftertouch ends with its note
        break;
    }
}

void ChannelState::applyControllerRt(std::uint8_t number, std::uint8_t value) noexcept {
    if (number == kResetControllers)
        return resetControllersRt();
    if (number >= kFirstModeMessage) // notes keep their place: their note-offs are still sent
        return;
    if (number == kRegisteredMsb || number == kRegisteredLsb)
        controllers[kUnregisteredMsb] = controllers[kUnregisteredLsb] = kUnset;
    if (number == kUnregisteredMsb || number == kUnregisteredLsb)
        controllers[kRegisteredMsb] = controllers[kRegisteredLsb] = kUnset;
    controllers[number] = value;
    const std::uint8_t parameter = controllers[kRegisteredLsb];
    const bool entersRegistered = (number == kDataMsb || number == kDataLsb) &&
                                  controllers[kRegisteredMsb] == 0 && parameter < kRegisteredCount;
    if (entersRegistered)
        registered[parameter][number == kDataMsb ? 0 : 1] = value;
}

void ChannelState::resetControllersRt() noexcept {
    // RP-015: volume, pan, bank, effects, sound controllers and program stay.
    for (const std::uint8_t number : {1, 2, 11, 43, 64, 65, 66, 67, 68, 69, 98, 99, 100, 101})
        controllers[number] = kUnset;
    bendLow = bendHigh = pressure = kUnset;
}

void PlaybackState::applyRt(ShortMessage message) noexcept {
    const int index = message.port * kChannelsPerPort + message.channel();
    if (message.port < kScorePorts)
        m_channels[static_cast<std::size_t>(index)].applyRt(message);
}

void PlaybackState::changeToRt(const PlaybackState& target, SoundingNotes notes, std::int64_t frame,
                               NoteSink& sink) noexcept {
    for (std::size_t index = 0; index < m_channels.size(); ++index) {
        ChannelState& from = m_channels[index];
        const ChannelState& to = target.m_channels[index];
        if (from == to && (notes == SoundingNotes::KeepIfStillThere || from.sounding.none()))
            continue;
        const ChannelWriter writer(static_cast<int>(index), frame, sink);
        const auto kept =
            notes == SoundingNotes::End ? std::bitset<128>{} : from.sounding & to.sounding;
        sendEndsRt(from.sounding & ~kept, writer);
        sendProgramRt(from, to, writer);
        for (std::uint8_t number = 0; number < kFirstModeMessage; ++number)
            if (isPlain(number) && controllerOf(from, number) != controllerOf(to, number))
                writer.sendControllerRt(number, controllerOf(to, number));
        sendRegisteredRt(from, to, writer);
        sendBendRt(from, to, writer);
        from = to;
        from.sounding = kept;
    }
}

void PlaybackState::silenceRt(std::int64_t frame, NoteSink& sink) noexcept {
    for (std::size_t index = 0; index < m_channels.size(); ++index) {
        ChannelState& state = m_channels[index];
        const ChannelWriter writer(static_cast<int>(index), frame, sink);
        sendEndsRt(state.sounding, writer);
        state.sounding.reset();
        for (const std::uint8_t pedal : kHoldingPedals) {
            if (controllerOf(state, pedal) == 0)
                continue;
            writer.sendControllerRt(pedal, 0);
            state.controllers[pedal] = 0;
        }
    }
}

} // namespace leitmotif
