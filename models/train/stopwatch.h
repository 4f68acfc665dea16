// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace leitmotif {

/// Measures seconds, except while it is held.
class Stopwatch {
  public:
    explicit Stopwatch(double before = 0.0) : m_before(before), m_since(Clock::now()) {}

    [[nodiscard]] double seconds() const { return m_before + sinceLastStart(); }
    void hold() {
        m_before = seconds();
        m_since.reset();
    }
    /// REQUIRES: hold() came before.
    void goOn() { m_since = Clock::now(); }

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] double sinceLastStart() const {
        return m_since ? std::chrono::duration<double>(Clock::now() - *m_since).count() : 0.0;
    }

    double m_before;
    std::optional<Clock::time_point> m_since; ///< nothing while it is held
};

} // namespace leitmotif
