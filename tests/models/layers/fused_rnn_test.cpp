// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"

#include "models/kernels/rnn_cells.h"
#include "models/layers/product.h"
#include "models/layers/tensors.h"
#include "tests/models/layers/gradients.h"

#include <cmath>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace leitmotif {
namespace {

using torch::Tensor;

enum class Cell : std::uint8_t { Lstm, Gru };

struct Case {
    Cell cell;
    std::int64_t layers;
    int directions;
    bool hasState;
    std::int64_t steps, rows, inputs, units;
};

std::string nameOf(const testing::TestParamInfo<Case>& info) {
    const auto& c = info.param;
    return std::string(c.cell == Cell::Lstm ? "Lstm" : "Gru") + std::to_string(c.layers) + "x" +
           std::to_string(c.directions) + (c.hasState ? "State" : "") + "T" +
           std::to_string(c.steps) + "B" + std::to_string(c.rows) + "I" + std::to_string(c.inputs) +
           "H" + std::to_string(c.units);
}

/// A stack with its inputs; all of them leaves, in the order in which libtorch wants the weights.
struct Stack {
    Case shape;
    Tensor inputs;
    Tensor hidden; ///< (layers · directions, B, H)
    Tensor cell;
    std::vector<Tensor> weights; ///< four for each layer and direction

    explicit Stack(const Case& c) : shape(c) {
        Random random(7);
        const auto gates = c.cell == Cell::Lstm ? 4 : 3;
        inputs = normalTensor({c.steps, c.rows, c.inputs}, 1.0, random);
        const double spread = 1.0 / std::sqrt(static_cast<double>(c.units));
        for (std::int64_t layer = 0; layer < c.layers; ++layer)
            for (int direction = 0; direction < c.directions; ++direction) {
                const auto width = layer == 0 ? c.inputs : c.directions * c.units;
                weights.push_back(normalTensor({gates * c.units, width}, spread, random));
                weights.push_back(normalTensor({gates * c.units, c.units}, spread, random));
                weights.push_back(normalTensor({gates * c.units}, 0.4, random));
                // The LSTM of this project has one bias, libtorch's two.
                weights.push_back(c.cell == Cell::Gru ? normalTensor({gates * c.units}, 0.4, random)
                                                      : torch::zeros({gates * c.units}));
            }
        const std::vector<std::int64_t> stateShape = {c.layers * c.directions, c.rows, c.units};
        const double stateSpread = c.hasState ? 0.5 : 0.0;
        hidden = normalTensor(stateShape, stateSpread, random);
        cell = normalTensor(stateShape, stateSpread, random);
        for (auto& tensor : leaves())
            tensor.requires_grad_();
    }

    [[nodiscard]] std::vector<Tensor> leaves() const {
        std::vector<Tensor> all = {inputs};
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (shape.cell == Cell::Gru || i % 4 != 3)
                all.push_back(weights[i]);
        if (shape.hasState) {
            all.push_back(hidden);
            if (shape.cell == Cell::Lstm)
                all.push_back(cell);
        }
        return all;
    }

    [[nodiscard]] Tensor theirs() const {
        const bool isTwoWays = shape.directions == 2;
        if (shape.cell == Cell::Lstm)
            return std::get<0>(torch::lstm(inputs, {hidden, cell}, weights, true, shape.layers, 0.0,
                                           true, isTwoWays, false));
        return std::get<0>(
            torch::gru(inputs, hidden, weights, true, shape.layers, 0.0, true, isTwoWays, false));
    }

    [[nodiscard]] Tensor ours(Precision precision, bool isTwice = false) const {
        auto values = inputs;
        for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
            std::vector<Tensor> ways;
            for (int direction = 0; direction < shape.directions; ++direction) {
                const auto index = layer * shape.directions + direction;
                const auto* w = &weights[static_cast<std::size_t>(4 * index)];
                const RnnOptions options{precision, direction == 1, isTwice};
                RnnState state;
                if (shape.hasState)
                    state = {hidden[index], cell[index]};
                ways.push_back(shape.cell == Cell::Lstm
                                   ? fusedLstm(values, w[0], w[1], w[2], options, state)
                                   : fusedGru(values, w[0], w[1], w[2], w[3], options, state));
            }
            values = torch::cat(ways, 2);
        }
        return values;
    }
};

