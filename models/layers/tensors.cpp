// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/tensors.h"

#include <cstring>

namespace leitmotif {

namespace {

constexpr int kDrawBits = 16; // of the generator's 64 for each element of a dropout mask

} // namespace

NamedArrays toArrays(const NamedTensors& tensors) {
    NamedArrays arrays;
    arrays.reserve(tensors.size());
    for (const auto& [name, tensor] : tensors) {
        const auto onCpu = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
        const auto* first = onCpu.data_ptr<float>();
        arrays.push_back({name, onCpu.sizes().vec(), {first, first + onCpu.numel()}});
    }
    return arrays;
}

Result<void> fill(const NamedTensors& tensors, const NamedArrays& arrays) {
    for (const auto& [name, tensor] : tensors) {
        const auto* array = findArray(arrays, name);
        if (array == nullptr || array->shape != tensor.sizes().vec())
            return Error{ErrorCode::CheckpointUnreadable, {"it does not fit the network: " + name}};
    }
    const torch::NoGradGuard noGradients;
    for (const auto& [name, tensor] : tensors) {
        const auto* array = findArray(arrays, name);
        auto values = torch::empty(array->shape, torch::kFloat32);
        if (!array->values.empty())
            std::memcpy(values.data_ptr<float>(), array->values.data(),
                        array->values.size() * sizeof(float));
        torch::Tensor(tensor).copy_(values);
    }
    return {};
}

torch::Tensor uniformTensor(std::vector<std::int64_t> shape, double bound, Random& random) {
    auto tensor = torch::empty(shape, torch::kFloat32);
    auto* values = tensor.data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>((2.0 * random.uniform() - 1.0) * bound);
    return tensor;
}

torch::Tensor normalTensor(std::vector<std::int64_t> shape, double deviation, Random& random) {
    auto tensor = torch::empty(shape, torch::kFloat32);
    auto* values = tensor.data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<float>(random.normal() * deviation);
    return tensor;
}

torch::Tensor dropped(const torch::Tensor& input, double rate, Random& random) {
    if (rate <= 0.0)
        return input;
    auto mask = torch::empty(input.sizes(), torch::kFloat32);
    auto* values = mask.data_ptr<float>();
    const auto limit = static_cast<std::uint64_t>(rate * (1U << kDrawBits));
    const auto kept = static_cast<float>(1.0 / (1.0 - rate));
    std::uint64_t bits = 0;
    int drawsLeft = 0;
    for (std::int64_t i = 0; i < mask.numel(); ++i) {
        if (drawsLeft == 0) {
            bits = random();
            drawsLeft = 64 / kDrawBits;
        }
        values[i] = (bits & ((1U << kDrawBits) - 1U)) < limit ? 0.0F : kept;
        bits >>= kDrawBits;
        --drawsLeft;
    }
    return input * mask.to(input.device());
}

} // namespace leitmotif
