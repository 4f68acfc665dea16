// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/music/score.h"

#include <initializer_list>
#include <ostream>
#include <string_view>

namespace leitmotif {

/// Appends all parts.
inline Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

inline Bytes ascii(std::string_view text) {
    return {text.begin(), text.end()};
}

inline Bytes bigEndian(std::uint32_t value, int bytes) {
    Bytes result;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        result.push_back(static_cast<std::uint8_t>(value >> shift));
    return result;
}

inline Bytes chunk(std::string_view id, const Bytes& content) {
    return joined({ascii(id), bigEndian(static_cast<std::uint32_t>(content.size()), 4), content});
}

/// A chunk that declares another length.
inline Bytes lyingChunk(std::string_view id, std::uint32_t length, const Bytes& content) {
    return joined({ascii(id), bigEndian(length, 4), content});
}

inline Bytes header(int format, int tracks, int division = 480) {
    return chunk("MThd", joined({bigEndian(static_cast<std::uint32_t>(format), 2),
                                 bigEndian(static_cast<std::uint32_t>(tracks), 2),
                                 bigEndian(static_cast<std::uint32_t>(division), 2)}));
}

inline const Bytes kEndOfTrack = {0x00, 0xff, 0x2f, 0x00};
/// Middle C for 96 ticks, and E above it.
inline const Bytes kC = {0x00, 0x90, 60, 100, 96, 0x80, 60, 64};
inline const Bytes kE = {0x00, 0x90, 64, 100, 96, 0x80, 64, 64};

/// A file of one track with the given events and an end mark.
inline Bytes file(const Bytes& events) {
    return joined({header(0, 1), chunk("MTrk", joined({events, kEndOfTrack}))});
}

inline bool operator==(const Score& a, const Score& b) {
    return a.format == b.format && a.division == b.division &&
           a.declaredTracks == b.declaredTracks &&
           std::equal(a.tracks.begin(), a.tracks.end(), b.tracks.begin(), b.tracks.end(),
                      [](const TrackPtr& x, const TrackPtr& y) {
                          return x->notes() == y->notes() && x->events() == y->events() &&
                                 x->end() == y->end() && x->hasEndOfTrack() == y->hasEndOfTrack();
                      });
}

} // namespace leitmotif
