// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"
#include "models/layers/rnn_pass.h"
#include "models/layers/stock_rnn.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Results of an LSTM layer that its gradients need: inputs in the precision's numbers,
/// activations, cells and states (one step longer than the window), and the result.
struct LstmStates {
    Tensor read, gates, cell, states, output;
};

LstmStates lstmStates(const Tensor& inputs, const PackedRnn& weights, const Tensor& bias,
                      const Tensor& hidden, const Tensor& cellBefore) {
    const bool isBf16 = weights.precision == Precision::BF16;
    const RnnPass pass(inputs, hidden.size(1), weights.precision);
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
        const RnnPass pass(read, weightHidden.size(1), isBf16 ? Precision::BF16 : Precision::F32);
        const auto steps = pass.steps;

        const auto outer = gradients[0].contiguous();
        const auto dSums = pass.emptyFactor(steps, 4 * pass.units);
        const auto dHidden = torch::zeros({1, pass.rows, pass.units});
        const auto dCell = torch::zeros({1, pass.rows, pass.units});
        const auto dBias = RnnPass::sums(4 * pass.units);
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
    return ordered(stockLstm(window, weightInput, weightHidden, bias, hidden, cell), options);
}

Tensor fusedLstm(const Tensor& inputs, const PackedRnn& weights, const Tensor& bias) {
    const torch::NoGradGuard noGradients;
    const auto none = torch::zeros({inputs.size(1), bias.size(0) / 4}, torch::kFloat32);
    return lstmStates(inputs, weights, bias, none, none).output;
}

} // namespace leitmotif
