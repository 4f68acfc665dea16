// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/handover.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

/// Counts how many of its kind are alive.
struct Counted {
    explicit Counted(int& alive) : m_alive(alive) { ++m_alive; }
    ~Counted() { --m_alive; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    int& m_alive;
};

TEST(Handover, FreesOnlyWhatIsNoLongerUsed) {
    int alive = 0;
    {
        Handover<Counted> handover;
        const auto first = handover.keep(std::make_unique<Counted>(alive));
        const auto second = handover.keep(std::make_unique<Counted>(alive));
        handover.useRt(first);
        handover.collect();
        EXPECT_EQ(alive, 2);
        handover.useRt(second);
        EXPECT_EQ(alive, 2); // the audio thread frees nothing
        handover.collect();
        EXPECT_EQ(alive, 1);
    }
    EXPECT_EQ(alive, 0);
}

TEST(Handover, KeepingAnotherCollects) {
    int alive = 0;
    Handover<Counted> handover;
    for (int i = 0; i < 100; ++i)
        handover.useRt(handover.keep(std::make_unique<Counted>(alive)));
    EXPECT_LE(alive, 2);
}

} // namespace
} // namespace leitmotif
