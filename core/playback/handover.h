// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

namespace leitmotif {

/// Passes objects to the audio thread, which never frees one. The owner's thread keeps every object
/// and sends tickets through a queue of its own; the audio thread reports the ticket that it uses,
/// which returns all earlier ones. Objects are used in the order of their tickets.
template <class T>
class Handover {
  public:
    struct Ticket {
        T* object = nullptr;
        std::uint64_t serial = 0;
    };

    /// Owner's thread. Also frees returned objects.
    [[nodiscard]] Ticket keep(std::unique_ptr<T> object) {
        collect();
        m_kept.push_back({std::move(object), ++m_lastSerial});
        return {m_kept.back().object.get(), m_lastSerial};
    }

    /// Owner's thread: frees returned objects.
    void collect() {
        const std::uint64_t inUse = m_inUse.load(std::memory_order_acquire);
        while (!m_kept.empty() && m_kept.front().serial < inUse)
            m_kept.pop_front();
    }

    /// Audio thread: uses `ticket` from now on and no earlier one.
    void useRt(const Ticket& ticket) noexcept {
        m_inUse.store(ticket.serial, std::memory_order_release);
    }

  private:
    struct Kept {
        std::unique_ptr<T> object;
        std::uint64_t serial;
    };

    std::deque<Kept> m_kept;
    std::uint64_t m_lastSerial = 0;
    std::atomic<std::uint64_t> m_inUse{0};
};

} // namespace leitmotif
