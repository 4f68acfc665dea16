// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/precision.h"
#include "models/nets/parameters.h"
#include "models/specs/layer_spec.h"

#include <vector>

namespace leitmotif {

/// An embedding, a stack of LSTM, GRU, transformer, linear and dropout layers, and a linear output
/// layer over the tokens; predicts every position of a window at once. Owned and used by one
/// training thread.
class SequenceNet {
  public:
    /// `inputs` tokens can be read (start tokens included), `outputs` can be predicted. Weights are
    /// drawn from `random` in the order of the layers. REQUIRES: sequenceLayers() made `specs`.
    SequenceNet(std::vector<LayerSpec> specs, std::int64_t inputs, std::int64_t outputs,
                Random& random, torch::Device device);

    /// tokens (T, B) of int64 → logits (T, B, outputs). Layers of dropout without a rate of their
    /// own use `dropout`; with a null `random` (evaluation) nothing is dropped.
    /// BF16: REQUIRES hasFastBf16(), on the CPU.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& tokens, double dropout, Random* random,
                                        Precision precision = Precision::F32) const;

    /// "0.weight", "2.weight_hidden" …: number of the layer and role.
    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters.all(); }
    [[nodiscard]] std::int64_t parameterCount() const { return m_parameters.count(); }

  private:
    struct Layer {
        LayerSpec spec;
        std::vector<torch::Tensor> weights;
    };

    void add(Layer& layer, std::int64_t width, Random& random);

    Parameters m_parameters;
    std::vector<Layer> m_layers;
};

} // namespace leitmotif
