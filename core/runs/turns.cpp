// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/turns.h"

namespace leitmotif {

std::uint64_t Turns::ask() {
    const std::lock_guard lock(m_mutex);
    return m_asked++;
}

void Turns::begin(std::uint64_t place) {
    std::unique_lock lock(m_mutex);
    wait(lock, place);
}

bool Turns::isOver() const {
    const std::lock_guard lock(m_mutex);
    return m_asked > m_served + 1 && Clock::now() - m_since >= m_slice;
}

void Turns::pass() {
    std::unique_lock lock(m_mutex);
    ++m_served;
    m_changed.notify_all();
    wait(lock, m_asked++);
}

void Turns::end() {
    {
        const std::lock_guard lock(m_mutex);
        ++m_served;
    }
    m_changed.notify_all();
}

void Turns::wait(std::unique_lock<std::mutex>& lock, std::uint64_t place) {
    m_changed.wait(lock, [&] { return m_served == place; });
    m_since = Clock::now();
}

} // namespace leitmotif
