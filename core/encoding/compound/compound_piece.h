// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

// Music as compound words (Hsiao et al. 2021): a note is one step of a sequence, whose fields are
// chosen one after the other. The values of the fields mean the same in every piece, so that one
// network can learn from all music.

/// Steps a beat of positions and durations.
inline constexpr int kCompoundSteps = 24;
/// Positions in a bar: eight beats, or two seconds of free time in steps of 1/96 s. Longer bars are
/// divided.
inline constexpr int kCompoundPositions = 192;
/// The velocity of notes in pieces that have none.
inline constexpr std::uint8_t kNoVelocity = 16;
inline constexpr int kCompoundVelocities = 17;
/// The program of percussion.
inline constexpr std::uint8_t kDrumProgram = 128;
inline constexpr int kCompoundPrograms = 129;

/// The durations that a note can have: first those in steps of a beat, then those in steps of 1/96
/// s for free time.
class CompoundDurations {
  public:
    static const CompoundDurations& get();

    [[nodiscard]] int count() const { return static_cast<int>(m_steps.size()); }
    /// The first duration of free time.
    [[nodiscard]] int firstFree() const { return m_firstFree; }
    [[nodiscard]] int stepsOf(int duration) const {
        return m_steps[static_cast<std::size_t>(duration)];
    }
    /// The nearest duration.
    [[nodiscard]] int durationOf(int steps, bool isFree) const;

  private:
    CompoundDurations();

    std::vector<int> m_steps;
    int m_firstFree = 0;
};

/// A note of a piece.
struct CompoundNote {
    std::int32_t bar = 0;                ///< index into CompoundPiece::bars
    std::uint8_t at = 0;                 ///< steps from the bar's start
    std::uint8_t part = 0;               ///< index into CompoundPiece::parts
    std::uint8_t pitch = 60;             ///< MIDI pitch
    std::uint8_t duration = 0;           ///< of CompoundDurations
    std::uint8_t velocity = kNoVelocity; ///< bin of 8
    std::int32_t source = -1; ///< number of its note in the score, track by track; −1: a new note

    bool operator==(const CompoundNote&) const = default;
};

struct CompoundBar {
    std::uint8_t steps = 96;   ///< how long it is
    std::uint8_t division = 0; ///< 0, or which part of a long bar of the score it is
    std::uint16_t meter = 0;   ///< of the encoding

    bool operator==(const CompoundBar&) const = default;
};

/// A piece, or a take, in compound words.
struct CompoundPiece {
    bool hasFreeBeat = false;
    std::vector<CompoundBar> bars;
    std::vector<std::uint8_t> programs; ///< of its parts; percussion is the last
    std::vector<CompoundNote> notes;    ///< by bar, position, part and pitch

    bool operator==(const CompoundPiece&) const = default;
};

/// A piece whose content is elsewhere: in a CompoundPiece, or in a file (CompoundStore).
struct CompoundView {
    CompoundView(const CompoundPiece& piece)
        : hasFreeBeat(piece.hasFreeBeat),
          bars(piece.bars),
          programs(piece.programs),
          notes(piece.notes) {}
    CompoundView(bool isFree, std::span<const CompoundBar> barsOf,
                 std::span<const std::uint8_t> programsOf, std::span<const CompoundNote> notesOf)
        : hasFreeBeat(isFree), bars(barsOf), programs(programsOf), notes(notesOf) {}

    bool hasFreeBeat;
    std::span<const CompoundBar> bars;
    std::span<const std::uint8_t> programs;
    std::span<const CompoundNote> notes;
};

[[nodiscard]] inline std::vector<CompoundView> viewsOf(std::span<const CompoundPiece> pieces) {
    return {pieces.begin(), pieces.end()};
}

} // namespace leitmotif
