// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"

#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

/// A loudness that a phrase passes through at the start of a bar.
struct DynamicPoint {
    int bar = 1; ///< from 1
    int velocity = 64;
};

/// What a track of a demo piece is played by.
struct DemoPart {
    std::string_view name;
    std::uint8_t channel = 0;
    std::uint8_t program = 0; ///< General MIDI, from 0
    int loudness = 0;         ///< added to every velocity: how far it stands out
};

/// Puts a demo piece together: conductor track, then one track a part. Lives as long as one piece
/// is being written.
class PieceBuilder {
  public:
    /// `sharps` of the key signature, negative for flats; all demo pieces are in major.
    PieceBuilder(std::string_view title, std::string_view composer, int numerator, int denominator,
                 double beatsPerMinute, int sharps);

    [[nodiscard]] Tick barLength() const { return m_barLength; }
    /// Where `bar`, from 1, begins.
    [[nodiscard]] Tick bar(int bar) const { return m_barLength * (bar - 1); }

    void addText(std::string_view text);
    void addTempo(Tick tick, double beatsPerMinute);
    void addMarker(int bar, std::string_view text);
    /// With velocities of its own.
    void addTrack(const DemoPart& part, std::vector<Note> notes);
    /// With velocities from the line through `dynamics`, which ascend by bar, and from the metre:
    /// the first beat is louder than the others, and what lies between beats softer.
    void addTrack(const DemoPart& part, std::vector<Note> notes,
                  const std::vector<DynamicPoint>& dynamics);

    /// REQUIRES: called once, last.
    [[nodiscard]] Score score();

  private:
    [[nodiscard]] double loudnessAt(Tick tick, const std::vector<DynamicPoint>& dynamics) const;
    [[nodiscard]] int accentAt(Tick tick) const;

    Tick m_barLength;
    Tick m_beatLength;
    Tick m_end;
    std::vector<Event> m_conductor;
    std::vector<TrackPtr> m_tracks;
};

} // namespace leitmotif
