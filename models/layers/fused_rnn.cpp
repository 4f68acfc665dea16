// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"

#include "models/layers/product.h"
#include "models/layers/rnn_cells.h"
#include "models/layers/threads.h"

#include <array>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using cells::Bf16;
using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Fewer windows a thread than this, and it would only read the weights once more.
constexpr std::int64_t kFewestWindows = 8;
constexpr std::int64_t kFewestBf16Inputs = 8;

/// A tensor (T, B, X) as the loops over its steps see it.
template <class Number>
Number* placeIn(const Tensor& tensor, std::int64_t step, std::int64_t row) {
    return static_cast<Number*>(tensor.data_ptr()) + (step * tensor.size(1) + row) * tensor.size(2);
}

/// The same, or null if it holds the other kind of numbers.
float* f32At(const Tensor& tensor, std::int64_t step, std::int64_t row) {
    return tensor.scalar_type() == torch::kFloat32 ? placeIn<float>(tensor, step, row) : nullptr;
}

Bf16* bf16At(const Tensor& tensor, std::int64_t step, std::int64_t row) {
    return tensor.scalar_type() == torch::kBFloat16 ? placeIn<Bf16>(tensor, step, row) : nullptr;
}

/// (T, B, X) as (T·B, X).
Tensor flat(const Tensor& tensor) {
    return tensor.view({-1, tensor.size(-1)});
}

/// The sizes of a layer's pass, and what both kinds of cells do alike.
struct Pass {
    std::int64_t steps, rows, units;
    Precision precision;

    Pass(const Tensor& inputs, std::int64_t width, Precision wanted)
        : steps(inputs.size(0)), rows(inputs.size(1)), units(width), precision(wanted) {}

    [[nodiscard]] Tensor empty(std::int64_t count, std::int64_t width) const {
        return torch::empty({count, rows, width}, torch::kFloat32);
    }
    [[nodiscard]] Tensor emptyFactor(std::int64_t count, std::int64_t width) const {
        return torch::empty({count, rows, width}, numberType(precision));
    }
    /// Hidden states, one step longer than the window: index t is the state before step t.
    [[nodiscard]] Tensor states(const Tensor& initial) const {
        auto tensor = emptyFactor(steps + 1, units);
        tensor[0].copy_(initial);
        return tensor;
    }
    /// A row of sums for each thread.
    [[nodiscard]] static Tensor sums(std::int64_t width) {
        return torch::zeros({threadCount(), 1, width}, torch::kFloat32);
    }
};

void refuseSecondGradients() {
    TORCH_CHECK(!torch::GradMode::is_enabled(),
                "gradients of gradients need RnnOptions::isTwiceDifferentiable");
}

Precision precisionOfInputs(std::int64_t inputs, Precision precision) {
    return inputs < kFewestBf16Inputs ? Precision::F32 : precision;
}

/// Gradients of the input side of a layer: of its inputs, if wanted, and of their weight. dSums
/// (T, B, G); read as it was multiplied.
std::array<Tensor, 2> inputGradients(const Tensor& dSums, const Tensor& read,
                                     const Tensor& weightInput, bool isWanted) {
    const auto precision =
        read.scalar_type() == torch::kBFloat16 ? Precision::BF16 : Precision::F32;
    const auto factor = flat(dSums).to(read.scalar_type());
    return {isWanted ? PackedMatrix(weightInput, precision).multiplied(factor).view(read.sizes())
                     : Tensor(),
            transposedProduct(factor, flat(read), precision)};
}

/// What a layer of LSTM computes, as its gradients need it: inputs in the precision's numbers,
/// activations, cells and states (one step longer than the window), and the result.
struct LstmStates {
    Tensor read, gates, cell, states, output;
};

