// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/fused_rnn.h"
#include "models/nets/parameters.h"
#include "models/specs/layer_spec.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// A stack of layers as published systems have them: recurrent ones in one direction or two,
/// attention, pooling, linear ones, batch norm. Owned and used by one thread; while its weights do
/// not change, any thread may evaluate it.
class LayerStack {
  public:
    /// Mode of a pass. With `random` it trains: dropout, noise, batch statistics. Without it
    /// evaluates: no dropout, and batch norm uses its running statistics.
    struct Pass {
        double dropout = 0.0; ///< of layers without a rate of their own
        Random* random = nullptr;
    };

    /// `inputs` features go in, `outputs` come out of a last layer without units. Weights are drawn
    /// from `random` in the order of the layers; without it they are 0, to be loaded. REQUIRES:
    /// stackLayers() made `specs`.
    LayerStack(std::vector<LayerSpec> specs, std::int64_t inputs, std::int64_t outputs,
               Random* random, torch::Device device);

    /// values (T, B, inputs), or (B, inputs) if no layer needs steps → (T, B, outputs), or (B,
    /// outputs) after a layer that leaves one step.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& values, const Pass& pass) const;

    /// Packs the weights of recurrent layers for many evaluations in this precision; later changes
    /// of the weights have no effect. REQUIRES: on the CPU.
    void pack(Precision precision);

    /// The learned parameters: "0.weight", "2.weight_hidden", "2.back.bias" …: number of the layer
    /// and role.
    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters.all(); }
    /// Running statistics of batch norm.
    [[nodiscard]] const NamedTensors& statistics() const { return m_statistics; }
    [[nodiscard]] std::int64_t parameterCount() const { return m_parameters.count(); }
    [[nodiscard]] torch::Device device() const { return m_parameters.device(); }

  private:
    struct Layer {
        LayerSpec spec;
        std::vector<torch::Tensor> weights; ///< of one direction, then of the other
        std::vector<std::shared_ptr<const PackedRnn>> packed; ///< likewise; empty unless pack()
    };

    void add(Layer& layer, std::int64_t width, Random* random);
    void addBatchNorm(Layer& layer, const std::string& prefix, std::int64_t width);
    [[nodiscard]] static torch::Tensor recurrent(const Layer& layer, std::size_t direction,
                                                 const torch::Tensor& values, const Pass& pass);
    [[nodiscard]] torch::Tensor applied(const Layer& layer, const torch::Tensor& values,
                                        const Pass& pass) const;

    Parameters m_parameters;
    std::vector<Layer> m_layers;
    NamedTensors m_statistics;
};

/// The tensors with `prefix` before their names.
[[nodiscard]] NamedTensors prefixed(const std::string& prefix, const NamedTensors& tensors);

} // namespace leitmotif
