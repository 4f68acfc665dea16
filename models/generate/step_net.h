// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/generate/attention_step.h"
#include "models/nets/layer_spec.h"
#include "models/train/blob.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leitmotif {

/// A sequence network (models/nets/sequence_net) that reads one token at a time, on plain arrays
/// and without libtorch: a step costs microseconds, and a stream's numbers do not depend on how
/// many others are sampled, as those of a batched matrix product may. Immutable; any thread.
class StepNet {
  public:
    /// What a stream remembers; belongs to one stream.
    class State {
        friend class StepNet;
        std::vector<std::vector<float>> hidden; ///< by layer; empty for those without memory
        std::vector<std::vector<float>> cell;
        std::vector<AttentionStep::Memory> attention; ///< by layer; empty but for transformers
        std::vector<float> values;
        std::vector<float> next;
        std::vector<float> gates;
        std::vector<float> recurrent;
    };

    /// Errors: CheckpointUnreadable if an array is missing or its shape does not fit.
    static Result<StepNet> create(std::vector<LayerSpec> specs, const NamedArrays& arrays);

    [[nodiscard]] int inputCount() const { return m_inputCount; }
    [[nodiscard]] int outputCount() const { return m_outputCount; }

    [[nodiscard]] State start() const;
    /// Reads `token` and fills `logits` for the next one. REQUIRES: 0 ≤ token < inputCount();
    /// logits.size() == outputCount().
    void step(State& state, int token, std::span<float> logits) const;

  private:
    struct Layer {
        LayerSpec spec;
        std::size_t inputs = 0;
        std::size_t units = 0;
        std::vector<float> weightInput;  ///< (inputs, outputs), the transpose of a checkpoint's
        std::vector<float> weightHidden; ///< likewise
        std::vector<float> bias;
        std::vector<float> biasHidden;
        AttentionStep attention;
    };

    static bool takeLayer(Layer& layer, const std::string& prefix, const NamedArrays& arrays);

    std::vector<Layer> m_layers;
    int m_inputCount = 0;
    int m_outputCount = 0;
};

} // namespace leitmotif
