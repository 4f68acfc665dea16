// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/product.h"

#include "models/kernels/threads.h"

#include <oneapi/dnnl/dnnl.hpp>
#include <sstream>
#include <torch/torch.h>
#include <unordered_map>

namespace leitmotif {

namespace {

using Arguments = std::unordered_map<int, dnnl::memory>;
using Desc = dnnl::memory::desc;
using Tag = dnnl::memory::format_tag;
using Type = dnnl::memory::data_type;
using torch::Tensor;

/// With fewer rows, a thread would spend its time on reading the matrix.
constexpr std::int64_t kFewestRows = 16;

const dnnl::engine& cpu() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

Type typeOf(Precision precision) {
    return precision == Precision::BF16 ? Type::bf16 : Type::f32;
}

dnnl::matmul::primitive_desc matmulDesc(const Desc& left, const Desc& right, const Desc& bias,
                                        const Desc& out, bool adds) {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user); // one a thread
    if (adds) {
        dnnl::post_ops sum;
        sum.append_sum(1.0F);
        attributes.set_post_ops(sum);
    }
#if DNNL_VERSION_MAJOR >= 3
    if (!bias.is_zero())
        return {cpu(), left, right, bias, out, attributes};
    return {cpu(), left, right, out, attributes};
#else
    if (!bias.is_zero())
        return {dnnl::matmul::desc(left, right, bias, out), attributes, cpu()};
    return {dnnl::matmul::desc(left, right, out), attributes, cpu()};
#endif
}

/// A matrix product of fixed shapes; the arrays are passed at each run.
class Matmul {
  public:
    explicit Matmul(const dnnl::matmul::primitive_desc& desc)
        : m_stream(cpu()),
          m_primitive(desc),
          m_left(desc.src_desc(), cpu(), nullptr),
          m_right(desc.weights_desc(), cpu(), nullptr),
          m_out(desc.dst_desc(), cpu(), nullptr),
          m_arguments{{DNNL_ARG_SRC, m_left},
                      {DNNL_ARG_WEIGHTS, m_right},
                      {DNNL_ARG_DST, m_out},
                      {DNNL_ARG_SCRATCHPAD, dnnl::memory(desc.scratchpad_desc(), cpu())}} {}

    void useRight(const void* right) { m_right.set_data_handle(const_cast<void*>(right)); }
    void useBias(const Desc& desc, const float* bias) {
        m_arguments[DNNL_ARG_BIAS] = dnnl::memory(desc, cpu(), const_cast<float*>(bias));
    }
    void run(const void* left, float* out) {
        m_left.set_data_handle(const_cast<void*>(left)); // only read
        m_out.set_data_handle(out);
        m_primitive.execute(m_stream, m_arguments);
    }

  private:
    dnnl::stream m_stream;
    dnnl::matmul m_primitive;
    dnnl::memory m_left;
    dnnl::memory m_right;
    dnnl::memory m_out;
    Arguments m_arguments;
};

/// `count` matrices, or one without a dimension for their number if it is 0.
Desc matrices(std::int64_t count, std::int64_t rows, std::int64_t columns, Type type) {
    return count == 0 ? Desc({rows, columns}, type, Tag::ab)
                      : Desc({count, rows, columns}, type, Tag::abc);
}

const char* rowOf(const Tensor& matrix, std::int64_t row) {
    return static_cast<const char*>(matrix.data_ptr()) +
           row * matrix.stride(0) * static_cast<std::int64_t>(matrix.element_size());
}

} // namespace

bool hasFastBf16() noexcept {
    const auto isa = static_cast<unsigned>(dnnl_get_effective_cpu_isa());
    const auto wanted = static_cast<unsigned>(dnnl_cpu_isa_avx512_core_bf16);
    return (isa & wanted) == wanted;
}

std::string productLibrary() {
    const auto* version = dnnl_version();
    std::ostringstream text;
    text << "oneDNN " << version->major << '.' << version->minor << '.' << version->patch;
    return text.str();
}

torch::ScalarType numberType(Precision precision) noexcept {
    return precision == Precision::BF16 ? torch::kBFloat16 : torch::kFloat32;
}

struct PackedMatrix::Parts {
    std::int64_t count; ///< of matrices; 0: one, without a dimension for it
    std::int64_t inputs;
    std::int64_t outputs;
    Type type;
    Tensor storage; ///< large ones are kept from step to step
    dnnl::memory packed;

    [[nodiscard]] dnnl::matmul::primitive_desc desc(std::int64_t rows, const Desc& bias,
                                                    bool adds) const {
        return matmulDesc(matrices(count, rows, inputs, type), packed.get_desc(), bias,
                          matrices(count, rows, outputs, Type::f32), adds);
    }
};

