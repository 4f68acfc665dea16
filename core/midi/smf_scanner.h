// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace leitmotif {

/// Why bytes cannot be read as an event.
enum class ScanProblem : std::uint8_t {
    None,
    CutOff,        ///< the bytes end within the event
    NumberTooLong, ///< a variable-length number that does not end
    NoStatus,      ///< a data byte without a running status
    DataTooLarge,  ///< data bytes above 127; the event holds their lower seven bits
    UnknownStatus, ///< 0xf4, 0xf5, 0xf9 or 0xfd; the event is the status byte alone
};

/// One event in the bytes; nothing is copied.
struct ScannedEvent {
    ScanProblem problem = ScanProblem::None;
    std::uint8_t status = 0;
    std::uint8_t data1 = 0; ///< or the meta type
    std::uint8_t data2 = 0;
    bool isRunning = false;     ///< without a status byte of its own
    bool hasLongNumber = false; ///< a number of more than four bytes
    std::int64_t delta = 0;
    std::size_t payload = 0; ///< where the bytes of a sysex or meta event begin
    std::size_t payloadSize = 0;
    std::size_t next = 0; ///< where the following event begins

    [[nodiscard]] bool isEndOfTrack() const { return status == 0xff && data1 == 0x2f; }
};

/// The latest time of a file, some 9,000 years, so that sums and products of ticks stay far from
/// overflow.
inline constexpr std::int64_t kLatestTick = std::int64_t{1} << 48U;

/// The event that begins with its delta time at `position`. `running` is the running status, 0 for
/// none. Constant time, whatever lengths the bytes declare. REQUIRES: position <= bytes.size().
[[nodiscard]] ScannedEvent scanEvent(std::span<const std::uint8_t> bytes, std::size_t position,
                                     std::uint8_t running);

/// Data bytes of a channel or system message: 0, 1 or 2. REQUIRES: status >= 0x80.
[[nodiscard]] int dataByteCount(std::uint8_t status);

/// The running status after `event`: that of the last message with data bytes. Sysex and meta
/// events end it by the specification, but real files continue it, and nothing else could be meant.
[[nodiscard]] std::uint8_t runningAfter(const ScannedEvent& event, std::uint8_t running);

} // namespace leitmotif
