// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/track_builder.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

TrackBuilder::TrackBuilder(Findings& findings) : m_findings(findings) {}

void TrackBuilder::reserve(std::size_t notes, std::size_t events) {
    m_track.notes.reserve(notes);
    m_track.ends.reserve(notes);
    m_track.events.reserve(events);
}

void TrackBuilder::add(const ScannedEvent& event, std::span<const std::uint8_t> bytes) {
    advance(event.delta);
    ++m_order;
    const unsigned kind = event.status & 0xf0U;
    if (kind == 0x90 && event.data2 > 0)
        return startNote(event);
    if (kind == 0x80 || kind == 0x90)
        return endNote(event, kind == 0x80 ? NoteOffForm::NoteOff : NoteOffForm::NoteOnZero);
    addOther(event, bytes);
}

void TrackBuilder::startNote(const ScannedEvent& event) {
    m_track.notes.push_back({.onset = m_now,
                             .length = {},
                             .pitch = {event.data1},
                             .velocity = {event.data2},
                             .channel = static_cast<std::uint8_t>(event.status & 0x0fU),
                             .offForm = NoteOffForm::Missing,
                             .onOrder = m_order});
}

void TrackBuilder::endNote(const ScannedEvent& event, NoteOffForm form) {
    m_track.ends.push_back({.tick = m_now,
                            .order = m_order,
                            .channel = static_cast<std::uint8_t>(event.status & 0x0fU),
                            .pitch = event.data1,
                            .velocity = event.data2,
                            .form = form});
}

void TrackBuilder::addOther(const ScannedEvent& event, std::span<const std::uint8_t> bytes) {
    const auto payload = bytes.subspan(event.payload, event.payloadSize);
    if (event.status == 0xff)
        checkMeta(event.data1, payload);
    m_track.events.push_back({.tick = m_now,
                              .order = m_order,
                              .status = event.status,
                              .data1 = event.data1,
                              .data2 = event.data2,
                              .payload = payloadOf(payload)});
}

void TrackBuilder::checkMeta(std::uint8_t type, std::span<const std::uint8_t> bytes) {
    switch (type) {
    case meta::kTempo:
        if (bytes.size() < 3)
            m_findings.add(ImportFinding::TempoMalformed);
        else if (bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 0)
            m_findings.add(ImportFinding::TempoZero);
        break;
    case meta::kTimeSignature:
        if (bytes.size() < 2 || bytes[0] == 0 || bytes[1] > 7)
            m_findings.add(ImportFinding::SignatureImpossible);
        break;
    case meta::kKeySignature: {
        const int sharps = bytes.empty() ? 0 : static_cast<std::int8_t>(bytes[0]);
        if (bytes.size() < 2 || sharps < -7 || sharps > 7 || bytes[1] > 1)
            m_findings.add(ImportFinding::KeyImpossible);
        break;
    }
    default:
        break;
    }
}

TrackBuilder::Payload TrackBuilder::payloadOf(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t kShort = 16;
    if (bytes.empty())
        return nullptr;
    if (bytes.size() > kShort)
        return std::make_shared<const Bytes>(bytes.begin(), bytes.end());
    Payload& recent = m_recent[hashOf(bytes) % m_recent.size()];
    if (!recent || !std::ranges::equal(*recent, bytes))
        recent = std::make_shared<const Bytes>(bytes.begin(), bytes.end());
    return recent;
}

UnpairedTrack TrackBuilder::build(bool hasEndOfTrack) {
    m_track.end = m_now;
    m_track.hasEndOfTrack = hasEndOfTrack;
    return std::move(m_track);
}

} // namespace leitmotif
