// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/note.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace leitmotif {

/// Recognises drum tracks on other channels than that of percussion, as sequencers write them: by
/// name, and by notes that are short, of few pitches and on the keys of General MIDI's drums. A
/// value.
class DrumHint {
  public:
    void add(const Note& note, Tick halfBeat);
    void add(const DrumHint& other);

    /// `program`: that of the notes, if any.
    [[nodiscard]] bool looksLikeDrums(const std::string& trackName,
                                      std::optional<std::uint8_t> program) const;

  private:
    [[nodiscard]] std::size_t countOf(std::uint8_t first, std::uint8_t last) const;
    [[nodiscard]] std::size_t kinds() const; ///< number of different pitches
    [[nodiscard]] bool couldBeDrums() const;
    [[nodiscard]] bool hasGrooveOfDrums() const;

    std::array<std::uint32_t, 128> m_pitches{};
    std::size_t m_notes = 0;
    std::size_t m_short = 0; ///< up to half a beat long
    std::size_t m_long = 0;  ///< more than a beat
};

} // namespace leitmotif
