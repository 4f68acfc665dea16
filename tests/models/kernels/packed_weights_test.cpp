// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/packed_weights.h"

#include "tests/models/kernels/arrays.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(PackedWeights, AreAMatrixProductOfRoundedWeights) {
    Random random(3);
    for (const std::size_t outputs : {1U, 31U, 32U, 33U, 130U, 257U})
        for (const std::size_t inputs : {1U, 5U, 64U})
            for (const std::size_t streams : {1U, 2U, 8U, 11U}) {
                const auto weight = randomArray(outputs * inputs, random);
                const auto values = randomArray(streams * inputs, random);
                const auto before = randomArray(streams * outputs, random);
                auto sums = before;
                PackedWeights(outputs, inputs, weight.data())
                    .addProduct(streams, values.data(), sums.data());
                for (std::size_t s = 0; s < streams; ++s)
                    for (std::size_t o = 0; o < outputs; ++o) {
                        double wanted = before[s * outputs + o];
                        double size = 0.0;
                        for (std::size_t i = 0; i < inputs; ++i) {
                            const double part =
                                double(weight[o * inputs + i]) * values[s * inputs + i];
                            wanted += part;
                            size += std::abs(part);
                        }
                        // A weight has 8 bits of precision.
                        EXPECT_NEAR(sums[s * outputs + o], wanted, size / 256.0 + 1e-5);
                    }
            }
}

TEST(PackedWeights, AStreamDoesNotDependOnTheOthers) {
    Random random(4);
    constexpr std::size_t kOutputs = 70;
    constexpr std::size_t kInputs = 50;
    constexpr std::size_t kStreams = 19;
    const auto weight = randomArray(kOutputs * kInputs, random);
    const PackedWeights packed(kOutputs, kInputs, weight.data());
    const auto values = randomArray(kStreams * kInputs, random);
    std::vector<float> together(kStreams * kOutputs, 0.0F);
    packed.addProduct(kStreams, values.data(), together.data());
    for (std::size_t s = 0; s < kStreams; ++s) {
        std::vector<float> alone(kOutputs, 0.0F);
        packed.addProduct(1, values.data() + s * kInputs, alone.data());
        for (std::size_t o = 0; o < kOutputs; ++o)
            EXPECT_EQ(alone[o], together[s * kOutputs + o]);
    }
}

} // namespace
} // namespace leitmotif
