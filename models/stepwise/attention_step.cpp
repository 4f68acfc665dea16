// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/attention_step.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace leitmotif {

namespace {

constexpr double kNormEpsilon = 1e-5;

/// Empty if the array is missing or of another shape.
std::vector<float> valuesOf(const NamedArrays& arrays, const std::string& name,
                            const std::vector<std::int64_t>& shape) {
    const auto* array = findArray(arrays, name);
    return array != nullptr && array->shape == shape ? array->values : std::vector<float>();
}

float gelu(float x) {
    return 0.5F * x * (1.0F + std::erf(x * static_cast<float>(std::numbers::sqrt2 / 2.0)));
}

float product(const float* a, const float* b, std::size_t size) {
    float sum = 0.0F;
    for (std::size_t i = 0; i < size; ++i)
        sum += a[i] * b[i];
    return sum;
}

} // namespace

void AttentionStep::Linear::apply(const float* in, float* out) const {
    std::ranges::copy(bias, out);
    for (std::size_t i = 0; i < inputs; ++i) {
        const float* row = weights.data() + i * outputs;
        for (std::size_t o = 0; o < outputs; ++o)
            out[o] += in[i] * row[o];
    }
}

void AttentionStep::Norm::apply(std::span<const float> in, float* out) const {
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : in)
        sum += value;
    const double mean = sum / static_cast<double>(in.size());
    for (const float value : in)
        squares += (value - mean) * (value - mean);
    const double scale = 1.0 / std::sqrt(squares / static_cast<double>(in.size()) + kNormEpsilon);
    for (std::size_t i = 0; i < in.size(); ++i)
        out[i] = static_cast<float>((in[i] - mean) * scale) * gain[i] + bias[i];
}

bool AttentionStep::take(const LayerSpec& spec, const std::string& prefix,
                         const NamedArrays& arrays) {
    m_units = static_cast<std::size_t>(spec.units);
    m_heads = static_cast<std::size_t>(spec.heads);
    m_reach = static_cast<std::size_t>(spec.reach);
    const auto takeLinear = [&](Linear& linear, const std::string& role, std::size_t outputs,
                                std::size_t inputs) {
        const auto rows = static_cast<std::int64_t>(outputs);
        const auto columns = static_cast<std::int64_t>(inputs);
        const auto values = valuesOf(arrays, prefix + "weight_" + role, {rows, columns});
        linear = {inputs, outputs, std::vector<float>(values.size()),
                  valuesOf(arrays, prefix + "bias_" + role, {rows})};
        for (std::size_t i = 0; i < values.size(); ++i)
            linear.weights[i % inputs * outputs + i / inputs] = values[i];
        return !linear.weights.empty() && !linear.bias.empty();
    };
    const auto takeNorm = [&](Norm& norm, const std::string& role) {
        norm = {valuesOf(arrays, prefix + role + "_gain", {spec.units}),
                valuesOf(arrays, prefix + role + "_bias", {spec.units})};
        return !norm.gain.empty() && !norm.bias.empty();
    };
    constexpr std::size_t kWidening = 4;
    m_relative =
        valuesOf(arrays, prefix + "relative", {spec.heads, spec.reach, spec.units / spec.heads});
    return takeNorm(m_norm, "norm") && takeLinear(m_qkv, "qkv", 3 * m_units, m_units) &&
           !m_relative.empty() && takeLinear(m_mix, "mix", m_units, m_units) &&
           takeNorm(m_wideNorm, "wide_norm") &&
           takeLinear(m_wide, "wide", kWidening * m_units, m_units) &&
           takeLinear(m_narrow, "narrow", m_units, kWidening * m_units);
}

AttentionStep::Memory AttentionStep::start() const {
    Memory memory;
    memory.keys.resize(m_reach * m_units);
    memory.values.resize(m_reach * m_units);
    memory.scores.resize(m_reach);
    memory.normed.resize(m_units);
    memory.wide.resize(std::max(m_qkv.outputs, m_wide.outputs));
    return memory;
}

void AttentionStep::step(Memory& memory, std::span<float> values) const {
    assert(values.size() == m_units);
    m_norm.apply(values, memory.normed.data());
    m_qkv.apply(memory.normed.data(), memory.wide.data());
    const std::size_t place = memory.steps++ % m_reach;
    std::copy_n(memory.wide.data() + m_units, m_units, memory.keys.data() + place * m_units);
    std::copy_n(memory.wide.data() + 2 * m_units, m_units, memory.values.data() + place * m_units);
    attend(memory, memory.wide.data(), memory.normed.data());
    m_mix.apply(memory.normed.data(), memory.wide.data());
    for (std::size_t i = 0; i < m_units; ++i)
        values[i] += memory.wide[i];

    m_wideNorm.apply(values, memory.normed.data());
    m_wide.apply(memory.normed.data(), memory.wide.data());
    for (float& value : memory.wide)
        value = gelu(value);
    m_narrow.apply(memory.wide.data(), memory.normed.data());
    for (std::size_t i = 0; i < m_units; ++i)
        values[i] += memory.normed[i];
}

void AttentionStep::attend(Memory& memory, const float* query, float* taken) const {
    const std::size_t width = m_units / m_heads;
    const std::size_t seen = std::min(memory.steps, m_reach);
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(width)));
    std::fill_n(taken, m_units, 0.0F);
    for (std::size_t head = 0; head < m_heads; ++head) {
        const std::size_t first = head * width;
        const auto placeOf = [&](std::size_t back) { // of the token `back` steps ago
            return (memory.steps - 1 - back) % m_reach * m_units + first;
        };
        float highest = 0.0F;
        for (std::size_t back = 0; back < seen; ++back) {
            const float* relative = m_relative.data() + (head * m_reach + back) * width;
            memory.scores[back] =
                scale * (product(query + first, memory.keys.data() + placeOf(back), width) +
                         product(query + first, relative, width));
            highest = back == 0 ? memory.scores[0] : std::max(highest, memory.scores[back]);
        }
        float total = 0.0F;
        for (std::size_t back = 0; back < seen; ++back) {
            memory.scores[back] = std::exp(memory.scores[back] - highest);
            total += memory.scores[back];
        }
        for (std::size_t back = 0; back < seen; ++back) {
            const float share = memory.scores[back] / total;
            const float* values = memory.values.data() + placeOf(back);
            for (std::size_t i = 0; i < width; ++i)
                taken[first + i] += share * values[i];
        }
    }
}

} // namespace leitmotif
