// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/smf_reader.h"
#include "tests/core/midi/smf_bytes.h"

#include <gtest/gtest.h>

#include <vector>

namespace leitmotif {

/// Writes the bytes of a track, event by event in time order.
class SongTrack {
  public:
    SongTrack& at(int tick, const Bytes& message) {
        int delta = tick - m_tick;
        m_tick = tick;
        Bytes length;
        for (; delta >= 128; delta /= 128)
            length.insert(length.begin(),
                          static_cast<std::uint8_t>(delta % 128 | (length.empty() ? 0 : 128)));
        length.insert(length.begin(),
                      static_cast<std::uint8_t>(delta | (length.empty() ? 0 : 128)));
        m_bytes = joined({m_bytes, length, message});
        return *this;
    }
    SongTrack& meta(int tick, std::uint8_t type, const Bytes& content) {
        return at(tick, joined({{0xff, type, static_cast<std::uint8_t>(content.size())}, content}));
    }
    SongTrack& name(std::string_view text) { return meta(m_tick, 3, ascii(text)); }
    /// `content` without F0 and F7.
    SongTrack& sysex(int tick, const Bytes& content) {
        return at(tick,
                  joined({{0xf0, static_cast<std::uint8_t>(content.size() + 1)}, content, {0xf7}}));
    }
    SongTrack& gs(int tick, const Bytes& body, std::uint8_t device = 0x10) {
        unsigned sum = 0;
        for (const std::uint8_t byte : body)
            sum += byte;
        return sysex(tick, joined({{0x41, device, 0x42, 0x12},
                                   body,
                                   {static_cast<std::uint8_t>((128 - sum % 128) % 128)}}));
    }
    SongTrack& gsReset(int tick = 0) { return gs(tick, {0x40, 0, 0x7f, 0}); }
    SongTrack& xgReset(int tick = 0) { return sysex(tick, {0x43, 0x10, 0x4c, 0, 0, 0x7e, 0}); }
    SongTrack& gmReset(int tick, std::uint8_t level) { return sysex(tick, {0x7e, 0x7f, 9, level}); }
    // Channels from 1, as musicians count them.
    SongTrack& program(int tick, int channel, std::uint8_t program) {
        return at(tick, {static_cast<std::uint8_t>(0xc0 + channel - 1), program});
    }
    SongTrack& controller(int tick, int channel, std::uint8_t number, std::uint8_t value) {
        return at(tick, {static_cast<std::uint8_t>(0xb0 + channel - 1), number, value});
    }
    SongTrack& bank(int tick, int channel, std::uint8_t bank, std::uint8_t program) {
        return controller(tick, channel, 0, bank).program(tick, channel, program);
    }
    /// `count` notes of a grid, one after the other, cycling through the given pitches.
    SongTrack& notes(int tick, int channel, int count, const Bytes& pitches = {60, 62, 64, 67},
                     int step = 240, int length = 230) {
        for (int i = 0; i < count; ++i) {
            const std::uint8_t pitch = pitches[static_cast<std::size_t>(i) % pitches.size()];
            at(tick + i * step, {static_cast<std::uint8_t>(0x90 + channel - 1), pitch, 90});
            at(tick + i * step + length, {static_cast<std::uint8_t>(0x80 + channel - 1), pitch, 0});
        }
        return *this;
    }

    [[nodiscard]] Bytes chunk() const {
        return leitmotif::chunk("MTrk", joined({m_bytes, kEndOfTrack}));
    }

  private:
    Bytes m_bytes;
    int m_tick = 0;
};

/// The score of a file of these tracks.
inline Score songOf(const std::vector<SongTrack>& tracks, int format = 1) {
    Bytes bytes = header(format, static_cast<int>(tracks.size()));
    for (const SongTrack& track : tracks)
        bytes = joined({bytes, track.chunk()});
    auto read = readMidi(bytes, "song.mid");
    EXPECT_TRUE(read);
    return read ? std::move(read->score) : Score{};
}

} // namespace leitmotif
