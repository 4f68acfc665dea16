// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leitmotif {

/// The weights of one matrix product of sampling, rounded to bf16 and laid out in reading order. A
/// step of one stream is limited by reading its weights from the cache, so half the bytes are half
/// the time; sums are f32. Each output is summed in the order of the inputs whatever the number of
/// streams, so a stream's numbers do not depend on the others. Immutable; any thread.
class PackedWeights {
  public:
    PackedWeights() = default;
    /// weight (outputs, inputs), as in a checkpoint.
    PackedWeights(std::size_t outputs, std::size_t inputs, const float* weight);

    /// sums (S, outputs) += inputs (S, I) · weightᵀ.
    void addProduct(std::size_t streams, const float* inputs, float* sums) const noexcept;

    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }

  private:
    using Kernel = void (*)(std::size_t streams, std::size_t inputs, std::size_t outputs,
                            const std::uint32_t* words, const float* values, float* sums);

    std::size_t m_outputs = 0;
    std::size_t m_inputs = 0;
    std::vector<std::uint32_t> m_words; ///< panels of 32 outputs, see packed_kernel.h
    Kernel m_kernel = nullptr;          ///< the one for this processor
};

} // namespace leitmotif
