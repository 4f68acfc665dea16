// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csignal>

namespace leitmotif {

/// While it lives, Ctrl-C (SIGINT), SIGTERM, SIGHUP and standard output that cannot be written any
/// more are only noted, so that a command can come to an orderly end. A second Ctrl-C, a moment
/// later, ends the program at once. One at a time.
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
