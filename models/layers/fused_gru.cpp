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

/// Results of a GRU layer that its gradients need: inputs in the precision's numbers, gates, sums
/// of the hidden side, states in f32 and in the dtype of the precision (one step longer than the
/// window), and the result.
struct GruStates {
    Tensor read, gates, sums, exact, states, output;
};

GruStates gruStates(const Tensor& inputs, const PackedRnn& weights, const Tensor& biasInput,
                    const Tensor& biasHidden, const Tensor& hidden) {
    const bool isBf16 = weights.precision == Precision::BF16;
    const RnnPass pass(inputs, hidden.size(1), weights.precision);
    const auto units = pass.units;
    const auto read = inputs.to(numberType(weights.inputPrecision)).contiguous();
    const auto gates =
        weights.input.multiplied(flat(read)).view({pass.steps, pass.rows, 3 * units});
    const auto biases = torch::cat({biasInput, biasHidden});
    const auto sums = pass.empty(pass.steps, 3 * units);
    const auto states = pass.states(hidden);
    // The recurrent state stays f32; only factors of products are bf16.
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
        const RnnPass pass(read, weightHidden.size(1), isBf16 ? Precision::BF16 : Precision::F32);
        const auto steps = pass.steps;
        const auto units = pass.units;

        const auto outer = gradients[0].contiguous();
        const auto dSums = pass.emptyFactor(steps, 3 * units);
        const auto dHiddenSums = pass.emptyFactor(steps, 3 * units);
        const auto dRecurrent = torch::zeros({1, pass.rows, units});
        const auto dDirect = torch::zeros({1, pass.rows, units});
        const auto dBias = RnnPass::sums(3 * units);
        const auto dBiasRemembered = RnnPass::sums(units);
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

} // namespace

Tensor fusedGru(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                const Tensor& biasInput, const Tensor& biasHidden, const RnnOptions& options,
                const RnnState& initial) {
    const auto window = ordered(inputs, options);
    const auto hidden = orZeros(initial.hidden, inputs, weightHidden);
    if (isOurs(inputs, options))
        return ordered(GruFunction::apply(window, weightInput, weightHidden, biasInput, biasHidden,
                                          hidden, options.precision == Precision::BF16),
                       options);
    return ordered(stockGru(window, weightInput, weightHidden, biasInput, biasHidden, hidden),
                   options);
}

Tensor fusedGru(const Tensor& inputs, const PackedRnn& weights, const Tensor& biasInput,
                const Tensor& biasHidden) {
    const torch::NoGradGuard noGradients;
    const auto none = torch::zeros({inputs.size(1), biasInput.size(0) / 3}, torch::kFloat32);
    return gruStates(inputs, weights, biasInput, biasHidden, none).output;
}

} // namespace leitmotif