LstmStates lstmStates(const Tensor& inputs, const PackedRnn& weights, const Tensor& bias,
                      const Tensor& hidden, const Tensor& cellBefore) {
    const bool isBf16 = weights.precision == Precision::BF16;
    const Pass pass(inputs, hidden.size(1), weights.precision);
    const auto units = pass.units;
    const auto read = inputs.to(numberType(weights.inputPrecision)).contiguous();
    const auto gates =
        weights.input.multiplied(flat(read)).view({pass.steps, pass.rows, 4 * units});
    const auto biases = bias.contiguous();
    const auto states = pass.states(hidden);
    const auto cell = pass.empty(pass.steps + 1, units);
    cell[0].copy_(cellBefore);
    const auto output = isBf16 ? pass.empty(pass.steps, units) : Tensor();
    onAllThreads(pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int) {
        auto product = weights.hidden.forRows(last - first, true);
        for (std::int64_t t = 0; t < pass.steps; ++t) {
            product.multiply(isBf16 ? static_cast<void*>(bf16At(states, t, first))
                                    : f32At(states, t, first),
                             placeIn<float>(gates, t, first));
            cells::lstmForward(
                last - first, units, placeIn<float>(gates, t, first), biases.data_ptr<float>(),
                placeIn<float>(cell, t, first), placeIn<float>(cell, t + 1, first),
                isBf16 ? placeIn<float>(output, t, first) : placeIn<float>(states, t + 1, first),
                bf16At(states, t + 1, first));
        }
    });
    return {read, gates, cell, states, isBf16 ? output : states.narrow(0, 1, pass.steps).clone()};
}

class LstmFunction : public torch::autograd::Function<LstmFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& bias, const Tensor& hidden,
                          const Tensor& cellBefore, bool isBf16) {
        const PackedRnn weights(weightInput, weightHidden,
                                isBf16 ? Precision::BF16 : Precision::F32);
        const auto made = lstmStates(inputs, weights, bias, hidden, cellBefore);
        context->save_for_backward(
            {made.read, weightInput, weightHidden, made.gates, made.cell, made.states});
        context->saved_data["isBf16"] = isBf16;
        return made.output;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        refuseSecondGradients();
        const auto saved = context->get_saved_variables();
        const auto &read = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto &gates = saved[3], &cell = saved[4], &states = saved[5];
        const bool isBf16 = context->saved_data["isBf16"].toBool();
        const Pass pass(read, weightHidden.size(1), isBf16 ? Precision::BF16 : Precision::F32);
        const auto steps = pass.steps;

        const auto outer = gradients[0].contiguous();
        const auto dSums = pass.emptyFactor(steps, 4 * pass.units);
        const auto dHidden = torch::zeros({1, pass.rows, pass.units});
        const auto dCell = torch::zeros({1, pass.rows, pass.units});
        const auto dBias = Pass::sums(4 * pass.units);
        const PackedMatrix recurrent(weightHidden, pass.precision);
        onAllThreads(
            pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int thread) {
                auto product = recurrent.forRows(last - first, false);
                for (std::int64_t t = steps - 1; t >= 0; --t) {
                    cells::lstmBackward(
                        last - first, pass.units,
                        {placeIn<float>(gates, t, first), placeIn<float>(cell, t, first),
                         placeIn<float>(cell, t + 1, first), placeIn<float>(outer, t, first),
                         placeIn<float>(dHidden, 0, first), placeIn<float>(dCell, 0, first),
                         f32At(dSums, t, first), bf16At(dSums, t, first),
                         placeIn<float>(dBias, thread, 0)});
                    product.multiply(isBf16 ? static_cast<void*>(bf16At(dSums, t, first))
                                            : f32At(dSums, t, first),
                                     placeIn<float>(dHidden, 0, first));
                }
            });
        const auto [dInputs, dWeightInput] =
            inputGradients(dSums, read, weightInput, context->needs_input_grad(0));
        return {dInputs,
                dWeightInput,
                transposedProduct(flat(dSums), flat(states.narrow(0, 0, steps)), pass.precision),
                dBias.sum(0).view(-1),
                dHidden[0],
                dCell[0],
                {}};
    }
};

/// Likewise of GRU; `sums` are those of the hidden side, `exact` the states in f32.
struct GruStates {
    Tensor read, gates, sums, exact, states, output;
};

