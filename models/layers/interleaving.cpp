// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/interleaving.h"

#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

/// Calls visit(phase, place) with equal views of every phase: of all phases (N, rows + 1, columns +
/// 1, 2, 2, channels) and of the picture (N, 2 · rows, 2 · columns, channels).
template <class Visitor>
void visitPhases(const Tensor& phases, const Tensor& picture, Visitor visit) {
    const auto rows = picture.size(1) / kPhases;
    const auto columns = picture.size(2) / kPhases;
    for (std::int64_t row = 0; row < kPhases; ++row)
        for (std::int64_t column = 0; column < kPhases; ++column)
            visit(phases.slice(1, row, row + rows)
                      .slice(2, column, column + columns)
                      .select(3, row)
                      .select(3, column),
                  picture.slice(1, row, picture.size(1), kPhases)
                      .slice(2, column, picture.size(2), kPhases));
}

class Interleaving : public torch::autograd::Function<Interleaving> {
  public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& phases,
                          std::int64_t channels) {
        context->saved_data["channels"] = channels;
        auto picture = torch::empty({phases.size(0), kPhases * (phases.size(2) - 1),
                                     kPhases * (phases.size(3) - 1), channels},
                                    torch::TensorOptions(phases.dtype()).device(phases.device()));
        visitPhases(phases.permute({0, 2, 3, 1}).unflatten(3, {kPhases, kPhases, channels}),
                    picture,
                    [](const Tensor& phase, const Tensor& place) { Tensor(place).copy_(phase); });
        return picture.permute({0, 3, 1, 2});
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto channels = context->saved_data["channels"].toInt();
        const auto picture = gradients[0].permute({0, 2, 3, 1});
        auto phases = torch::zeros({picture.size(0), picture.size(1) / kPhases + 1,
                                    picture.size(2) / kPhases + 1, kPhases, kPhases, channels},
                                   torch::TensorOptions(picture.dtype()).device(picture.device()));
        visitPhases(phases, picture,
                    [](const Tensor& phase, const Tensor& place) { Tensor(phase).copy_(place); });
        return {phases.flatten(3).permute({0, 3, 1, 2}), Tensor()};
    }
};

} // namespace

Tensor interleaved(const Tensor& phases) {
    return Interleaving::apply(phases, phases.size(1) / (kPhases * kPhases));
}

} // namespace leitmotif
