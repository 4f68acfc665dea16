// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/fused_rnn.h"

#include "models/layers/rnn_cells.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

float* step(const Tensor& tensor, std::int64_t t) {
    return tensor.data_ptr<float>() + t * tensor.stride(0);
}

/// (T, B, X) as (T·B, X).
Tensor flat(const Tensor& tensor) {
    return tensor.reshape({-1, tensor.size(-1)});
}

class LstmFunction : public torch::autograd::Function<LstmFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& bias) {
        const auto steps = inputs.size(0);
        const auto rows = inputs.size(1);
        const auto units = weightHidden.size(1);
        const auto gates =
            torch::addmm(bias, flat(inputs), weightInput.t()).view({steps, rows, 4 * units});
        // One step longer than the window: index t is the state before step t.
        const auto cell = torch::zeros({steps + 1, rows, units}, inputs.options());
        const auto hidden = torch::zeros({steps + 1, rows, units}, inputs.options());
        const auto recurrent = weightHidden.t();
        for (std::int64_t t = 0; t < steps; ++t) {
            if (t > 0)
                gates[t].addmm_(hidden[t], recurrent);
            cells::lstmForward(rows, units, step(gates, t), step(cell, t), step(cell, t + 1),
                               step(hidden, t + 1));
        }
        context->save_for_backward({inputs, weightInput, weightHidden, gates, cell, hidden});
        return hidden.narrow(0, 1, steps).clone();
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &inputs = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto gates = saved[3].clone(); // turns into its gradients
        const auto &cell = saved[4], &hidden = saved[5];
        const auto steps = inputs.size(0);
        const auto rows = inputs.size(1);
        const auto units = weightHidden.size(1);

        const auto outer = gradients[0].contiguous();
        auto dHidden = outer[steps - 1].clone();
        const auto dCell = torch::zeros({rows, units}, inputs.options());
        for (std::int64_t t = steps - 1; t >= 0; --t) {
            cells::lstmBackward(rows, units, step(gates, t), step(cell, t), step(cell, t + 1),
                                dHidden.data_ptr<float>(), dCell.data_ptr<float>());
            if (t > 0)
                torch::addmm_out(dHidden, outer[t - 1], gates[t], weightHidden);
        }
        const auto dSums = flat(gates);
        return {dSums.mm(weightInput).view_as(inputs), dSums.t().mm(flat(inputs)),
                dSums.t().mm(flat(hidden.narrow(0, 0, steps))), dSums.sum(0)};
    }
};

class GruFunction : public torch::autograd::Function<GruFunction> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& inputs, const Tensor& weightInput,
                          const Tensor& weightHidden, const Tensor& biasInput,
                          const Tensor& biasHidden) {
        const auto steps = inputs.size(0);
        const auto rows = inputs.size(1);
        const auto units = weightHidden.size(1);
        const auto gates =
            torch::addmm(biasInput, flat(inputs), weightInput.t()).view({steps, rows, 3 * units});
        const auto recurrent = torch::empty_like(gates);
        const auto hidden = torch::zeros({steps + 1, rows, units}, inputs.options());
        const auto weight = weightHidden.t();
        for (std::int64_t t = 0; t < steps; ++t) {
            auto sums = recurrent[t];
            torch::addmm_out(sums, biasHidden, hidden[t], weight);
            cells::gruForward(rows, units, step(gates, t), step(recurrent, t), step(hidden, t),
                              step(hidden, t + 1));
        }
        context->save_for_backward({inputs, weightInput, weightHidden, gates, recurrent, hidden});
        return hidden.narrow(0, 1, steps).clone();
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &inputs = saved[0], &weightInput = saved[1], &weightHidden = saved[2];
        const auto gates = saved[3].clone(); // these two turn into their gradients
        const auto recurrent = saved[4].clone();
        const auto& hidden = saved[5];
        const auto steps = inputs.size(0);
        const auto rows = inputs.size(1);
        const auto units = weightHidden.size(1);

        const auto outer = gradients[0].contiguous();
        auto dHidden = outer[steps - 1].clone();
        for (std::int64_t t = steps - 1; t >= 0; --t) {
            cells::gruBackward(rows, units, step(gates, t), step(recurrent, t), step(hidden, t),
                               dHidden.data_ptr<float>());
            if (t > 0)
                dHidden.addmm_(recurrent[t], weightHidden).add_(outer[t - 1]);
        }
        const auto dSums = flat(gates);
        const auto dRecurrent = flat(recurrent);
        return {dSums.mm(weightInput).view_as(inputs), dSums.t().mm(flat(inputs)),
                dRecurrent.t().mm(flat(hidden.narrow(0, 0, steps))), dSums.sum(0),
                dRecurrent.sum(0)};
    }
};

} // namespace

Tensor fusedLstm(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                 const Tensor& bias) {
    if (inputs.is_cpu())
        return LstmFunction::apply(inputs, weightInput, weightHidden, bias);
    const auto state = torch::zeros({1, inputs.size(1), weightHidden.size(1)}, inputs.options());
    return std::get<0>(torch::lstm(inputs, {state, state},
                                   {weightInput, weightHidden, bias, torch::zeros_like(bias)}, true,
                                   1, 0.0, true, false, false));
}

Tensor fusedGru(const Tensor& inputs, const Tensor& weightInput, const Tensor& weightHidden,
                const Tensor& biasInput, const Tensor& biasHidden) {
    if (inputs.is_cpu())
        return GruFunction::apply(inputs, weightInput, weightHidden, biasInput, biasHidden);
    const auto state = torch::zeros({1, inputs.size(1), weightHidden.size(1)}, inputs.options());
    return std::get<0>(torch::gru(inputs, state, {weightInput, weightHidden, biasInput, biasHidden},
                                  true, 1, 0.0, true, false, false));
}

} // namespace leitmotif
