// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace leitmotif {

/// −ln softmax(logits)[target] of one row of `count` logits; gradient (count) gets softmax −
/// one-hot. A row that is not finite gives a loss that is not finite. REQUIRES: 0 ≤ target < count.
double crossEntropyRow(std::size_t count, const float* logits, std::int64_t target,
                       float* gradient) noexcept;

} // namespace leitmotif
