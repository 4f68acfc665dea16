// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/step_net.h"

#include "models/kernels/rnn_cells.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

/// Empty if the array is missing or not (rows, columns).
PackedWeights packedOf(const NamedArrays& arrays, const std::string& name, std::size_t rows,
                       std::size_t columns) {
    const auto* array = findArray(arrays, name);
    if (array == nullptr ||
        array->shape != std::vector<std::int64_t>{std::int64_t(rows), std::int64_t(columns)})
        return {};
    return {rows, columns, array->values.data()};
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
            layer.embedding = array->values;
        return layer.embedding.size() == layer.inputs * layer.units;
    case LayerKind::Linear:
        layer.weightInput = packedOf(arrays, prefix + "weight", outputs, layer.inputs);
        layer.bias = vectorOf(arrays, prefix + "bias", outputs);
        return !layer.weightInput.isEmpty() && !layer.bias.empty();
    case LayerKind::Transformer:
        return layer.attention.take(layer.spec, prefix, arrays);
    case LayerKind::Lstm:
    case LayerKind::Gru:
        break;
    default:
        assert(false && "sequenceLayers() lets no other in");
        break;
    }
    const bool isGru = layer.spec.kind == LayerKind::Gru;
    layer.weightInput = packedOf(arrays, prefix + "weight_input", outputs, layer.inputs);
    layer.weightHidden = packedOf(arrays, prefix + "weight_hidden", outputs, layer.units);
    layer.bias = vectorOf(arrays, prefix + (isGru ? "bias_input" : "bias"), outputs);
    if (isGru)
        layer.biasHidden = vectorOf(arrays, prefix + "bias_hidden", outputs);
    return !layer.weightInput.isEmpty() && !layer.weightHidden.isEmpty() && !layer.bias.empty() &&
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
        layer.units = keepsWidth(specs[i]) ? width : static_cast<std::size_t>(specs[i].units);
        if (!takeLayer(layer, std::to_string(i) + '.', arrays))
            return misfit;
        width = layer.units;
        net.m_widest = std::max(net.m_widest, width);
    }
    return net;
}

StepNet::State StepNet::start() const {
    State state;
    for (const auto& layer : m_layers) {
        const bool isLstm = layer.spec.kind == LayerKind::Lstm;
        const bool hasMemory = isLstm || layer.spec.kind == LayerKind::Gru;
        state.layers.push_back({std::vector<float>(hasMemory ? layer.units : 0, 0.0F),
                                std::vector<float>(isLstm ? layer.units : 0, 0.0F),
                                layer.attention.start()});
    }
    return state;
}

void StepNet::step(State& state, int token, std::span<float> logits) const {
    State* const stream = &state;
    step({&stream, 1}, {&token, 1}, logits);
}

void StepNet::step(std::span<State* const> streams, std::span<const int> tokens,
                   std::span<float> logits) const {
    assert(!streams.empty());
    auto& workspace = streams.front()->workspace;
    const auto count = streams.size();
    assert(tokens.size() == count);
    assert(logits.size() == count * static_cast<std::size_t>(m_outputCount));
    const auto size = count * m_widest;
    if (workspace.values.size() < size) {
        for (auto* rows : {&workspace.values, &workspace.next, &workspace.hidden, &workspace.cell})
            rows->resize(size);
        for (auto* rows : {&workspace.gates, &workspace.recurrent})
            rows->resize(4 * size);
    }
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        stepLayer(i, streams, tokens);
    std::copy_n(workspace.values.begin(), logits.size(), logits.begin());
}

void StepNet::stepLayer(std::size_t index, std::span<State* const> streams,
                        std::span<const int> tokens) const {
    const auto& layer = m_layers[index];
    const auto units = layer.units;
    const auto count = streams.size();
    auto& workspace = streams.front()->workspace;
    auto* const values = workspace.values.data();
    switch (layer.spec.kind) {
    case LayerKind::Embedding:
        for (std::size_t s = 0; s < count; ++s) {
            assert(tokens[s] >= 0 && tokens[s] < m_inputCount);
            std::copy_n(layer.embedding.data() + static_cast<std::size_t>(tokens[s]) * units, units,
                        values + s * units);
        }
        return;
    case LayerKind::Dropout:
        return;
    case LayerKind::Linear:
        for (std::size_t s = 0; s < count; ++s)
            std::copy_n(layer.bias.data(), units, workspace.next.data() + s * units);
        layer.weightInput.addProduct(count, values, workspace.next.data());
        std::swap(workspace.values, workspace.next);
        return;
    case LayerKind::Transformer:
        for (std::size_t s = 0; s < count; ++s)
            layer.attention.step(streams[s]->layers[index].attention, {values + s * units, units});
        return;
    case LayerKind::Lstm:
    case LayerKind::Gru:
        break;
    default:
        assert(false && "sequenceLayers() lets no other in");
        break;
    }
    const bool isLstm = layer.spec.kind == LayerKind::Lstm;
    auto* const gates = workspace.gates.data();
    auto* const recurrent = isLstm ? gates : workspace.recurrent.data();
    auto* const hidden = workspace.hidden.data();
    auto* const cell = workspace.cell.data();
    for (std::size_t s = 0; s < count; ++s) {
        std::ranges::copy(streams[s]->layers[index].hidden, hidden + s * units);
        std::ranges::copy(streams[s]->layers[index].cell, cell + s * units);
    }
    std::fill_n(gates, count * gatesOf(layer.spec.kind) * units, 0.0F);
    layer.weightInput.addProduct(count, values, gates);
    if (!isLstm)
        std::fill_n(recurrent, count * 3 * units, 0.0F);
    layer.weightHidden.addProduct(count, hidden, recurrent);
    if (isLstm)
        cells::lstmForward(count, units, gates, layer.bias.data(), cell, cell, values, nullptr);
    else
        cells::gruForward(count, units, gates, recurrent, layer.bias.data(),
                          layer.biasHidden.data(), hidden, values, nullptr);
    for (std::size_t s = 0; s < count; ++s) {
        auto& memory = streams[s]->layers[index];
        std::copy_n(values + s * units, units, memory.hidden.begin());
        std::copy_n(cell + s * units, memory.cell.size(), memory.cell.begin());
    }
}

} // namespace leitmotif