/// The gradients of a weighted sum of the stack's outputs.
class Threads {
  public:
    explicit Threads(int count) : m_before(at::get_num_threads()) { at::set_num_threads(count); }
    ~Threads() { at::set_num_threads(m_before); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

  private:
    int m_before;
};

class FusedRnn : public testing::TestWithParam<Case> {};

TEST_P(FusedRnn, EqualsLibtorchsOwn) {
    const Stack stack(GetParam());
    const auto theirs = stack.theirs();
    const auto theirsBack = gradientsOf(theirs, stack.leaves());
    for (const int threads : {1, 2}) {
        const Threads limit(threads);
        const auto ours = stack.ours(Precision::F32);
        EXPECT_LT(difference(ours, theirs), 1e-4) << threads;
        const auto oursBack = gradientsOf(ours, stack.leaves());
        for (std::size_t i = 0; i < theirsBack.size(); ++i)
            EXPECT_LT(difference(oursBack[i], theirsBack[i]), 1e-4)
                << threads << " threads, gradient " << i;
    }
}

TEST_P(FusedRnn, InBf16IsNearAndTheSameEachTime) {
    if (!hasFastBf16())
        GTEST_SKIP() << "this processor does not multiply bf16";
    const Stack stack(GetParam());
    const auto theirs = stack.theirs();
    const auto theirsBack = gradientsOf(theirs, stack.leaves());
    const auto ours = stack.ours(Precision::BF16);
    const auto oursBack = gradientsOf(ours, stack.leaves());
    EXPECT_LT(difference(ours, theirs), 0.05);
    for (std::size_t i = 0; i < theirsBack.size(); ++i)
        EXPECT_LT(difference(oursBack[i], theirsBack[i]), 0.1) << "gradient " << i;
    const auto again = stack.ours(Precision::BF16);
    EXPECT_TRUE(torch::equal(again, ours));
    const auto againBack = gradientsOf(again, stack.leaves());
    for (std::size_t i = 0; i < againBack.size(); ++i)
        EXPECT_TRUE(torch::equal(againBack[i], oursBack[i])) << "gradient " << i;
}

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto cell : {Cell::Lstm, Cell::Gru}) {
        for (const std::int64_t layers : {1, 2, 3})
            for (const int directions : {1, 2})
                for (const bool hasState : {false, true})
                    all.push_back({cell, layers, directions, hasState, 9, 5, 3, 7});
        all.push_back({cell, 1, 1, false, 1, 1, 1, 1});
        all.push_back({cell, 1, 2, true, 1, 3, 2, 5});
        all.push_back({cell, 2, 1, false, 33, 1, 64, 128}); // one window
        all.push_back({cell, 2, 2, true, 12, 37, 17, 33});  // more than a thread's share, all odd
        all.push_back({cell, 1, 1, true, 20, 32, 64, 96});
    }
    return all;
}

INSTANTIATE_TEST_SUITE_P(Cases, FusedRnn, testing::ValuesIn(cases()), nameOf);

TEST(PackedRnn, IsTheSameLayer) {
    Random random(5);
    const auto inputs = normalTensor({6, 3, 12}, 1.0, random);
    const auto bias = normalTensor({4 * 9}, 1.0, random);
    const auto weightInput = normalTensor({4 * 9, 12}, 0.3, random);
    const auto weightHidden = normalTensor({4 * 9, 9}, 0.3, random);
    const auto part = [&](const Tensor& tensor) { return tensor.narrow(0, 0, 3 * 9).contiguous(); };
    for (const auto precision : {Precision::F32, Precision::BF16}) {
        if (precision == Precision::BF16 && !hasFastBf16())
            continue;
        const RnnOptions options{.precision = precision};
        EXPECT_TRUE(
            torch::equal(fusedLstm(inputs, PackedRnn(weightInput, weightHidden, precision), bias),
                         fusedLstm(inputs, weightInput, weightHidden, bias, options)));
        const PackedRnn packed(part(weightInput), part(weightHidden), precision);
        EXPECT_TRUE(torch::equal(fusedGru(inputs, packed, part(bias), part(bias)),
                                 fusedGru(inputs, part(weightInput), part(weightHidden), part(bias),
                                          part(bias), options)));
    }
}

