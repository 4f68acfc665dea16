// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(Take, FileNameTellsPresetRunAndEpoch) {
    Take take;
    take.origin = {.run = 3, .preset = "lstm", .epoch = 25, .seed = 9};
    EXPECT_EQ(fileNameOf(take), "lstm-r3-e25");
}

} // namespace
} // namespace leitmotif
