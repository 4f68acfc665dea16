// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/compound_net.h"

#include "models/layers/fused_rnn.h"
#include "models/layers/output.h"

#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

constexpr std::int64_t kConvolution = 4; // steps that it reads
constexpr double kNever = -1e9;
constexpr double kUsualInputs = 16.0; // rows that are summed up for a note

Tensor numbers(const std::vector<std::int64_t>& values, torch::Device device) {
    return torch::tensor(values, torch::kInt64).to(device);
}

/// The sum of the rows of each bag, (bags, width).
Tensor sums(const Tensor& table, const RowBags& bags) {
    return std::get<0>(torch::embedding_bag(table, numbers(bags.rows, table.device()),
                                            numbers(bags.offsets, table.device())));
}

Tensor normalized(const Tensor& values, const Tensor& gain) {
    return torch::layer_norm(values, {values.size(-1)}, gain);
}

} // namespace

CompoundNet::CompoundNet(const CompoundPlan& plan, Random* random, torch::Device device)
    : m_plan(plan), m_parameters(device) {
    const auto small = std::sqrt(3.0 / kUsualInputs);
    m_inputs = m_parameters.add("inputs",
                                uniformOrZeros({compoundInputs(), plan.embedding}, small, random));
    std::int64_t width = plan.embedding;
    for (std::int64_t i = 0; i < plan.layers; ++i) {
        addLayer(i, width, random);
        width = plan.units;
    }
    for (std::size_t i = 0; i < kCompoundFields; ++i)
        addField(i, random);
}

void CompoundNet::addLayer(std::int64_t index, std::int64_t width, Random* random) {
    const auto prefix = "layer." + std::to_string(index) + '.';
    if (m_plan.cell != CompoundCell::MinGru) {
        const auto cell = m_plan.cell == CompoundCell::Lstm ? RnnCell::Lstm : RnnCell::Gru;
        m_layers.push_back(addRecurrent(m_parameters, prefix, cell, width, m_plan.units, random));
        return;
    }
    const auto units = m_plan.units;
    auto& layer = m_layers.emplace_back();
    const auto add = [&](const char* role, const Tensor& values) {
        layer.push_back(m_parameters.add(prefix + role, values));
    };
    const auto even = [](std::int64_t inputs) {
        return 1.0 / std::sqrt(static_cast<double>(inputs));
    };
    add("norm", torch::ones({units}));
    add("convolution", uniformOrZeros({kConvolution, units}, 0.5, random));
    add("gates", uniformOrZeros({2 * units, units}, even(units), random));
    add("gates_bias", torch::zeros({2 * units}));
    add("mix", uniformOrZeros({units, units}, even(units), random));
    add("wide_norm", torch::ones({units}));
    add("wide", uniformOrZeros({2 * units, units}, even(units), random));
    add("narrow", uniformOrZeros({units, 2 * units}, even(2 * units), random));
    if (width != units)
        add("project", uniformOrZeros({units, width}, even(width), random));
}

void CompoundNet::addField(std::size_t index, Random* random) {
    const auto sizes = fieldSizes(static_cast<CompoundField>(index));
    const auto prefix = "field." + std::to_string(index) + '.';
    const auto width = m_plan.hidden;
    const double even = 1.0 / std::sqrt(static_cast<double>(width));
    auto& field = m_fields[index];
    field.hidden = m_parameters.add(
        prefix + "hidden",
        uniformOrZeros({width, m_plan.units}, 1.0 / std::sqrt(static_cast<double>(m_plan.units)),
                       random));
    field.hiddenBias = m_parameters.add(prefix + "hidden_bias", torch::zeros({width}));
    constexpr double kConditionBound = 0.3;
    field.conditions = m_parameters.add(
        prefix + "conditions", uniformOrZeros({sizes.conditions, width}, kConditionBound, random));
    if (sizes.outputs > 0) {
        field.output = m_parameters.add(prefix + "output",
                                        uniformOrZeros({sizes.outputs, width}, even, random));
        field.outputBias = m_parameters.add(prefix + "output_bias", torch::zeros({sizes.outputs}));
    }
    field.features = m_parameters.add(prefix + "features",
                                      uniformOrZeros({sizes.features, width}, even, random));
    field.featureBias = m_parameters.add(prefix + "feature_bias", torch::zeros({sizes.features}));
}

NamedTensors CompoundNet::tunedParameters() const {
    NamedTensors tuned;
    for (const auto& [name, tensor] : m_parameters.all())
        if (name.starts_with("field.") && !name.ends_with(".hidden") &&
            !name.ends_with(".conditions"))
            tuned.emplace_back(name, tensor);
    return tuned;
}

Tensor CompoundNet::states(const RowBags& inputs, std::int64_t windows, const Pass& pass) const {
    const auto dropped = [&](const Tensor& values) {
        return pass.random != nullptr && pass.dropout > 0.0
                   ? applyDropout(values, pass.dropout, *pass.random)
                   : values;
    };
    const RnnOptions options{.precision = pass.precision};
    auto values =
        sums(m_inputs, inputs).view({windows, -1, m_plan.embedding}).transpose(0, 1).contiguous();
    for (const auto& weights : m_layers) {
        values = dropped(values);
        switch (m_plan.cell) {
        case CompoundCell::Lstm:
            values = fusedLstm(values, weights[0], weights[1], weights[2], options);
            break;
        case CompoundCell::Gru:
            values = fusedGru(values, weights[0], weights[1], weights[2], weights[3], options);
            break;
        case CompoundCell::MinGru:
            values = minGru(values, weights, pass);
            break;
        }
    }
    return dropped(values).transpose(0, 1).reshape({-1, m_plan.units});
}