GruStates gruStates(const Tensor& inputs, const PackedRnn& weights, const Tensor& biasInput,
                    const Tensor& biasHidden, const Tensor& hidden) {
    const bool isBf16 = weights.precision == Precision::BF16;
    const Pass pass(inputs, hidden.size(1), weights.precision);
    const auto units = pass.units;
    const auto read = inputs.to(numberType(weights.inputPrecision)).contiguous();
    const auto gates =
        weights.input.multiplied(flat(read)).view({pass.steps, pass.rows, 3 * units});
    const auto biases = torch::cat({biasInput, biasHidden});
    const auto sums = pass.empty(pass.steps, 3 * units);
    const auto states = pass.states(hidden);
    // The state in f32 is carried on from step to step; bf16 only goes into the products.
    const auto exact = isBf16 ? pass.empty(pass.steps + 1, units) : states;
    if (isBf16)
        exact[0].copy_(hidden);
    onAllThreads(pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int) {
        auto product = weights.hidden.forRows(last - first, false);
        for (std::int64_t t = 0; t < pass.steps; ++t) {
            product.multiply(isBf16 ? static_cast<void*>(bf16At(states, t, first))
                                    : f32At(states, t, first),
                             placeIn<float>(sums, t, first));
            cells::gruForward(last - first, units, placeIn<float>(gates, t, first),
                              placeIn<float>(sums, t, first), biases.data_ptr<float>(),
                              biases.data_ptr<float>() + 3 * units, placeIn<float>(exact, t, first),
                              placeIn<float>(exact, t + 1, first), bf16At(states, t + 1, first));
        }
    });
    return {read, gates, sums, exact, states, exact.narrow(0, 1, pass.steps).clone()};
}

class GruFunction : public torch::autograd::Function<GruFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& biasInput,
                          const Tensor& biasHidden, const Tensor& hidden, bool isBf16) {
        const PackedRnn weights(weightInput, weightHidden,
                                isBf16 ? Precision::BF16 : Precision::F32);
        const auto made = gruStates(inputs, weights, biasInput, biasHidden, hidden);
        context->save_for_backward(
            {made.read, weightInput, weightHidden, made.gates, made.sums, made.exact, made.states});
        context->saved_data["isBf16"] = isBf16;
        return made.output;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        refuseSecondGradients();
        const auto saved = context->get_saved_variables();
        const auto &read = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto &gates = saved[3], &sums = saved[4], &exact = saved[5], &states = saved[6];
        const bool isBf16 = context->saved_data["isBf16"].toBool();
        const Pass pass(read, weightHidden.size(1), isBf16 ? Precision::BF16 : Precision::F32);
        const auto steps = pass.steps;
        const auto units = pass.units;

        const auto outer = gradients[0].contiguous();
        const auto dSums = pass.emptyFactor(steps, 3 * units);
        const auto dHiddenSums = pass.emptyFactor(steps, 3 * units);
        const auto dRecurrent = torch::zeros({1, pass.rows, units});
        const auto dDirect = torch::zeros({1, pass.rows, units});
        const auto dBias = Pass::sums(3 * units);
        const auto dBiasRemembered = Pass::sums(units);
        const PackedMatrix recurrent(weightHidden, pass.precision);
        onAllThreads(
            pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int thread) {
                auto product = recurrent.forRows(last - first, false);
                for (std::int64_t t = steps - 1; t >= 0; --t) {
                    cells::gruBackward(
                        last - first, units,
                        {placeIn<float>(gates, t, first), placeIn<float>(sums, t, first),
                         placeIn<float>(exact, t, first), placeIn<float>(outer, t, first),
                         placeIn<float>(dRecurrent, 0, first), placeIn<float>(dDirect, 0, first),
                         f32At(dSums, t, first), bf16At(dSums, t, first),
                         f32At(dHiddenSums, t, first), bf16At(dHiddenSums, t, first),
                         placeIn<float>(dBias, thread, 0),
                         placeIn<float>(dBiasRemembered, thread, 0)});
                    product.multiply(isBf16 ? static_cast<void*>(bf16At(dHiddenSums, t, first))
                                            : f32At(dHiddenSums, t, first),
                                     placeIn<float>(dRecurrent, 0, first));
                }
            });
        const auto dBiasInput = dBias.sum(0).view(-1);
        const auto dBiasHidden =
            torch::cat({dBiasInput.narrow(0, 0, 2 * units), dBiasRemembered.sum(0).view(-1)});
        const auto [dInputs, dWeightInput] =
            inputGradients(dSums, read, weightInput, context->needs_input_grad(0));
        return {
            dInputs,
            dWeightInput,
            transposedProduct(flat(dHiddenSums), flat(states.narrow(0, 0, steps)), pass.precision),
            dBiasInput,
            dBiasHidden,
            (dRecurrent + dDirect)[0],
            {}};
    }
};

