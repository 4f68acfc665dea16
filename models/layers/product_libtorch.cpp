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
    : m_parts(std::make_unique<Parts>(Parts{matrix.detach()})) {}
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
    const auto factor = torch::from_blob(const_cast<void*>(left), {rows, matrix.size(0)});
    auto sums = torch::from_blob(out, {rows, matrix.size(1)});
    if (adds)
        sums.addmm_(factor, matrix);
    else
        torch::mm_out(sums, factor, matrix);
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

struct TransposedProduct::Parts {
    std::int64_t rows, left, right;
};

TransposedProduct::TransposedProduct(std::int64_t rows, std::int64_t left, std::int64_t right)
    : m_parts(std::make_unique<Parts>(Parts{rows, left, right})) {}
TransposedProduct::TransposedProduct(TransposedProduct&&) noexcept = default;
TransposedProduct::~TransposedProduct() = default;

void TransposedProduct::add(const float* left, const float* right, float* out) {
    const torch::NoGradGuard noGradients;
    const auto matrixOf = [](const float* values, std::int64_t rows, std::int64_t columns) {
        return torch::from_blob(const_cast<float*>(values), {rows, columns}); // only read
    };
    torch::from_blob(out, {m_parts->left, m_parts->right})
        .addmm_(matrixOf(left, m_parts->rows, m_parts->left).t(),
                matrixOf(right, m_parts->rows, m_parts->right));
}

void onAllThreads(std::int64_t count, std::int64_t,
                  const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    work(0, count, 0); // the BLAS divides each product itself
}

} // namespace leitmotif
