// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/train/stopwatch.h"

namespace leitmotif {

/// Decides when the next checkpoint is due: at most 5 % of the time, but every 30 s.
class CheckpointTiming {
  public:
    /// `watch` outlives it.
    explicit CheckpointTiming(const Stopwatch& watch) : m_watch(watch) {}

    /// The run begins or resumes, after the watch was set.
    void start() { m_startedAt = m_last = m_watch.seconds(); }
    [[nodiscard]] bool isDue() const {
        return m_spent <= kShare * (m_watch.seconds() - m_startedAt) || isLate();
    }
    [[nodiscard]] bool isLate() const { return m_watch.seconds() - m_last > kSeconds; }

    /// A checkpoint was written, from `begin` of the watch until now. `hasTraining`: it can be
    /// resumed.
    void add(double begin, bool hasTraining) {
        m_spent += m_watch.seconds() - begin;
        if (hasTraining)
            m_last = begin;
    }

  private:
    static constexpr double kSeconds = 30.0;
    static constexpr double kShare = 0.05;

    const Stopwatch& m_watch;
    double m_startedAt = 0.0; ///< seconds of the watch, also below
    double m_last = 0.0;
    double m_spent = 0.0;
};

} // namespace leitmotif
