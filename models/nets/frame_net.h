// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "models/layers/tensors.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// A stack of LSTM, GRU, temporal convolution, linear and dropout layers over frames, and a linear
/// layer onto the keys, each of which is predicted for itself. Every position of a window at once
/// and from its past alone. Owned and used by one thread; const functions by any.
///
/// A `tcn` layer is the residual block of Bai, Kolter and Koltun (2018): twice a causal convolution
/// with normalised weights (Salimans and Kingma, 2016), ReLU and dropout, then the input added to
/// it, through a layer of its own where the widths differ, and ReLU.
class FrameNet {
  public:
    /// Reads {"layer":"lstm"|"gru"|"linear","units":150}, {"layer":"dropout"[,"rate":0.2]} and
    /// {"layer":"tcn","units":150,"kernel":3,"dilation":1[,"rate":0.2]}; the last is a linear layer
    /// without units. Weights are drawn from `random`. Errors: RecipeUnreadable with `name`.
    static Result<FrameNet> create(const nlohmann::json& network, const std::string& name,
                                   std::int64_t inputs, std::int64_t outputs, Random& random,
                                   torch::Device device);

    /// frames (T, B, inputs) of float32 → logits (T, B, outputs). Dropout without a rate of its own
    /// uses `dropout`; with a null `random` (evaluation) nothing is dropped.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& frames, double dropout,
                                        Random* random) const;

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters; }
    [[nodiscard]] std::int64_t parameterCount() const;

  private:
    enum class Kind { Lstm, Gru, Convolution, Dropout, Linear };
    struct Layer {
        Kind kind = Kind::Linear;
        std::int64_t units = 0;
        std::int64_t kernel = 0;
        std::int64_t dilation = 1;
        std::optional<double> rate;
        std::vector<torch::Tensor> weights;
    };

    explicit FrameNet(torch::Device device) : m_device(device) {}
    static std::string read(const nlohmann::json& object, Layer& layer);
    void add(Layer layer, std::int64_t width, Random& random);
    void addRecurrent(Layer& layer, std::int64_t width, Random& random);
    void addConvolutions(Layer& layer, std::int64_t width, Random& random);
    void addWeight(Layer& layer, const char* role, torch::Tensor values);
    [[nodiscard]] static torch::Tensor convolved(const Layer& layer, const torch::Tensor& input,
                                                 double dropout, Random* random);

    torch::Device m_device;
    std::vector<Layer> m_layers;
    NamedTensors m_parameters;
};

} // namespace leitmotif
