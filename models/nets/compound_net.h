// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/compound_history.h"
#include "models/layers/precision.h"
#include "models/nets/parameters.h"
#include "models/specs/compound_plan.h"

#include <array>
#include <vector>

namespace leitmotif {

/// Predicts music note by note: recurrent layers read a note a step, and the fields of the next one
/// are chosen one after the other, each by a hidden layer of its own that sees the state and the
/// fields before it. Beside an output a choice there are weights for features of choices, such as
/// "the note at this place four bars ago": a network that knows no piece by heart can still repeat
/// and vary what it reads (pointer networks, Vinyals et al. 2015, with given pointers). Owned and
/// used by one thread.
class CompoundNet {
  public:
    /// Weights are zero without `random`, to be loaded.
    CompoundNet(const CompoundPlan& plan, Random* random, torch::Device device);

    /// Dropout, if `random` is set.
    struct Pass {
        double dropout = 0.0;
        Random* random = nullptr;
        Precision precision = Precision::F32;
    };
    /// Inputs of B windows of T steps, one window after the other → states (B · T, units).
    [[nodiscard]] torch::Tensor states(const RowBags& inputs, std::int64_t windows,
                                       const Pass& pass) const;
    /// Logits (n, choices) of n rows that follow `states` (…, units); those of choices that are not
    /// allowed are very low.
    [[nodiscard]] torch::Tensor logits(const FieldRows& rows, const torch::Tensor& states,
                                       const Pass& pass) const;

    /// The state of the recurrent layers of some streams, (B, units) each.
    struct Memory {
        struct Layer {
            torch::Tensor hidden;
            torch::Tensor cell;
            std::vector<torch::Tensor> before; ///< what the convolution still reads
        };
        std::vector<Layer> layers;
    };
    [[nodiscard]] Memory start(std::int64_t streams) const;
    /// Reads a note of each stream → states (streams, units).
    [[nodiscard]] torch::Tensor step(const RowBags& inputs, Memory& memory) const;

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters.all(); }
    /// Those that a piece tunes where all others are pretrained: what follows the hidden layers of
    /// the fields, and their biases.
    [[nodiscard]] NamedTensors tunedParameters() const;
    [[nodiscard]] std::int64_t parameterCount() const { return m_parameters.count(); }

  private:
    struct Field {
        torch::Tensor hidden, hiddenBias; ///< (D, units), (D)
        torch::Tensor conditions;         ///< (rows, D)
        torch::Tensor output, outputBias; ///< (choices, D), (choices)
        torch::Tensor features, featureBias;
    };

    void addLayer(std::int64_t index, std::int64_t width, Random* random);
    void addField(std::size_t index, Random* random);
    [[nodiscard]] torch::Tensor minGru(const torch::Tensor& values,
                                       const std::vector<torch::Tensor>& weights,
                                       const Pass& pass) const;

    CompoundPlan m_plan;
    Parameters m_parameters;
    torch::Tensor m_inputs; ///< (rows, embedding)
    std::vector<std::vector<torch::Tensor>> m_layers;
    std::array<Field, kCompoundFields> m_fields;
};

} // namespace leitmotif