Tensor CompoundNet::minGru(const Tensor& values, const std::vector<Tensor>& weights,
                           const Pass& pass) const {
    const auto linear = [&](const Tensor& in, const Tensor& weight, const Tensor& bias = {}) {
        return fusedLinear(in, weight,
                           bias.defined() ? bias : torch::zeros({weight.size(0)}, in.device()),
                           pass.precision);
    };
    const auto units = m_plan.units;
    auto stream = weights.size() < 9 ? values : linear(values, weights[8]);
    const auto read = normalized(stream, weights[0]);
    const auto padded = torch::constant_pad_nd(read, {0, 0, 0, 0, kConvolution - 1, 0});
    Tensor mixed;
    for (std::int64_t i = 0; i < kConvolution; ++i) {
        const auto part = padded.narrow(0, i, read.size(0)) * weights[1][i];
        mixed = mixed.defined() ? mixed + part : part;
    }
    const auto gates = linear(mixed, weights[2], weights[3]);
    const auto open = torch::sigmoid(gates.narrow(-1, 0, units));
    const auto fresh = open * gates.narrow(-1, units, units);
    const auto kept = (1.0 - open).unbind(0);
    const auto added = fresh.unbind(0);
    std::vector<Tensor> hidden;
    for (std::size_t t = 0; t < kept.size(); ++t)
        hidden.push_back(t == 0 ? added[0] : torch::addcmul(added[t], kept[t], hidden.back()));
    stream = stream + linear(torch::stack(hidden), weights[4]);
    const auto wide = linear(normalized(stream, weights[5]), weights[6]);
    return stream + linear(torch::gelu(wide), weights[7]);
}

Tensor CompoundNet::logits(const FieldRows& rows, const Tensor& states, const Pass& pass) const {
    const auto& field = m_fields[static_cast<std::size_t>(rows.field)];
    const auto device = states.device();
    const auto count = static_cast<std::int64_t>(rows.count());
    const auto choices = static_cast<std::int64_t>(rows.choices);
    auto hidden = torch::relu(fusedLinear(states.index_select(0, numbers(rows.states, device)),
                                          field.hidden, field.hiddenBias, pass.precision) +
                              sums(field.conditions, rows.conditions));
    if (pass.random != nullptr && pass.dropout > 0.0)
        hidden = applyDropout(hidden, pass.dropout, *pass.random);
    const auto weights = fusedLinear(hidden, field.features, field.featureBias, pass.precision);
    const auto base = field.output.defined()
                          ? fusedLinear(hidden, field.output, field.outputBias, pass.precision)
                          : torch::zeros({count, choices}, device);
    const auto added = weights.view(-1).index_select(0, numbers(rows.features, device));
    const auto sum =
        base.reshape(-1).index_add(0, numbers(rows.logits, device), added).view({count, choices});
    const auto isForbidden = torch::from_blob(const_cast<std::uint8_t*>(rows.isAllowed.data()),
                                              {count, choices}, torch::kUInt8)
                                 .eq(0)
                                 .to(device);
    return sum.masked_fill(isForbidden, kNever);
}

CompoundNet::Memory CompoundNet::start(std::int64_t streams) const {
    Memory memory;
    const auto none = torch::zeros({streams, m_plan.units}, m_parameters.device());
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        memory.layers.push_back(
            {none, none, std::vector<Tensor>(static_cast<std::size_t>(kConvolution - 1), none)});
    return memory;
}

Tensor CompoundNet::step(const RowBags& inputs, Memory& memory) const {
    auto values = sums(m_inputs, inputs);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto& weights = m_layers[i];
        auto& [hidden, cell, before] = memory.layers[i];
        switch (m_plan.cell) {
        case CompoundCell::Lstm: {
            const auto gates =
                (torch::linear(values, weights[0], weights[2]) + torch::linear(hidden, weights[1]))
                    .chunk(4, 1);
            cell = torch::sigmoid(gates[1]) * cell + torch::sigmoid(gates[0]) * gates[2].tanh();
            hidden = torch::sigmoid(gates[3]) * cell.tanh();
            values = hidden;
            break;
        }
        case CompoundCell::Gru: {
            const auto in = torch::linear(values, weights[0], weights[2]).chunk(3, 1);
            const auto back = torch::linear(hidden, weights[1], weights[3]).chunk(3, 1);
            const auto reset = torch::sigmoid(in[0] + back[0]);
            const auto keep = torch::sigmoid(in[1] + back[1]);
            const auto fresh = torch::tanh(in[2] + reset * back[2]);
            hidden = fresh + keep * (hidden - fresh);
            values = hidden;
            break;
        }
        case CompoundCell::MinGru: {
            auto stream = weights.size() < 9 ? values : torch::linear(values, weights[8]);
            before.push_back(normalized(stream, weights[0]));
            Tensor mixed = torch::zeros_like(stream);
            for (std::int64_t k = 0; k < kConvolution; ++k)
                mixed = mixed + before[static_cast<std::size_t>(k)] * weights[1][k];
            before.erase(before.begin());
            const auto gates = torch::linear(mixed, weights[2], weights[3]).chunk(2, 1);
            const auto open = torch::sigmoid(gates[0]);
            hidden = (1.0 - open) * hidden + open * gates[1];
            stream = stream + torch::linear(hidden, weights[4]);
            values =
                stream + torch::linear(
                             torch::gelu(torch::linear(normalized(stream, weights[5]), weights[6])),
                             weights[7]);
            break;
        }
        }
    }
    return values;
}

} // namespace leitmotif
