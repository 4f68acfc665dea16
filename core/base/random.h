// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace leitmotif {

/// xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64. One generator belongs to one run
/// or one sample. Its numbers, unlike those of the standard distributions, are the same with every
/// standard library, so a seed means the same take everywhere.
class Random {
  public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed);

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()();

    /// Uniform in [0, 1).
    double uniform();
    /// Uniform in 0 … bound − 1. REQUIRES: bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Standard normal.
    double normal();

    /// The whole state as text, for checkpoints. restore() refuses any other text.
    [[nodiscard]] std::string state() const;
    [[nodiscard]] bool restore(const std::string& state);

  private:
    std::uint64_t m_words[4];
};

} // namespace leitmotif
