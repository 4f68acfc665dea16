// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layers/tensors.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace leitmotif {

namespace {

constexpr std::size_t kDrawBits = 16; // of the generator's 64 for each element of a dropout mask
constexpr std::size_t kDrawsOfAWord = 64 / kDrawBits;
constexpr std::size_t kDrawsAtOnce = 256;

} // namespace

std::int64_t elementCount(const NamedTensors& tensors) {
    std::int64_t count = 0;
    for (const auto& [name, tensor] : tensors)
        count += tensor.numel();
    return count;
}

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

torch::Tensor dropoutMask(std::vector<std::int64_t> shape, double rate, Random& random) {
    auto mask = torch::empty(shape, torch::kFloat32);
    auto* values = mask.data_ptr<float>();
    const auto limit = static_cast<std::uint16_t>(rate * (1U << kDrawBits));
    const auto kept = static_cast<float>(1.0 / (1.0 - rate));
    const auto count = static_cast<std::size_t>(mask.numel());
    for (std::size_t first = 0; first < count; first += kDrawsAtOnce) {
        std::array<std::uint16_t, kDrawsAtOnce> draws{}; // the last ones may be fewer
        std::array<float, kDrawsAtOnce> factors;
        for (std::size_t i = 0; i < std::min(kDrawsAtOnce, count - first); i += kDrawsOfAWord) {
            const std::uint64_t bits = random();
            for (std::size_t draw = 0; draw < kDrawsOfAWord; ++draw)
                draws[i + draw] = static_cast<std::uint16_t>(bits >> (draw * kDrawBits));
        }
        for (std::size_t i = 0; i < kDrawsAtOnce; ++i) // of a fixed length: vectorised
            factors[i] = draws[i] < limit ? 0.0F : kept;
        std::copy_n(factors.begin(), std::min(kDrawsAtOnce, count - first), values + first);
    }
    return mask;
}

torch::Tensor applyDropout(const torch::Tensor& input, double rate, Random& random) {
    if (rate <= 0.0)
        return input;
    return input * dropoutMask(input.sizes().vec(), rate, random).to(input.device());
}

} // namespace leitmotif
