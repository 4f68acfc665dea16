// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/precision.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <torch/types.h>

namespace leitmotif {

// Matrix products of training on the CPU, by oneDNN where the program was built with it: faster
// than a BLAS for few rows, because the right-hand matrix is packed once for many products, and
// bf16 uses the processor's matrix unit. Without oneDNN they are libtorch's own, in f32.
//
// Factors have the dtype of the precision (torch::kFloat32 or torch::kBFloat16) and are contiguous;
// results are f32. All REQUIRE: BF16 only where hasFastBf16().

/// True if bf16 is faster: with oneDNN and a processor that multiplies bf16.
[[nodiscard]] bool hasFastBf16() noexcept;
/// "oneDNN 2.6.3", or nothing where the program was built without it.
[[nodiscard]] std::string productLibrary();

[[nodiscard]] torch::ScalarType numberType(Precision precision) noexcept;

/// The right-hand matrix of many products, packed for fast reading. Immutable; any thread.
class PackedMatrix {
  public:
    /// Copies matrix (K, N) of f32 with any strides (a transposed one costs the same); or (B, K,
    /// N), for batched products with B left-hand matrices.
    PackedMatrix(const torch::Tensor& matrix, Precision precision);
    PackedMatrix(PackedMatrix&&) noexcept;
    ~PackedMatrix();

    /// Products with a fixed number of rows, run by the thread that made it.
    class Rows {
      public:
        Rows(Rows&&) noexcept;
        ~Rows();
        /// out ([B,] R, N) = or += left ([B,] R, K) · matrix.
        void multiply(const void* left, float* out);

      private:
        friend class PackedMatrix;
        struct Parts;
        explicit Rows(std::unique_ptr<Parts> parts);
        std::unique_ptr<Parts> m_parts;
    };
    [[nodiscard]] Rows forRows(std::int64_t rows, bool adds) const;

    /// left (R, K) · matrix [+ bias (N)] as (R, N), by all threads. REQUIRES: matrix (K, N).
    [[nodiscard]] torch::Tensor multiplied(const torch::Tensor& left,
                                           const torch::Tensor& bias = {}) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// leftᵀ · right for left (R, M) and right (R, N), as (M, N), on all threads: a weight gradient.
[[nodiscard]] torch::Tensor transposedProduct(const torch::Tensor& left, const torch::Tensor& right,
                                              Precision precision);

/// B such products at once, accumulated over many pairs of factors in f32, run by the thread that
/// made it.
class TransposedProducts {
  public:
    /// For left (B, rows, M) and right (B, rows, N).
    TransposedProducts(std::int64_t count, std::int64_t rows, std::int64_t left,
                       std::int64_t right);
    TransposedProducts(TransposedProducts&&) noexcept;
    ~TransposedProducts();

    /// out (B, M, N) += leftᵀ · right.
    void add(const float* left, const float* right, float* out);

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// inParallel() of models/kernels/threads.h, for work that consists of products; a single stretch
/// if the products themselves are divided among the threads.
void onAllThreads(std::int64_t count, std::int64_t fewest,
                  const std::function<void(std::int64_t, std::int64_t, int)>& work);

} // namespace leitmotif
