// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/piece_builder.h"

#include "assets/demo/notation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace leitmotif {

PieceBuilder::PieceBuilder(std::string_view title, std::string_view composer, int numerator,
                           int denominator, double beatsPerMinute, int sharps)
    : m_barLength{4 * kDemoTicksPerQuarter * numerator / denominator},
      m_beatLength{4 * kDemoTicksPerQuarter / denominator} {
    const std::array<std::uint8_t, 2> key = {static_cast<std::uint8_t>(sharps), 0};
    m_conductor = {textEvent({}, meta::kTrackName, title), textEvent({}, meta::kText, composer),
                   timeSignatureEvent({}, numerator, denominator),
                   metaEvent({}, meta::kKeySignature, key)};
    addTempo({}, beatsPerMinute);
}

void PieceBuilder::addText(std::string_view text) {
    m_conductor.push_back(textEvent({}, meta::kText, text));
}

void PieceBuilder::addTempo(Tick tick, double beatsPerMinute) {
    m_conductor.push_back(
        tempoEvent(tick, static_cast<std::uint32_t>(std::lround(60e6 / beatsPerMinute))));
}

void PieceBuilder::addMarker(int bar, std::string_view text) {
    m_conductor.push_back(textEvent(this->bar(bar), meta::kMarker, text));
}

void PieceBuilder::addTrack(const DemoPart& part, std::vector<Note> notes) {
    for (Note& note : notes) {
        note.channel = part.channel;
        m_end = std::max(m_end, note.end());
    }
    std::vector<Event> events = {textEvent({}, meta::kTrackName, part.name),
                                 programChange({}, part.channel, part.program)};
    m_tracks.push_back(std::make_shared<const Track>(std::move(notes), std::move(events)));
}

void PieceBuilder::addTrack(const DemoPart& part, std::vector<Note> notes,
                            const std::vector<DynamicPoint>& dynamics) {
    for (Note& note : notes) {
        const double loudness =
            loudnessAt(note.onset, dynamics) + accentAt(note.onset) + part.loudness;
        note.velocity = {static_cast<std::uint8_t>(std::clamp(std::lround(loudness), 1L, 127L))};
    }
    addTrack(part, std::move(notes));
}

double PieceBuilder::loudnessAt(Tick tick, const std::vector<DynamicPoint>& dynamics) const {
    assert(!dynamics.empty());
    const auto next = std::ranges::find_if(
        dynamics, [&](const DynamicPoint& point) { return bar(point.bar) > tick; });
    if (next == dynamics.begin())
        return next->velocity;
    const DynamicPoint& last = *std::prev(next);
    if (next == dynamics.end())
        return last.velocity;
    const double share = static_cast<double>((tick - bar(last.bar)).value) /
                         static_cast<double>((bar(next->bar) - bar(last.bar)).value);
    return last.velocity + share * (next->velocity - last.velocity);
}

int PieceBuilder::accentAt(Tick tick) const {
    constexpr int kDownbeat = 6;
    constexpr int kBetweenBeats = -4;
    if (tick.value % m_barLength.value == 0)
        return kDownbeat;
    return tick.value % m_beatLength.value == 0 ? 0 : kBetweenBeats;
}

Score PieceBuilder::score() {
    const auto bars = (m_end.value + m_barLength.value - 1) / m_barLength.value;
    Score score;
    score.division = {static_cast<std::uint16_t>(kDemoTicksPerQuarter)};
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{}, std::move(m_conductor), m_barLength * bars));
    for (TrackPtr& track : m_tracks)
        score.tracks.push_back(std::move(track));
    return score;
}

} // namespace leitmotif
