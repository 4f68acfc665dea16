// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/kernels/packed_kernel.h"

namespace leitmotif::packed {

void addProductAvx512(std::size_t streams, std::size_t inputs, std::size_t outputs,
                      const std::uint32_t* words, const float* values, float* sums) noexcept {
    addProduct(streams, inputs, outputs, words, values, sums);
}

} // namespace leitmotif::packed
