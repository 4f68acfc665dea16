// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/parameters.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

using torch::Tensor;

Tensor Parameters::add(std::string name, const Tensor& values) {
    auto tensor = values.to(m_device).requires_grad_();
    m_all.emplace_back(std::move(name), tensor);
    return tensor;
}

Tensor uniformOrZeros(std::vector<std::int64_t> shape, double bound, Random* random) {
    return random != nullptr ? uniformTensor(std::move(shape), bound, *random)
                             : torch::zeros(shape);
}

std::vector<Tensor> addRecurrent(Parameters& parameters, const std::string& prefix, RnnCell cell,
                                 std::int64_t width, std::int64_t units, Random* random) {
    const std::int64_t rows = (cell == RnnCell::Lstm ? 4 : 3) * units;
    const double bound = 1.0 / std::sqrt(static_cast<double>(units));
    std::vector<Tensor> weights = {
        parameters.add(prefix + "weight_input", uniformOrZeros({rows, width}, bound, random)),
        parameters.add(prefix + "weight_hidden", uniformOrZeros({rows, units}, bound, random))};
    if (cell == RnnCell::Lstm) {
        // Open forget gates: gradients reach far back from the start of training.
        auto bias = torch::zeros({rows});
        bias.narrow(0, units, units).fill_(1.0F);
        weights.push_back(parameters.add(prefix + "bias", bias));
    } else {
        weights.push_back(parameters.add(prefix + "bias_input", torch::zeros({rows})));
        weights.push_back(parameters.add(prefix + "bias_hidden", torch::zeros({rows})));
    }
    return weights;
}

} // namespace leitmotif
