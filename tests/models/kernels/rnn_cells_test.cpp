// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/rnn_cells.h"

#include "tests/models/kernels/arrays.h"

#include <gtest/gtest.h>
#include <tuple>

namespace leitmotif {
namespace {

constexpr double kTolerance = 2e-5;

class RnnCells : public testing::TestWithParam<std::tuple<int, int>> {
  protected:
    std::size_t rows = static_cast<std::size_t>(std::get<0>(GetParam()));
    std::size_t units = static_cast<std::size_t>(std::get<1>(GetParam()));
    Random random{5};
};

/// Cell and hidden state of one unit by the equations of Hochreiter and Schmidhuber (1997) with the
/// forget gate of Gers et al. (2000).
std::pair<double, double> lstmUnit(const double (&sums)[4], double before) {
    const double cell = sigmoid(sums[1]) * before + sigmoid(sums[0]) * std::tanh(sums[2]);
    return {cell, sigmoid(sums[3]) * std::tanh(cell)};
}

TEST_P(RnnCells, LstmForwardIsItsEquations) {
    auto gates = randomArray(rows * 4 * units, random, 3.0);
    const auto sums = gates;
    const auto bias = randomArray(4 * units, random);
    const auto before = randomArray(rows * units, random);
    auto cell = randomArray(rows * units, random);
    auto hidden = randomArray(rows * units, random);
    cells::lstmForward(rows, units, gates.data(), bias.data(), before.data(), cell.data(),
                       hidden.data(), nullptr);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t unit = 0; unit < units; ++unit) {
            double inputs[4];
            for (std::size_t gate = 0; gate < 4; ++gate)
                inputs[gate] = sums[(row * 4 + gate) * units + unit] + bias[gate * units + unit];
            const auto [wanted, output] = lstmUnit(inputs, before[row * units + unit]);
            EXPECT_NEAR(cell[row * units + unit], wanted, kTolerance);
            EXPECT_NEAR(hidden[row * units + unit], output, kTolerance);
        }
}

/// Numerical gradients: how much the loss `hidden · dOutput + cell · dCell` changes with each sum.
TEST_P(RnnCells, LstmBackwardIsTheSlopeOfForward) {
    const auto sums = randomArray(rows * 4 * units, random, 2.0);
    const std::vector<float> bias(4 * units, 0.0F);
    const auto before = randomArray(rows * units, random);
    const auto dOutput = randomArray(rows * units, random);
    const auto dHidden = randomArray(rows * units, random);
    const auto dCellNext = randomArray(rows * units, random);
    auto gates = sums;
    std::vector<float> cell(rows * units);
    std::vector<float> hidden(rows * units);
    cells::lstmForward(rows, units, gates.data(), bias.data(), before.data(), cell.data(),
                       hidden.data(), nullptr);
    auto dCell = dCellNext;
    std::vector<float> dSums(rows * 4 * units);
    std::vector<float> dBias(4 * units, 0.0F);
    cells::lstmBackward(rows, units,
                        {.gates = gates.data(),
                         .cellBefore = before.data(),
                         .cell = cell.data(),
                         .dOutput = dOutput.data(),
                         .dHidden = dHidden.data(),
                         .dCell = dCell.data(),
                         .dSums = dSums.data(),
                         .dSumsBf16 = nullptr,
                         .dBias = dBias.data()});
    const auto lossOf = [&](std::size_t row, std::size_t unit, const double(&inputs)[4],
                            double cellBefore) {
        const auto place = row * units + unit;
        const auto [now, output] = lstmUnit(inputs, cellBefore);
        return output * (double(dOutput[place]) + dHidden[place]) + now * dCellNext[place];
    };
    std::vector<double> biasSums(4 * units, 0.0);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t unit = 0; unit < units; ++unit) {
            constexpr double kStep = 1e-5;
            double inputs[4];
            for (std::size_t gate = 0; gate < 4; ++gate)
                inputs[gate] = sums[(row * 4 + gate) * units + unit];
            const double cellBefore = before[row * units + unit];
            for (std::size_t gate = 0; gate < 4; ++gate) {
                double up[4] = {inputs[0], inputs[1], inputs[2], inputs[3]};
                double down[4] = {inputs[0], inputs[1], inputs[2], inputs[3]};
                up[gate] += kStep;
                down[gate] -= kStep;
                const double slope =
                    (lossOf(row, unit, up, cellBefore) - lossOf(row, unit, down, cellBefore)) /
                    (2.0 * kStep);
                EXPECT_NEAR(dSums[(row * 4 + gate) * units + unit], slope, 1e-4);
                biasSums[gate * units + unit] += slope;
            }
            const double slope = (lossOf(row, unit, inputs, cellBefore + kStep) -
                                  lossOf(row, unit, inputs, cellBefore - kStep)) /
                                 (2.0 * kStep);
            EXPECT_NEAR(dCell[row * units + unit], slope, 1e-4);
        }
    for (std::size_t i = 0; i < dBias.size(); ++i)
        EXPECT_NEAR(dBias[i], biasSums[i], 1e-4 * static_cast<double>(rows));
}

