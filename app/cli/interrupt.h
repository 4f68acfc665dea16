// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csignal>

namespace leitmotif {

/// During its lifetime Ctrl-C (SIGINT), SIGTERM, SIGHUP and lost standard output only set a flag,
/// so that a command can end in order. A second Ctrl-C, a moment later, ends the program at once.
/// At most one exists at a time.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    [[nodiscard]] static bool isRaised();

  private:
    static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, kSignals.size()> m_old{};
};

} // namespace leitmotif
