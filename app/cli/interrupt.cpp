// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "app/cli/standard_output.h"

#include <ctime>

namespace leitmotif {

namespace {

// Signal handlers can only set such variables.
volatile std::sig_atomic_t s_isRaised = 0;
volatile std::sig_atomic_t s_raisedAt = 0; // seconds

/// timeout(1) and shells send a signal to a process and to its group, so it arrives twice at once;
/// only a later one is a second request of the user.
constexpr std::sig_atomic_t kImpatientAfter = 2; // seconds, the resolution of the clock

std::sig_atomic_t now() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::sig_atomic_t>(time.tv_sec);
}

void noteSignal(int signal) {
    if (s_isRaised != 0 && signal == SIGINT && now() - s_raisedAt >= kImpatientAfter) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
        return;
    }
    if (s_isRaised == 0)
        s_raisedAt = now();
    s_isRaised = 1;
}

} // namespace

InterruptWatch::InterruptWatch() {
    s_isRaised = 0;
    struct sigaction action {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], &action, &m_old[i]);
        if (kSignals[i] == SIGHUP && m_old[i].sa_handler == SIG_IGN) // nohup(1)
            ::sigaction(SIGHUP, &m_old[i], nullptr);
    }
}

InterruptWatch::~InterruptWatch() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &m_old[i], nullptr);
}

bool InterruptWatch::isRaised() {
    return s_isRaised != 0 || isOutputLost();
}

} // namespace leitmotif