/// Cho et al. (2014), with the reset gate behind the product, as in cuDNN and libtorch.
double gruUnit(const double (&input)[3], const double (&recurrent)[3], double before) {
    const double reset = sigmoid(input[0] + recurrent[0]);
    const double update = sigmoid(input[1] + recurrent[1]);
    const double fresh = std::tanh(input[2] + reset * recurrent[2]);
    return (1.0 - update) * fresh + update * before;
}

TEST_P(RnnCells, GruForwardIsItsEquations) {
    auto gates = randomArray(rows * 3 * units, random, 3.0);
    auto recurrent = randomArray(rows * 3 * units, random, 3.0);
    const auto inputSums = gates;
    const auto hiddenSums = recurrent;
    const auto bias = randomArray(3 * units, random);
    const auto biasHidden = randomArray(3 * units, random);
    const auto before = randomArray(rows * units, random);
    auto hidden = before;
    cells::gruForward(rows, units, gates.data(), recurrent.data(), bias.data(), biasHidden.data(),
                      hidden.data(), hidden.data(), nullptr);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t unit = 0; unit < units; ++unit) {
            double input[3];
            double back[3];
            for (std::size_t gate = 0; gate < 3; ++gate) {
                input[gate] =
                    inputSums[(row * 3 + gate) * units + unit] + bias[gate * units + unit];
                back[gate] =
                    hiddenSums[(row * 3 + gate) * units + unit] + biasHidden[gate * units + unit];
            }
            EXPECT_NEAR(hidden[row * units + unit],
                        gruUnit(input, back, before[row * units + unit]), kTolerance);
        }
}

TEST_P(RnnCells, GruBackwardIsTheSlopeOfForward) {
    const auto inputSums = randomArray(rows * 3 * units, random, 2.0);
    const auto hiddenSums = randomArray(rows * 3 * units, random, 2.0);
    const std::vector<float> noBias(3 * units, 0.0F);
    const auto before = randomArray(rows * units, random);
    const auto dOutput = randomArray(rows * units, random);
    const auto dRecurrent = randomArray(rows * units, random);
    const auto dDirectNext = randomArray(rows * units, random);
    auto gates = inputSums;
    auto recurrent = hiddenSums;
    std::vector<float> hidden(rows * units);
    cells::gruForward(rows, units, gates.data(), recurrent.data(), noBias.data(), noBias.data(),
                      before.data(), hidden.data(), nullptr);
    auto dDirect = dDirectNext;
    std::vector<float> dSums(rows * 3 * units);
    std::vector<float> dHiddenSums(rows * 3 * units);
    std::vector<float> dBias(3 * units, 0.0F);
    std::vector<float> dBiasRemembered(units, 0.0F);
    cells::gruBackward(rows, units,
                       {.gates = gates.data(),
                        .recurrent = recurrent.data(),
                        .hiddenBefore = before.data(),
                        .dOutput = dOutput.data(),
                        .dRecurrent = dRecurrent.data(),
                        .dDirect = dDirect.data(),
                        .dSums = dSums.data(),
                        .dSumsBf16 = nullptr,
                        .dHiddenSums = dHiddenSums.data(),
                        .dHiddenSumsBf16 = nullptr,
                        .dBias = dBias.data(),
                        .dBiasRemembered = dBiasRemembered.data()});
    constexpr double kStep = 1e-5;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t unit = 0; unit < units; ++unit) {
            const auto place = row * units + unit;
            const double weight = double(dOutput[place]) + dRecurrent[place] + dDirectNext[place];
            double input[3];
            double back[3];
            for (std::size_t gate = 0; gate < 3; ++gate) {
                input[gate] = inputSums[(row * 3 + gate) * units + unit];
                back[gate] = hiddenSums[(row * 3 + gate) * units + unit];
            }
            const auto slopeOf = [&](double& number) {
                const double was = number;
                number = was + kStep;
                const double up = gruUnit(input, back, before[place]);
                number = was - kStep;
                const double down = gruUnit(input, back, before[place]);
                number = was;
                return weight * (up - down) / (2.0 * kStep);
            };
            for (std::size_t gate = 0; gate < 3; ++gate) {
                EXPECT_NEAR(dSums[(row * 3 + gate) * units + unit], slopeOf(input[gate]), 1e-4);
                EXPECT_NEAR(dHiddenSums[(row * 3 + gate) * units + unit], slopeOf(back[gate]),
                            1e-4);
            }
        }
}

INSTANTIATE_TEST_SUITE_P(Sizes, RnnCells,
                         testing::Combine(testing::Values(1, 3, 16),
                                          testing::Values(1, 7, 16, 33)));

} // namespace
} // namespace leitmotif
