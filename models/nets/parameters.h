// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/tensors.h"

#include <string>
#include <vector>

namespace leitmotif {

/// The parameters of a network: tensors by their names in a checkpoint, "2.weight_hidden" (number
/// of the layer and role). A value whose copies share the tensors.
class Parameters {
  public:
    explicit Parameters(torch::Device device) : m_device(device) {}

    /// Adds `values`, moved to the device, with gradient. REQUIRES: the name is new.
    torch::Tensor add(std::string name, const torch::Tensor& values);

    /// In the order in which they were added.
    [[nodiscard]] const NamedTensors& all() const { return m_all; }
    [[nodiscard]] std::int64_t count() const { return elementCount(m_all); }
    [[nodiscard]] torch::Device device() const { return m_device; }

  private:
    torch::Device m_device;
    NamedTensors m_all;
};

/// Uniform in [−bound, bound); zeros without `random`, to be loaded.
[[nodiscard]] torch::Tensor uniformOrZeros(std::vector<std::int64_t> shape, double bound,
                                           Random* random);

enum class RnnCell : std::uint8_t { Lstm, Gru };

/// Adds the weights of a recurrent layer of `width` inputs in one direction, in the order of
/// fusedLstm() and fusedGru(): "weight_input" (gates · units, width), "weight_hidden" (gates ·
/// units, units), "bias" of an LSTM or "bias_input" and "bias_hidden" of a GRU, each after
/// `prefix`. Drawn within 1 / √units; the biases are 0, those of forget gates 1.
std::vector<torch::Tensor> addRecurrent(Parameters& parameters, const std::string& prefix,
                                        RnnCell cell, std::int64_t width, std::int64_t units,
                                        Random* random);

} // namespace leitmotif
