// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace leitmotif {

/// While it lives, the first Ctrl-C (SIGINT) or SIGTERM is only noted, so that a command can come
/// to an orderly end; a second one ends the program at once. One at a time.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    [[nodiscard]] static bool isRaised();

  private:
    struct sigaction m_oldInterrupt {};
    struct sigaction m_oldTerminate {};
};

} // namespace leitmotif
