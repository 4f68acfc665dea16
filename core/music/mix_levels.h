// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace leitmotif {

/// Bank, volume, pan, expression, reverb and chorus: the mix of a piece, usually set once at its
/// start. In ascending order.
inline constexpr std::array<std::uint8_t, 7> kMixControllers = {0, 7, 10, 11, 32, 91, 93};

/// The present mix of one channel.
class MixState {
  public:
    static constexpr std::uint8_t kUnset = 128;

    MixState() { m_values.fill(kUnset); }

    [[nodiscard]] static bool concerns(const Event& event);
    void apply(const Event& event);

    [[nodiscard]] std::uint8_t value(std::size_t index) const { return m_values[index]; }
    /// True if this controller was ever sent.
    [[nodiscard]] bool isUsed(std::size_t index) const { return m_isUsed[index]; }
    [[nodiscard]] bool hasValuesOf(const MixState& other) const {
        return m_values == other.m_values;
    }

  private:
    std::array<std::uint8_t, kMixControllers.size()> m_values;
    std::array<bool, kMixControllers.size()> m_isUsed{};
};

/// Counts the mix of the notes of a part.
class MixLevels {
  public:
    void addNote(const MixState& state);
    void add(const MixLevels& other);

    /// The value of most notes: the most frequent one for banks, else the median. Volumes of 0 are
    /// fades and mutes and do not count. Nothing if most notes have none and receivers do not agree
    /// on a default.
    [[nodiscard]] std::optional<std::uint8_t> valueOfMost(std::size_t index) const;

  private:
    void flush();

    std::map<std::pair<std::size_t, std::uint8_t>, std::uint64_t> m_notes; // by index and value
    MixState m_last;
    std::uint64_t m_pending = 0; // notes of m_last that are not in m_notes yet
};

} // namespace leitmotif
