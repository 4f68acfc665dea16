// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/reconstruction.h"

#include "core/runs/recipe.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

Recipe binary() {
    Recipe recipe;
    recipe.picture.neurons = "binary";
    recipe.vae.freeBits = 0.0;
    return recipe;
}

/// One note of five columns, and another one that begins a column later.
Tensor twoNotes() {
    auto pictures = torch::zeros({1, 1, 3, 12});
    pictures.slice(2, 1, 2).slice(3, 0, 5).fill_(1.0);
    pictures.slice(2, 1, 2).slice(3, 6, 9).fill_(1.0);
    return pictures;
}

Reconstruction ofOdds(const Tensor& odds) {
    return {torch::zeros({1, 4}), torch::zeros({1, 4}), odds};
}

/// Log odds that are certain and right everywhere except at one pixel.
Reconstruction wrongAt(const Tensor& pictures, std::int64_t row, std::int64_t column) {
    auto odds = (pictures - 0.5) * 20.0;
    odds[0][0][row][column] *= -1.0;
    return ofOdds(odds);
}

TEST(Reconstruction, AGapBetweenTwoNotesCountsFiveTimes) {
    const auto pictures = twoNotes();
    const auto costAt = [&](std::int64_t row, std::int64_t column) {
        return reconstructionLoss(wrongAt(pictures, row, column), pictures, binary(), 0.0)
            .item<double>();
    };
    const double silence = costAt(0, 5);
    EXPECT_NEAR(silence, 10.0 / 2.0, 1e-2); // nats of one wrong pixel over two notes
    EXPECT_NEAR(costAt(1, 5), 5.0 * silence, 1e-2);
    EXPECT_NEAR(costAt(1, 9), silence, 1e-2); // after the last note
    EXPECT_NEAR(costAt(1, 3), silence, 1e-2); // within a note
}

TEST(Reconstruction, NatsAreOfThePixelsAlone) {
    const auto pictures = twoNotes();
    const auto nats = natsOf(wrongAt(pictures, 1, 5), pictures);
    EXPECT_NEAR(nats.reconstruction, 10.0, 1e-2);
    EXPECT_EQ(nats.divergence, 0.0);
    EXPECT_EQ(nats.notes, 2.0);
    EXPECT_NEAR(nats.perNote(), 5.0, 1e-2);
}

TEST(Reconstruction, CodesCostTheirDivergenceByBeta) {
    const auto pictures = twoNotes();
    auto made = ofOdds((pictures - 0.5) * 20.0);
    made.mean = torch::full({1, 4}, 2.0); // 2 nats each
    const double without = reconstructionLoss(made, pictures, binary(), 0.0).item<double>();
    const double with = reconstructionLoss(made, pictures, binary(), 0.5).item<double>();
    EXPECT_NEAR(with - without, 0.5 * 4.0 * 2.0 / 2.0, 1e-4);
    auto recipe = binary();
    recipe.vae.freeBits = 3.0; // more than they carry
    const double free = reconstructionLoss(made, pictures, recipe, 0.5).item<double>();
    EXPECT_NEAR(free - without, 0.5 * 4.0 * 3.0 / 2.0, 1e-4);
}

} // namespace
} // namespace leitmotif
