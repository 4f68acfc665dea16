// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace leitmotif {

/// Arrays of exactly so many numbers, so that the address sanitizer sees a kernel that reads or
/// writes beyond them.
inline std::vector<float> randomArray(std::size_t count, Random& random, double bound = 1.0) {
    std::vector<float> values(count);
    for (float& value : values)
        value = static_cast<float>((2.0 * random.uniform() - 1.0) * bound);
    values.shrink_to_fit();
    return values;
}

/// The sum of products, in double.
inline double dotProduct(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

inline double sigmoid(double value) {
    return 1.0 / (1.0 + std::exp(-value));
}

} // namespace leitmotif
