// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "models/nets/parameters.h"
#include "models/specs/layer_spec.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace leitmotif {

/// A stack of LSTM, GRU, temporal convolution, linear and dropout layers over frames, and a linear
/// output layer over the keys, which are predicted independently. Causal: predicts every position
/// of a window at once from its past. Owned and used by one thread; const functions by any.
///
/// A `tcn` layer is the residual block of Bai, Kolter and Koltun (2018): twice a causal convolution
/// with weight normalization (Salimans and Kingma, 2016), ReLU and dropout, then the residual,
/// projected where the widths differ, and ReLU.
class FrameNet {
  public:
    /// With the layers that frameLayers() reads. Weights are drawn from `random`. Errors:
    /// RecipeUnreadable with `name`.
    static Result<FrameNet> create(const nlohmann::json& network, const std::string& name,
                                   std::int64_t inputs, std::int64_t outputs, Random& random,
                                   torch::Device device);

    /// frames (T, B, inputs) of float32 → logits (T, B, outputs). Dropout without a rate of its own
    /// uses `dropout`; with a null `random` (evaluation) nothing is dropped.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& frames, double dropout,
                                        Random* random) const;

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters.all(); }
    [[nodiscard]] std::int64_t parameterCount() const { return m_parameters.count(); }

  private:
    struct Layer {
        LayerSpec spec;
        std::vector<torch::Tensor> weights;
    };

    explicit FrameNet(torch::Device device) : m_parameters(device) {}
    void add(Layer& layer, std::int64_t width, Random& random);
    void addConvolutions(Layer& layer, const std::string& prefix, std::int64_t width,
                         Random& random);
    [[nodiscard]] static torch::Tensor convolved(const Layer& layer, const torch::Tensor& input,
                                                 double dropout, Random* random);

    Parameters m_parameters;
    std::vector<Layer> m_layers;
};

} // namespace leitmotif
