// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/blob.h"
#include "models/kernels/packed_weights.h"
#include "models/specs/layer_spec.h"
#include "models/stepwise/attention_step.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leitmotif {

/// A sequence network (models/nets/sequence_net) that reads one token at a time, on plain arrays
/// and without libtorch: a step costs microseconds, and a stream's numbers do not depend on the
/// number of streams, unlike those of a batched matrix product. Matrices are rounded to bf16, as in
/// training on processors that support it. Immutable; any thread.
class StepNet {
  public:
    /// The recurrent state and attention cache of one stream.
    class State {
        friend class StepNet;
        struct Layer {
            std::vector<float> hidden; ///< empty for those without memory
            std::vector<float> cell;
            AttentionStep::Memory attention; ///< empty but for transformers
        };
        /// Intermediate results of a step, kept so that steps do not allocate. One row a stream.
        struct Workspace {
            std::vector<float> values;
            std::vector<float> next;
            std::vector<float> gates;
            std::vector<float> recurrent;
            std::vector<float> hidden;
            std::vector<float> cell;
        };
        std::vector<Layer> layers;
        Workspace workspace;
    };

    /// Errors: CheckpointUnreadable if an array is missing or its shape does not fit.
    static Result<StepNet> create(std::vector<LayerSpec> specs, const NamedArrays& arrays);

    [[nodiscard]] int inputCount() const { return m_inputCount; }
    [[nodiscard]] int outputCount() const { return m_outputCount; }

    [[nodiscard]] State start() const;
    /// Reads `token` and fills `logits` for the next one. REQUIRES: 0 ≤ token < inputCount();
    /// logits.size() == outputCount().
    void step(State& state, int token, std::span<float> logits) const;
    /// A step of several streams, which reads the weights once: a token and a row of `logits` (S,
    /// outputCount()) for each. REQUIRES: at least one stream, none twice.
    void step(std::span<State* const> streams, std::span<const int> tokens,
              std::span<float> logits) const;

  private:
    struct Layer {
        LayerSpec spec;
        std::size_t inputs = 0;
        std::size_t units = 0;
        std::vector<float> embedding; ///< (inputs, units)
        PackedWeights weightInput;
        PackedWeights weightHidden;
        std::vector<float> bias;
        std::vector<float> biasHidden;
        AttentionStep attention;
    };

    static bool takeLayer(Layer& layer, const std::string& prefix, const NamedArrays& arrays);
    void stepLayer(std::size_t index, std::span<State* const> streams,
                   std::span<const int> tokens) const;

    std::vector<Layer> m_layers;
    std::size_t m_widest = 0; ///< units of the widest layer
    int m_inputCount = 0;
    int m_outputCount = 0;
};

} // namespace leitmotif
