// SPDX-License-Identifier: GPL-3.0-or-later
// The products of models/layers/product.h where oneDNN is missing.
#include "models/layers/product.h"

#include <torch/torch.h>

namespace leitmotif {

using torch::Tensor;

bool hasFastBf16() noexcept {
    return false;
}

std::string productLibrary() {
    return {};
}

torch::ScalarType numberType(Precision) noexcept {
    return torch::kFloat32;
}

struct PackedMatrix::Parts {
    Tensor matrix;
};

PackedMatrix::PackedMatrix(const Tensor& matrix, Precision)
    : m_parts(std::make_unique<Parts>(Parts{matrix.detach().clone()})) {}
PackedMatrix::PackedMatrix(PackedMatrix&&) noexcept = default;
PackedMatrix::~PackedMatrix() = default;

struct PackedMatrix::Rows::Parts {
    Tensor matrix;
    std::int64_t rows;
    bool adds;
};

PackedMatrix::Rows::Rows(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
PackedMatrix::Rows::Rows(Rows&&) noexcept = default;
PackedMatrix::Rows::~Rows() = default;

void PackedMatrix::Rows::multiply(const void* left, float* out) {
    const torch::NoGradGuard noGradients;
    const auto& [matrix, rows, adds] = *m_parts;
    auto shape = matrix.sizes().vec();
    shape[shape.size() - 2] = rows;
    auto sums = torch::from_blob(out, shape);
    shape.back() = matrix.size(-2);
    const auto factor = torch::from_blob(const_cast<void*>(left), shape); // only read
    if (adds)
        sums.add_(torch::matmul(factor, matrix));
    else
        torch::matmul_out(sums, factor, matrix);
}

PackedMatrix::Rows PackedMatrix::forRows(std::int64_t rows, bool adds) const {
    return Rows(std::make_unique<Rows::Parts>(Rows::Parts{m_parts->matrix, rows, adds}));
}

Tensor PackedMatrix::multiplied(const Tensor& left, const Tensor& bias) const {
    const torch::NoGradGuard noGradients;
    return bias.defined() ? torch::addmm(bias, left, m_parts->matrix) : left.mm(m_parts->matrix);
}

Tensor transposedProduct(const Tensor& left, const Tensor& right, Precision) {
    return left.t().mm(right);
}

struct TransposedProducts::Parts {
    std::int64_t count, rows, left, right;
};

TransposedProducts::TransposedProducts(std::int64_t count, std::int64_t rows, std::int64_t left,
                                       std::int64_t right)
    : m_parts(std::make_unique<Parts>(Parts{count, rows, left, right})) {}
TransposedProducts::TransposedProducts(TransposedProducts&&) noexcept = default;
TransposedProducts::~TransposedProducts() = default;

void TransposedProducts::add(const float* left, const float* right, float* out) {
    const torch::NoGradGuard noGradients;
    const auto matrices = [&](const float* values, std::int64_t columns) {
        return torch::from_blob(const_cast<float*>(values), // only read
                                {m_parts->count, m_parts->rows, columns});
    };
    torch::from_blob(out, {m_parts->count, m_parts->left, m_parts->right})
        .baddbmm_(matrices(left, m_parts->left).transpose(1, 2), matrices(right, m_parts->right));
}

void onAllThreads(std::int64_t count, std::int64_t,
                  const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    work(0, count, 0); // the BLAS divides each product itself
}

} // namespace leitmotif