Tensor orZeros(const Tensor& state, const Tensor& inputs, const Tensor& weightHidden) {
    return state.defined() ? state
                           : torch::zeros({inputs.size(1), weightHidden.size(1)}, inputs.options());
}

bool isOurs(const Tensor& inputs, const RnnOptions& options) {
    return inputs.is_cpu() && !options.isTwiceDifferentiable;
}

Tensor ordered(const Tensor& window, const RnnOptions& options) {
    return options.isReversed ? window.flip({0}) : window;
}

} // namespace

Tensor fusedLstm(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                 const Tensor& bias, const RnnOptions& options, const RnnState& initial) {
    const auto window = ordered(inputs, options);
    const auto hidden = orZeros(initial.hidden, inputs, weightHidden);
    const auto cell = orZeros(initial.cell, inputs, weightHidden);
    if (isOurs(inputs, options))
        return ordered(LstmFunction::apply(window, weightInput, weightHidden, bias, hidden, cell,
                                           options.precision == Precision::BF16),
                       options);
    return ordered(
        std::get<0>(torch::lstm(window, {hidden.unsqueeze(0), cell.unsqueeze(0)},
                                {weightInput, weightHidden, bias, torch::zeros_like(bias)}, true, 1,
                                0.0, true, false, false)),
        options);
}

Tensor fusedGru(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                const Tensor& biasInput, const Tensor& biasHidden, const RnnOptions& options,
                const RnnState& initial) {
    const auto window = ordered(inputs, options);
    const auto hidden = orZeros(initial.hidden, inputs, weightHidden);
    if (isOurs(inputs, options))
        return ordered(GruFunction::apply(window, weightInput, weightHidden, biasInput, biasHidden,
                                          hidden, options.precision == Precision::BF16),
                       options);
    return ordered(std::get<0>(torch::gru(window, hidden.unsqueeze(0),
                                          {weightInput, weightHidden, biasInput, biasHidden}, true,
                                          1, 0.0, true, false, false)),
                   options);
}

PackedRnn::PackedRnn(const Tensor& weightInput, const Tensor& weightHidden, Precision wanted)
    : input(weightInput.t(), precisionOfInputs(weightInput.size(1), wanted)),
      hidden(weightHidden.t(), wanted),
      inputPrecision(precisionOfInputs(weightInput.size(1), wanted)),
      precision(wanted) {}

Tensor fusedLstm(const Tensor& inputs, const PackedRnn& weights, const Tensor& bias) {
    const torch::NoGradGuard noGradients;
    const auto none = torch::zeros({inputs.size(1), bias.size(0) / 4}, torch::kFloat32);
    return lstmStates(inputs, weights, bias, none, none).output;
}

Tensor fusedGru(const Tensor& inputs, const PackedRnn& weights, const Tensor& biasInput,
                const Tensor& biasHidden) {
    const torch::NoGradGuard noGradients;
    const auto none = torch::zeros({inputs.size(1), biasInput.size(0) / 3}, torch::kFloat32);
    return gruStates(inputs, weights, biasInput, biasHidden, none).output;
}

} // namespace leitmotif
