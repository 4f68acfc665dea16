// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/track_builder.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::uint32_t kNone = 0xffffffff;

std::size_t keyOf(const ScannedEvent& event) {
    return static_cast<std::size_t>(event.status & 0x0fU) * 128 + event.data1;
}

} // namespace

TrackBuilder::TrackBuilder(Findings& findings) : m_findings(findings) {
    m_sounding.fill({kNone, kNone});
}

void TrackBuilder::reserve(std::size_t notes, std::size_t events) {
    m_notes.reserve(notes);
    m_nextSounding.reserve(notes);
    m_events.reserve(events);
}

void TrackBuilder::add(const ScannedEvent& event, std::span<const std::uint8_t> bytes) {
    advance(event.delta);
    ++m_order;
    const unsigned kind = event.status & 0xf0U;
    if (kind == 0x90 && event.data2 > 0)
        return startNote(event);
    if (kind == 0x80 || kind == 0x90) {
        if (endNote(event, kind == 0x80 ? NoteOffForm::NoteOff : NoteOffForm::NoteOnZero))
            return;
        m_findings.add(ImportFinding::NoteOffWithoutNoteOn);
    }
    addOther(event, bytes);
}

void TrackBuilder::startNote(const ScannedEvent& event) {
    const auto index = static_cast<std::uint32_t>(m_notes.size());
    Queue& queue = m_sounding[keyOf(event)];
    if (queue.first == kNone)
        queue.first = index;
    else
        m_nextSounding[queue.last] = index;
    queue.last = index;
    m_nextSounding.push_back(kNone);
    m_notes.push_back({.onset = m_now,
                       .length = {},
                       .pitch = {event.data1},
                       .velocity = {event.data2},
                       .channel = static_cast<std::uint8_t>(event.status & 0x0fU),
                       .offForm = NoteOffForm::Missing,
                       .onOrder = m_order});
}

bool TrackBuilder::endNote(const ScannedEvent& event, NoteOffForm form) {
    Queue& queue = m_sounding[keyOf(event)];
    if (queue.first == kNone)
        return false;
    Note& note = m_notes[queue.first];
    queue.first = m_nextSounding[queue.first];
    note.length = m_now - note.onset;
    note.offForm = form;
    note.offOrder = m_order;
    if (form == NoteOffForm::NoteOff)
        note.releaseVelocity = {event.data2};
    if (note.length == Tick{0})
        m_findings.add(ImportFinding::ZeroLengthNote);
    return true;
}

void TrackBuilder::addOther(const ScannedEvent& event, std::span<const std::uint8_t> bytes) {
    const auto payload = bytes.subspan(event.payload, event.payloadSize);
    if (event.status == 0xff)
        checkMeta(event.data1, payload);
    m_events.push_back({.tick = m_now,
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

TrackPtr TrackBuilder::build(bool hasEndOfTrack) {
    for (const Queue& queue : m_sounding)
        for (std::uint32_t i = queue.first; i != kNone; i = m_nextSounding[i]) {
            m_notes[i].length = m_now - m_notes[i].onset;
            m_findings.add(ImportFinding::HangingNote);
        }
    return std::make_shared<const Track>(std::move(m_notes), std::move(m_events), m_now,
                                         hasEndOfTrack);
}

} // namespace leitmotif
