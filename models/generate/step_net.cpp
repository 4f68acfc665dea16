// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/step_net.h"

#include "models/layers/rnn_cells.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

/// The array as (columns, rows); empty if it is missing or not (rows, columns).
std::vector<float> transposed(const NamedArrays& arrays, const std::string& name, std::size_t rows,
                              std::size_t columns) {
    const auto* array = findArray(arrays, name);
    if (array == nullptr ||
        array->shape != std::vector<std::int64_t>{std::int64_t(rows), std::int64_t(columns)})
        return {};
    std::vector<float> values(rows * columns);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            values[column * rows + row] = array->values[row * columns + column];
    return values;
}

std::vector<float> vectorOf(const NamedArrays& arrays, const std::string& name, std::size_t size) {
    const auto* array = findArray(arrays, name);
    if (array == nullptr || array->shape != std::vector<std::int64_t>{std::int64_t(size)})
        return {};
    return array->values;
}

std::size_t gatesOf(LayerKind kind) {
    return kind == LayerKind::Lstm ? 4 : kind == LayerKind::Gru ? 3 : 1;
}

} // namespace

bool StepNet::takeLayer(Layer& layer, const std::string& prefix, const NamedArrays& arrays) {
    const auto outputs = gatesOf(layer.spec.kind) * layer.units;
    switch (layer.spec.kind) {
    case LayerKind::Dropout:
        return true;
    case LayerKind::Embedding:
        if (const auto* array = findArray(arrays, prefix + "weight"))
            layer.weightInput = array->values;
        return layer.weightInput.size() == layer.inputs * layer.units;
    case LayerKind::Linear:
        layer.weightInput = transposed(arrays, prefix + "weight", outputs, layer.inputs);
        layer.bias = vectorOf(arrays, prefix + "bias", outputs);
        return !layer.weightInput.empty() && !layer.bias.empty();
    case LayerKind::Transformer:
        return layer.attention.take(layer.spec, prefix, arrays);
    case LayerKind::Lstm:
    case LayerKind::Gru:
        break;
    }
    const bool isGru = layer.spec.kind == LayerKind::Gru;
    layer.weightInput = transposed(arrays, prefix + "weight_input", outputs, layer.inputs);
    layer.weightHidden = transposed(arrays, prefix + "weight_hidden", outputs, layer.units);
    layer.bias = vectorOf(arrays, prefix + (isGru ? "bias_input" : "bias"), outputs);
    if (isGru)
        layer.biasHidden = vectorOf(arrays, prefix + "bias_hidden", outputs);
    return !layer.weightInput.empty() && !layer.weightHidden.empty() && !layer.bias.empty() &&
           isGru == !layer.biasHidden.empty();
}

Result<StepNet> StepNet::create(std::vector<LayerSpec> specs, const NamedArrays& arrays) {
    const Error misfit{ErrorCode::CheckpointUnreadable, {"its weights do not fit its network"}};
    for (const auto& array : arrays)
        if (!std::ranges::all_of(array.values, [](float value) { return std::isfinite(value); }))
            return misfit;
    const auto* embedding = findArray(arrays, "0.weight");
    const auto* output = findArray(arrays, std::to_string(specs.size() - 1) + ".weight");
    if (embedding == nullptr || embedding->shape.size() != 2 || output == nullptr ||
        output->shape.size() != 2)
        return misfit;
    StepNet net;
    net.m_inputCount = static_cast<int>(embedding->shape[0]);
    net.m_outputCount = static_cast<int>(output->shape[0]);
    if (specs.back().units == 0)
        specs.back().units = net.m_outputCount;
    auto width = static_cast<std::size_t>(net.m_inputCount);
    for (std::size_t i = 0; i < specs.size(); ++i) {
        auto& layer = net.m_layers.emplace_back();
        layer.spec = specs[i];
        layer.inputs = width;
        layer.units =
            specs[i].kind == LayerKind::Dropout ? width : static_cast<std::size_t>(specs[i].units);
        if (!takeLayer(layer, std::to_string(i) + '.', arrays))
            return misfit;
        width = layer.units;
    }
    return net;
}

StepNet::State StepNet::start() const {
    State state;
    std::size_t widest = 0;
    for (const auto& layer : m_layers) {
        const bool hasMemory =
            layer.spec.kind == LayerKind::Lstm || layer.spec.kind == LayerKind::Gru;
        state.hidden.emplace_back(hasMemory ? layer.units : 0, 0.0F);
        state.cell.emplace_back(layer.spec.kind == LayerKind::Lstm ? layer.units : 0, 0.0F);
        state.attention.push_back(layer.attention.start());
        widest = std::max(widest, layer.units);
    }
    state.values.resize(widest);
    state.next.resize(widest);
    state.gates.resize(4 * widest);
    state.recurrent.resize(4 * widest);
    return state;
}

void StepNet::step(State& state, int token, std::span<float> logits) const {
    assert(token >= 0 && token < m_inputCount);
    assert(logits.size() == static_cast<std::size_t>(m_outputCount));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto& layer = m_layers[i];
        auto& hidden = state.hidden[i];
        switch (layer.spec.kind) {
        case LayerKind::Embedding:
            std::copy_n(layer.weightInput.begin() + static_cast<std::ptrdiff_t>(token) *
                                                        static_cast<std::ptrdiff_t>(layer.units),
                        layer.units, state.values.begin());
            break;
        case LayerKind::Dropout:
            break;
        case LayerKind::Lstm:
            std::ranges::fill(state.gates, 0.0F);
            cells::addProduct(layer.inputs, 4 * layer.units, state.values.data(),
                              layer.weightInput.data(), state.gates.data());
            cells::addProduct(layer.units, 4 * layer.units, hidden.data(),
                              layer.weightHidden.data(), state.gates.data());
            cells::lstmForward(1, layer.units, state.gates.data(), layer.bias.data(),
                               state.cell[i].data(), state.cell[i].data(), hidden.data(), nullptr);
            std::ranges::copy(hidden, state.values.begin());
            break;
        case LayerKind::Gru:
            std::ranges::fill(state.gates, 0.0F);
            cells::addProduct(layer.inputs, 3 * layer.units, state.values.data(),
                              layer.weightInput.data(), state.gates.data());
            std::ranges::fill(state.recurrent, 0.0F);
            cells::addProduct(layer.units, 3 * layer.units, hidden.data(),
                              layer.weightHidden.data(), state.recurrent.data());
            cells::gruForward(1, layer.units, state.gates.data(), state.recurrent.data(),
                              layer.bias.data(), layer.biasHidden.data(), hidden.data(),
                              hidden.data(), nullptr);
            std::ranges::copy(hidden, state.values.begin());
            break;
        case LayerKind::Linear:
            std::ranges::copy(layer.bias, state.next.begin());
            cells::addProduct(layer.inputs, layer.units, state.values.data(),
                              layer.weightInput.data(), state.next.data());
            std::swap(state.values, state.next);
            break;
        case LayerKind::Transformer:
            layer.attention.step(state.attention[i], std::span(state.values).first(layer.units));
            break;
        }
    }
    std::copy_n(state.values.begin(), logits.size(), logits.begin());
}

} // namespace leitmotif
