// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

namespace leitmotif {

namespace {

volatile std::sig_atomic_t s_isRaised = 0; // a handler has no other way to tell

void noteSignal(int /*signal*/) {
    s_isRaised = 1;
}

} // namespace

InterruptWatch::InterruptWatch() {
    s_isRaised = 0;
    struct sigaction action {};
    action.sa_handler = noteSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, &m_oldInterrupt);
    ::sigaction(SIGTERM, &action, &m_oldTerminate);
}

InterruptWatch::~InterruptWatch() {
    ::sigaction(SIGINT, &m_oldInterrupt, nullptr);
    ::sigaction(SIGTERM, &m_oldTerminate, nullptr);
}

bool InterruptWatch::isRaised() {
    return s_isRaised != 0;
}

} // namespace leitmotif