PackedMatrix::PackedMatrix(const Tensor& matrix, Precision precision)
    : m_parts(std::make_unique<Parts>()) {
    const OneThread alone; // the library's choices depend on the number of threads
    const torch::NoGradGuard noGradients;
    const auto source = matrix.detach().to(numberType(precision));
    auto& parts = *m_parts;
    parts.count = matrix.dim() == 3 ? matrix.size(0) : 0;
    parts.inputs = matrix.size(-2);
    parts.outputs = matrix.size(-1);
    parts.type = typeOf(precision);
    // The layout is the library's choice, and the same for any number of rows of this size.
    const auto sizes = matrix.sizes().vec();
    const auto desc =
        matmulDesc(matrices(parts.count, kFewestRows, parts.inputs, parts.type),
                   Desc(sizes, parts.type, Tag::any), Desc(),
                   matrices(parts.count, kFewestRows, parts.outputs, Type::f32), false);
    parts.storage =
        torch::empty({static_cast<std::int64_t>(desc.weights_desc().get_size())}, torch::kUInt8);
    parts.packed = dnnl::memory(desc.weights_desc(), cpu(), parts.storage.data_ptr());
    dnnl::memory plain(Desc(sizes, parts.type, source.strides().vec()), cpu(), source.data_ptr());
    dnnl::stream stream(cpu());
    dnnl::reorder(plain, parts.packed).execute(stream, plain, parts.packed);
}

PackedMatrix::PackedMatrix(PackedMatrix&&) noexcept = default;
PackedMatrix::~PackedMatrix() = default;

struct PackedMatrix::Rows::Parts {
    Matmul matmul;
};

PackedMatrix::Rows::Rows(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
PackedMatrix::Rows::Rows(Rows&&) noexcept = default;
PackedMatrix::Rows::~Rows() = default;

void PackedMatrix::Rows::multiply(const void* left, float* out) {
    m_parts->matmul.run(left, out);
}

PackedMatrix::Rows PackedMatrix::forRows(std::int64_t rows, bool adds) const {
    auto parts =
        std::make_unique<Rows::Parts>(Rows::Parts{Matmul(m_parts->desc(rows, Desc(), adds))});
    parts->matmul.useRight(m_parts->packed.get_data_handle());
    return Rows(std::move(parts));
}

Tensor PackedMatrix::multiplied(const Tensor& left, const Tensor& bias) const {
    const auto& parts = *m_parts;
    auto out = torch::empty({left.size(0), parts.outputs}, torch::kFloat32);
    const Desc biasDesc = bias.defined() ? Desc({1, parts.outputs}, Type::f32, Tag::ab) : Desc();
    onAllThreads(left.size(0), kFewestRows, [&](std::int64_t first, std::int64_t last, int) {
        Matmul matmul(parts.desc(last - first, biasDesc, false));
        matmul.useRight(parts.packed.get_data_handle());
        if (bias.defined())
            matmul.useBias(biasDesc, bias.data_ptr<float>());
        matmul.run(rowOf(left, first), out.data_ptr<float>() + first * parts.outputs);
    });
    return out;
}

Tensor transposedProduct(const Tensor& left, const Tensor& right, Precision precision) {
    const auto inner = left.size(0);
    const auto rows = left.size(1);
    const auto columns = right.size(1);
    auto out = torch::empty({rows, columns}, torch::kFloat32);
    const auto type = typeOf(precision);
    onAllThreads(rows, kFewestRows, [&](std::int64_t first, std::int64_t last, int) {
        Matmul matmul(matmulDesc(Desc({last - first, inner}, type, dnnl::memory::dims{1, rows}),
                                 Desc({inner, columns}, type, Tag::ab), Desc(),
                                 Desc({last - first, columns}, Type::f32, Tag::ab), false));
        matmul.useRight(right.data_ptr());
        matmul.run(static_cast<const char*>(left.data_ptr()) +
                       first * static_cast<std::int64_t>(left.element_size()),
                   out.data_ptr<float>() + first * columns);
    });
    return out;
}

struct TransposedProducts::Parts {
    Matmul matmul;
};

TransposedProducts::TransposedProducts(std::int64_t count, std::int64_t rows, std::int64_t left,
                                       std::int64_t right)
    : m_parts(std::make_unique<Parts>(Parts{Matmul(matmulDesc(
          Desc({count, left, rows}, Type::f32, Tag::acb), matrices(count, rows, right, Type::f32),
          Desc(), matrices(count, left, right, Type::f32), true))})) {}
TransposedProducts::TransposedProducts(TransposedProducts&&) noexcept = default;
TransposedProducts::~TransposedProducts() = default;

void TransposedProducts::add(const float* left, const float* right, float* out) {
    m_parts->matmul.useRight(right);
    m_parts->matmul.run(left, out);
}

void onAllThreads(std::int64_t count, std::int64_t fewest,
                  const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    inParallel(count, fewest, work);
}

} // namespace leitmotif
