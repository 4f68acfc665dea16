// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/encoding/events/event_model.h"
#include "core/encoding/events/event_reader.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// The `events` encoding. A note is a few tokens, each written only where it changes:
///
///     Bar* Position? | TimeShift*     when (see NoteGrid)
///     Part?                           who, if a corpus has several pitched parts
///     Duration? Velocity?             how, remembered by part
///     Pitch | Drum                    what; completes the note
///
/// Notes of one position come in the order of parts, then pitches, percussion last; percussion
/// needs no Part. Writing only what changes, and positions from the last one, takes 1.9 to 3.5
/// tokens a note; a fixed row of absolute position, pitch, duration and velocity takes 3.6 to 4.4.
/// An n-gram model of one file gains .4 to 3 nats a note: its contexts reach further and repeat.
///
/// Lost on purpose: what is finer than the grid, velocities within a bin of 8, rests of more than
/// 16 bars, controllers after the first note other than sustain, changes of tempo and program.
class EventTokens final : public SequenceEncoding {
  public:
    explicit EventTokens(EventModel model);

    [[nodiscard]] const Vocabulary& vocabulary() const { return m_model->vocabulary; }
    [[nodiscard]] int vocabularySize() const override { return m_model->vocabulary.size(); }
    /// In pieces outside the corpus, notes without a token are left out, and durations and
    /// velocities become the nearest known ones.
    [[nodiscard]] TokenSequence encode(const CorpusPiece& piece) const override;
    /// Any tokens give a valid score. A part without Duration or Velocity tokens plays notes of one
    /// beat at its mean velocity. A Bar or TimeShift at the very end cuts all notes there.
    [[nodiscard]] Score decode(std::span<const int> tokens) const override;
    /// As decode(), but with keys and a pedal as in the source also where the generated notes' ends
    /// contradict each other; decode() would hold such keys down.
    [[nodiscard]] Score decodeSample(std::span<const int> tokens) const override;
    [[nodiscard]] std::vector<int> transposed(std::span<const int> tokens,
                                              int semitones) const override;
    [[nodiscard]] std::pair<int, int>
    transpositionRange(std::span<const int> tokens) const override;
    [[nodiscard]] std::unique_ptr<SequenceGuide> guide(int bars) const override;
    [[nodiscard]] std::vector<TokenGroup> tokenGroups() const override;
    [[nodiscard]] nlohmann::json toJson() const override;

  private:
    [[nodiscard]] Score read(std::span<const int> tokens, EventReader reader) const;

    std::shared_ptr<const EventModel> m_model; // shared with guides
    NoteGrid m_grid;
};

} // namespace leitmotif
