// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/blob.h"
#include "models/specs/layer_spec.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// A transformer block (models/layers/transformer_block) that reads one token at a time, on plain
/// arrays: with a cache of the keys and values of the tokens within its reach. Immutable; any
/// thread.
class AttentionStep {
  public:
    /// The cache of one stream.
    class Memory {
        friend class AttentionStep;
        std::vector<float> keys;   ///< (reach, units), a ring
        std::vector<float> values; ///< likewise
        std::size_t steps = 0;     ///< read so far
        std::vector<float> normed;
        std::vector<float> wide;
        std::vector<float> scores;
    };

    /// False if an array is missing or its shape does not fit. Called once.
    [[nodiscard]] bool take(const LayerSpec& spec, const std::string& prefix,
                            const NamedArrays& arrays);

    /// An empty cache.
    [[nodiscard]] Memory start() const;
    /// REQUIRES: values.size() == units; they are replaced by the block's outputs.
    void step(Memory& memory, std::span<float> values) const;

  private:
    struct Linear {
        std::size_t inputs = 0;
        std::size_t outputs = 0;
        std::vector<float> weights; ///< (inputs, outputs), the transpose of a checkpoint's
        std::vector<float> bias;

        /// outputs = bias + inputs × weights.
        void apply(const float* in, float* out) const;
    };
    struct Norm {
        std::vector<float> gain;
        std::vector<float> bias;

        void apply(std::span<const float> in, float* out) const;
    };

    void attend(Memory& memory, const float* query, float* taken) const;

    std::size_t m_units = 0;
    std::size_t m_heads = 0;
    std::size_t m_reach = 0;
    Norm m_norm;
    Linear m_qkv;
    std::vector<float> m_relative; ///< (heads, reach, units / heads)
    Linear m_mix;
    Norm m_wideNorm;
    Linear m_wide;
    Linear m_narrow;
};

} // namespace leitmotif