TEST(FusedRnn, TellsInputsApartThatBf16WouldNot) {
    if (!hasFastBf16())
        GTEST_SKIP() << "this processor does not multiply bf16";
    // The numbers of two tokens of five hundred, one beside the other.
    Random random(6);
    const auto weightInput = normalTensor({4 * 8, 1}, 1.0, random);
    const auto inputs = torch::tensor({0.800F, 0.802F}).view({1, 2, 1});
    ASSERT_TRUE(torch::equal(inputs[0][0].to(torch::kBFloat16), inputs[0][1].to(torch::kBFloat16)));
    const auto made = fusedLstm(inputs, weightInput, torch::zeros({4 * 8, 8}),
                                torch::zeros({4 * 8}), {.precision = Precision::BF16});
    EXPECT_FALSE(torch::equal(made[0][0], made[0][1]));
}

TEST(FusedRnn, GivesGradientsOfGradientsWhereTheyAreWanted) {
    for (const auto cell : {Cell::Lstm, Cell::Gru}) {
        const Stack stack({cell, 1, 2, true, 4, 3, 2, 5});
        const auto penalty = [&](const Tensor& output) {
            const auto slopes =
                torch::autograd::grad({output.pow(2).sum()}, {stack.inputs}, {}, true, true);
            return slopes[0].pow(2).sum();
        };
        const auto theirs = torch::autograd::grad({penalty(stack.theirs())}, stack.leaves());
        const auto ours =
            torch::autograd::grad({penalty(stack.ours(Precision::F32, true))}, stack.leaves());
        for (std::size_t i = 0; i < ours.size(); ++i)
            EXPECT_LT(difference(ours[i], theirs[i]), 1e-4) << i;
        EXPECT_THROW(penalty(stack.ours(Precision::F32)), c10::Error);
    }
}

TEST(FusedRnn, CanBeAskedForItsGradientsTwice) {
    for (const auto cell : {Cell::Lstm, Cell::Gru}) {
        const Stack stack({cell, 1, 1, false, 6, 3, 2, 5});
        const auto loss = stack.ours(Precision::F32).sum();
        const auto first = torch::autograd::grad({loss}, stack.leaves(), {}, true);
        const auto second = torch::autograd::grad({loss}, stack.leaves());
        for (std::size_t i = 0; i < first.size(); ++i)
            EXPECT_TRUE(torch::equal(first[i], second[i])) << i;
    }
}

TEST(RnnCells, GatesAreAccurateAndSaturate) {
    // One unit whose sums are all x: h = σ(x)·tanh(σ(x)·tanh(x)) from an empty cell.
    for (double x = -100.0; x <= 100.0; x += 0.37) {
        const auto sum = static_cast<float>(x);
        float gates[4] = {};
        const float bias[4] = {sum, sum, sum, sum};
        float cell = 0.0F;
        float hidden = 0.0F;
        cells::lstmForward(1, 1, gates, bias, &cell, &cell, &hidden, nullptr);
        const double sigmoid = 1.0 / (1.0 + std::exp(-double(sum)));
        EXPECT_NEAR(cell, sigmoid * std::tanh(sum), 3e-7) << x;
        EXPECT_NEAR(hidden, sigmoid * std::tanh(sigmoid * std::tanh(sum)), 3e-7) << x;
    }
}

TEST(RnnCells, PassOnWhatIsNotANumber) {
    float gates[4] = {std::nanf(""), 0.0F, 0.0F, 0.0F};
    const float bias[4] = {};
    float cell = 0.0F;
    float hidden = 0.0F;
    cells::Bf16 low = 0;
    cells::lstmForward(1, 1, gates, bias, &cell, &cell, &hidden, &low);
    EXPECT_TRUE(std::isnan(hidden));
    EXPECT_TRUE(std::isnan(std::bit_cast<float>(std::uint32_t(low) << 16)));
}

} // namespace
} // namespace leitmotif
