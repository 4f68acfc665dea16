// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"

#include "models/layers/product.h"
#include "models/layers/rnn_cells.h"
#include "models/layers/threads.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using cells::Bf16;
using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Fewer windows a thread than this, and it would only read the weights once more.
constexpr std::int64_t kFewestWindows = 8;

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

    Pass(const Tensor& inputs, const Tensor& weightHidden, Precision wanted)
        : steps(inputs.size(0)),
          rows(inputs.size(1)),
          units(weightHidden.size(1)),
          precision(wanted) {}

    [[nodiscard]] Tensor empty(std::int64_t count, std::int64_t width) const {
        return torch::empty({count, rows, width}, torch::kFloat32);
    }
    [[nodiscard]] Tensor emptyFactor(std::int64_t count, std::int64_t width) const {
        return torch::empty({count, rows, width}, numberType(precision));
    }
    [[nodiscard]] Tensor factor(const Tensor& tensor) const {
        return tensor.to(numberType(precision)).contiguous();
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

class LstmFunction : public torch::autograd::Function<LstmFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& bias, const Tensor& hidden,
                          const Tensor& cellBefore, bool isBf16) {
        const Pass pass(inputs, weightHidden, isBf16 ? Precision::BF16 : Precision::F32);
        const auto units = pass.units;
        const auto read = pass.factor(inputs);
        const auto gates = PackedMatrix(weightInput.t(), pass.precision)
                               .multiplied(flat(read))
                               .view({pass.steps, pass.rows, 4 * units});
        const PackedMatrix recurrent(weightHidden.t(), pass.precision);
        const auto biases = bias.contiguous();
        const auto states = pass.states(hidden);
        const auto cell = pass.empty(pass.steps + 1, units);
        cell[0].copy_(cellBefore);
        const auto output = isBf16 ? pass.empty(pass.steps, units) : Tensor();
        onAllThreads(pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int) {
            auto product = recurrent.forRows(last - first, true);
            for (std::int64_t t = 0; t < pass.steps; ++t) {
                product.multiply(isBf16 ? static_cast<void*>(bf16At(states, t, first))
                                        : f32At(states, t, first),
                                 placeIn<float>(gates, t, first));
                cells::lstmForward(last - first, units, placeIn<float>(gates, t, first),
                                   biases.data_ptr<float>(), placeIn<float>(cell, t, first),
                                   placeIn<float>(cell, t + 1, first),
                                   isBf16 ? placeIn<float>(output, t, first)
                                          : placeIn<float>(states, t + 1, first),
                                   bf16At(states, t + 1, first));
            }
        });
        context->save_for_backward({read, weightInput, weightHidden, gates, cell, states});
        context->saved_data["isBf16"] = isBf16;
        return isBf16 ? output : states.narrow(0, 1, pass.steps).clone();
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        refuseSecondGradients();
        const auto saved = context->get_saved_variables();
        const auto &read = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto &gates = saved[3], &cell = saved[4], &states = saved[5];
        const bool isBf16 = context->saved_data["isBf16"].toBool();
        const Pass pass(read, weightHidden, isBf16 ? Precision::BF16 : Precision::F32);
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
        return {
            PackedMatrix(weightInput, pass.precision).multiplied(flat(dSums)).view(read.sizes()),
            transposedProduct(flat(dSums), flat(read), pass.precision),
            transposedProduct(flat(dSums), flat(states.narrow(0, 0, steps)), pass.precision),
            dBias.sum(0).view(-1),
            dHidden[0],
            dCell[0],
            {}};
    }
};

class GruFunction : public torch::autograd::Function<GruFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& biasInput,
                          const Tensor& biasHidden, const Tensor& hidden, bool isBf16) {
        const Pass pass(inputs, weightHidden, isBf16 ? Precision::BF16 : Precision::F32);
        const auto units = pass.units;
        const auto read = pass.factor(inputs);
        const auto gates = PackedMatrix(weightInput.t(), pass.precision)
                               .multiplied(flat(read))
                               .view({pass.steps, pass.rows, 3 * units});
        const PackedMatrix recurrent(weightHidden.t(), pass.precision);
        const auto biases = torch::cat({biasInput, biasHidden});
        const auto sums = pass.empty(pass.steps, 3 * units);
        const auto states = pass.states(hidden);
        // The state in f32 is carried on from step to step; bf16 only goes into the products.
        const auto exact = isBf16 ? pass.empty(pass.steps + 1, units) : states;
        if (isBf16)
            exact[0].copy_(hidden);
        onAllThreads(pass.rows, kFewestWindows, [&](std::int64_t first, std::int64_t last, int) {
            auto product = recurrent.forRows(last - first, false);
            for (std::int64_t t = 0; t < pass.steps; ++t) {
                product.multiply(isBf16 ? static_cast<void*>(bf16At(states, t, first))
                                        : f32At(states, t, first),
                                 placeIn<float>(sums, t, first));
                cells::gruForward(
                    last - first, units, placeIn<float>(gates, t, first),
                    placeIn<float>(sums, t, first), biases.data_ptr<float>(),
                    biases.data_ptr<float>() + 3 * units, placeIn<float>(exact, t, first),
                    placeIn<float>(exact, t + 1, first), bf16At(states, t + 1, first));
            }
        });
        context->save_for_backward({read, weightInput, weightHidden, gates, sums, exact, states});
        context->saved_data["isBf16"] = isBf16;
        return exact.narrow(0, 1, pass.steps).clone();
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        refuseSecondGradients();
        const auto saved = context->get_saved_variables();
        const auto &read = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto &gates = saved[3], &sums = saved[4], &exact = saved[5], &states = saved[6];
        const bool isBf16 = context->saved_data["isBf16"].toBool();
        const Pass pass(read, weightHidden, isBf16 ? Precision::BF16 : Precision::F32);
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
        return {
            PackedMatrix(weightInput, pass.precision).multiplied(flat(dSums)).view(read.sizes()),
            transposedProduct(flat(dSums), flat(read), pass.precision),
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

} // namespace leitmotif
