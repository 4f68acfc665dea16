// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/mix_levels.h"

#include <algorithm>
#include <vector>

namespace leitmotif {

namespace {

constexpr std::uint8_t kVolume = 7;
constexpr std::uint8_t kPan = 10;
constexpr std::uint8_t kExpression = 11;
constexpr std::uint8_t kResetControllers = 121;

bool isBank(std::uint8_t number) {
    return number == 0 || number == 32;
}

/// The default of receivers (MIDI 1.0, General MIDI 2).
std::optional<std::uint8_t> defaultOf(std::uint8_t number) {
    switch (number) {
    case kVolume:
        return 100;
    case kPan:
        return 64;
    case kExpression:
        return 127;
    default:
        return isBank(number) ? std::optional<std::uint8_t>(0) : std::nullopt;
    }
}

std::size_t indexOf(std::uint8_t number) {
    return static_cast<std::size_t>(std::ranges::find(kMixControllers, number) -
                                    kMixControllers.begin());
}

} // namespace

bool MixState::concerns(const Event& event) {
    return (event.status & 0xf0U) == 0xb0 &&
           (event.data1 == kResetControllers || indexOf(event.data1) < kMixControllers.size());
}

void MixState::apply(const Event& event) {
    if (event.data1 == kResetControllers) { // only expression among these (RP-015)
        m_values[indexOf(kExpression)] = kUnset;
        return;
    }
    const std::size_t index = indexOf(event.data1);
    m_values[index] = event.data2 & 0x7fU;
    m_isUsed[index] = true;
}

void MixLevels::addNote(const MixState& state) {
    if (m_pending > 0 && !m_last.hasValuesOf(state))
        flush();
    m_last = state;
    ++m_pending;
}

void MixLevels::flush() {
    for (std::size_t i = 0; i < kMixControllers.size(); ++i)
        m_notes[{i, m_last.value(i)}] += m_pending;
    m_pending = 0;
}

void MixLevels::add(const MixLevels& other) {
    MixLevels rest = other;
    rest.flush();
    for (const auto& [value, notes] : rest.m_notes)
        m_notes[value] += notes;
}

std::optional<std::uint8_t> MixLevels::valueOfMost(std::size_t index) const {
    MixLevels counted = *this;
    counted.flush();
    const std::uint8_t number = kMixControllers[index];
    const auto byDefault = defaultOf(number);
    std::map<std::uint8_t, std::uint64_t> notes;
    std::uint64_t all = 0;
    for (const auto& [place, count] : counted.m_notes) {
        const auto value =
            place.second == MixState::kUnset ? byDefault.value_or(MixState::kUnset) : place.second;
        const bool isSilence = value == 0 && (number == kVolume || number == kExpression);
        if (place.first != index || isSilence)
            continue;
        notes[value] += count;
        all += count;
    }
    if (all == 0)
        return byDefault;
    auto found = notes.begin();
    if (isBank(number))
        found = std::ranges::max_element(notes, {}, [](const auto& entry) { return entry.second; });
    else
        for (std::uint64_t upTo = found->second; 2 * upTo < all;)
            upTo += (++found)->second;
    return found->first == MixState::kUnset ? std::nullopt : std::optional(found->first);
}

} // namespace leitmotif
