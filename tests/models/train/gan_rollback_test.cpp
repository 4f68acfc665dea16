// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/gan_rollback.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

struct RollingBack : testing::Test {
    torch::Tensor weight = torch::zeros({2});
    GanRollback rollback{NamedTensors{{"weight", weight}}};

    void train(float value) { weight.fill_(value); }
    [[nodiscard]] float trained() const { return weight[0].item<float>(); }
};

TEST_F(RollingBack, GoesBackToTheLastWeightsWhosePicturesDiffered) {
    for (int epoch = 1; epoch <= 8; ++epoch) {
        train(static_cast<float>(epoch));
        EXPECT_FALSE(rollback.finishEpoch(0.9, 1.0));
    }
    int epochs = 0;
    do {
        train(100.0F);
        ASSERT_LT(++epochs, 10) << "pictures that are all alike are noticed";
    } while (!rollback.finishEpoch(0.05, 1.0));
    EXPECT_GT(epochs, 1) << "one epoch may be chance";
    EXPECT_EQ(trained(), 8.0F);
    EXPECT_EQ(rollback.count(), 1);
    train(9.0F);
    EXPECT_FALSE(rollback.finishEpoch(0.9, 1.0)) << "it has time to recover";
}

TEST_F(RollingBack, LeavesAGeneratorAloneThatNeverDiffered) {
    for (int epoch = 1; epoch <= 30; ++epoch) {
        train(static_cast<float>(epoch));
        EXPECT_FALSE(rollback.finishEpoch(0.1, 1.0));
    }
    EXPECT_EQ(trained(), 30.0F);
}

TEST_F(RollingBack, DoesNotKeepPicturesThatAreNearlyBlackOrFull) {
    train(1.0F);
    EXPECT_FALSE(rollback.finishEpoch(0.9, 1.0));
    for (const double density : {0.1, 5.0}) {
        train(2.0F);
        EXPECT_FALSE(rollback.finishEpoch(0.9, density));
    }
    for (int epoch = 0; epoch < 10; ++epoch)
        if (rollback.finishEpoch(0.05, 1.0))
            break;
    EXPECT_EQ(trained(), 1.0F);
}

TEST_F(RollingBack, ContinuesFromItsStoredState) {
    train(3.0F);
    EXPECT_FALSE(rollback.finishEpoch(0.9, 1.0));
    auto other = torch::zeros({2});
    GanRollback resumed(NamedTensors{{"weight", other}});
    const auto from = rollback.state();
    const auto to = resumed.state();
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        EXPECT_EQ(from[i].first, to[i].first);
        torch::Tensor(to[i].second).copy_(from[i].second);
    }
    for (int epoch = 0; epoch < 10; ++epoch)
        EXPECT_EQ(rollback.finishEpoch(0.05, 1.0), resumed.finishEpoch(0.05, 1.0));
    EXPECT_EQ(other[0].item<float>(), 3.0F);
    EXPECT_GE(resumed.count(), 1);
    EXPECT_EQ(resumed.count(), rollback.count());
}

} // namespace
} // namespace leitmotif
