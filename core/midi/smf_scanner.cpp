// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_scanner.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kLongestNumber = 16; // bytes; four are legal, padded ones exist

bool isUndefined(std::uint8_t status) {
    return status == 0xf4 || status == 0xf5 || status == 0xf9 || status == 0xfd;
}

/// Parses an event from left to right; stops at the first problem.
class Scan {
  public:
    Scan(std::span<const std::uint8_t> bytes, std::size_t position)
        : m_bytes(bytes), m_position(position) {}

    ScannedEvent event(std::uint8_t running) {
        m_event.delta = number();
        if (ok())
            readStatus(running);
        if (ok()) {
            if (m_event.status == 0xff)
                m_event.data1 = byte();
            if (m_event.status == 0xff || m_event.status == 0xf0 || m_event.status == 0xf7)
                readPayload();
            else
                readData();
        }
        m_event.next = m_position;
        return m_event;
    }

  private:
    [[nodiscard]] bool ok() const { return m_event.problem == ScanProblem::None; }

    void fail(ScanProblem problem) {
        if (ok())
            m_event.problem = problem;
    }

    std::uint8_t byte() {
        if (m_position < m_bytes.size())
            return m_bytes[m_position++];
        fail(ScanProblem::CutOff);
        return 0;
    }

    std::int64_t number() {
        std::int64_t value = 0;
        for (int length = 1; length <= kLongestNumber && ok(); ++length) {
            const std::uint8_t next = byte();
            value = std::min(value << 7U | (next & 0x7fU), kLatestTick);
            m_event.hasLongNumber = m_event.hasLongNumber || length > 4;
            if (next < 0x80)
                return value;
        }
        fail(ScanProblem::NumberTooLong);
        return 0;
    }

    void readStatus(std::uint8_t running) {
        const std::uint8_t first = byte();
        m_event.status = first;
        if (!ok() || first >= 0x80)
            return;
        if (running == 0)
            return fail(ScanProblem::NoStatus);
        m_event.status = running;
        m_event.isRunning = true;
        --m_position;
    }

    void readPayload() {
        const auto size = static_cast<std::uint64_t>(number());
        if (!ok())
            return;
        if (size > m_bytes.size() - m_position)
            return fail(ScanProblem::CutOff);
        m_event.payload = m_position;
        m_event.payloadSize = static_cast<std::size_t>(size);
        m_position += m_event.payloadSize;
    }

    void readData() {
        if (isUndefined(m_event.status))
            return fail(ScanProblem::UnknownStatus);
        const int count = dataByteCount(m_event.status);
        const std::uint8_t data1 = count > 0 ? byte() : 0;
        const std::uint8_t data2 = count > 1 ? byte() : 0;
        if (ok() && (data1 | data2) > 0x7f)
            fail(ScanProblem::DataTooLarge);
        m_event.data1 = data1 & 0x7fU;
        m_event.data2 = data2 & 0x7fU;
    }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_position;
    ScannedEvent m_event;
};

} // namespace

int dataByteCount(std::uint8_t status) {
    switch (status & 0xf0U) {
    case 0xc0:
    case 0xd0:
        return 1;
    case 0xf0:
        break;
    default:
        return 2;
    }
    switch (status) {
    case 0xf1:
    case 0xf3:
        return 1;
    case 0xf2:
        return 2;
    default:
        return 0;
    }
}

ScannedEvent scanEvent(std::span<const std::uint8_t> bytes, std::size_t position,
                       std::uint8_t running) {
    return Scan(bytes, position).event(running);
}

std::uint8_t runningAfter(const ScannedEvent& event, std::uint8_t running) {
    const bool hasData = event.status >= 0x80 && dataByteCount(event.status) > 0;
    return hasData ? event.status : running;
}

} // namespace leitmotif
