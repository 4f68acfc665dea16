// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/packed_weights.h"

#include "models/kernels/fast_math.h"
#include "models/kernels/packed_kernel.h"

namespace leitmotif {

#ifdef LEITMOTIF_X86_KERNELS
namespace packed {
void addProductAvx2(std::size_t streams, std::size_t inputs, std::size_t outputs,
                    const std::uint32_t* words, const float* values, float* sums) noexcept;
void addProductAvx512(std::size_t streams, std::size_t inputs, std::size_t outputs,
                      const std::uint32_t* words, const float* values, float* sums) noexcept;
} // namespace packed
#endif

PackedWeights::PackedWeights(std::size_t outputs, std::size_t inputs, const float* weight)
    : m_outputs(outputs), m_inputs(inputs), m_kernel(packed::addProduct) {
    using packed::kPanel, packed::kWords;
    m_words.resize((outputs + kPanel - 1) / kPanel * inputs * kWords);
    for (std::size_t output = 0; output < outputs; ++output) {
        const auto place = output % kPanel;
        auto* word = m_words.data() + output / kPanel * inputs * kWords + place % kWords;
        for (std::size_t input = 0; input < inputs; ++input)
            word[input * kWords] |=
                static_cast<std::uint32_t>(toBf16(weight[output * inputs + input]))
                << (place < kWords ? 0U : 16U);
    }
#ifdef LEITMOTIF_X86_KERNELS
    if (__builtin_cpu_supports("avx512f"))
        m_kernel = packed::addProductAvx512;
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        m_kernel = packed::addProductAvx2;
#endif
}

void PackedWeights::addProduct(std::size_t streams, const float* inputs,
                               float* sums) const noexcept {
    m_kernel(streams, m_inputs, m_outputs, m_words.data(), inputs, sums);
}

} // namespace leitmotif
