// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/masked_net.h"

#include "models/layers/output.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {

namespace {

using torch::Tensor;

Tensor parameter(std::vector<std::int64_t> shape, double deviation, Random* random,
                 torch::Device device) {
    const auto values = random != nullptr && deviation > 0.0
                            ? normalTensor(shape, deviation, *random)
                            : torch::zeros(shape);
    return values.to(device).requires_grad_();
}

} // namespace

Result<MaskedPlan> maskedPlan(const nlohmann::json& network, const std::string& name) {
    constexpr std::int64_t kWidest = 65536;
    MaskedPlan plan;
    try {
        network.at("embedding").get_to(plan.embedding);
        network.at("context").get_to(plan.context);
        auto layers = stackLayers(network.at("layers"), name);
        if (!layers)
            return layers.error();
        plan.layers = *std::move(layers);
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::RecipeUnreadable, {name, exception.what()}};
    }
    const auto fits = [](std::int64_t width) { return width >= 1 && width <= kWidest; };
    if (network.size() != 3 || !fits(plan.embedding) || !fits(plan.context) ||
        leavesOneStep(plan.layers) || plan.layers.back().units != 0)
        return Error{ErrorCode::RecipeUnreadable,
                     {name, "a masked network has an embedding, a context, and layers that keep "
                            "every note, the last one linear without units"}};
    return plan;
}

MaskedNet::MaskedNet(const MaskedPlan& plan, const RowInputs& inputs, Random* random,
                     torch::Device device)
    : m_stack(plan.layers, plan.embedding, plan.context, random, device) {
    // The sum of all tables has a deviation of about 1.
    const double small = 1.0 / std::sqrt(static_cast<double>(RowInputs::kCount));
    for (const std::int64_t size : inputs.sizes())
        m_tables.push_back(parameter({size, plan.embedding}, small, random, device));
    const double even = 1.0 / std::sqrt(static_cast<double>(plan.context));
    for (std::size_t field = 0; field < kNoteFields; ++field) {
        const std::int64_t words = inputs.sizes()[RowInputs::kPlaces + field] - 1;
        if (words < 2)
            continue;
        m_fields.push_back({field, parameter({words, plan.context}, even, random, device),
                            parameter({words}, 0.0, random, device),
                            parameter({words, plan.context}, small, random, device)});
    }
}

Tensor MaskedNet::contexts(const Tensor& rows, const LayerStack::Pass& pass) const {
    const auto numbers = rows.to(device());
    Tensor sum;
    for (std::size_t i = 0; i < m_tables.size(); ++i) {
        const auto part =
            torch::embedding(m_tables[i], numbers.select(-1, static_cast<std::int64_t>(i)));
        sum = sum.defined() ? sum + part : part;
    }
    return m_stack.forward(sum, pass);
}

Tensor MaskedNet::logits(NoteField field, const Tensor& contexts, const Tensor& said,
                         const LayerStack::Pass& pass) const {
    const auto words = said.to(device());
    Tensor sum = contexts;
    const Field* wanted = m_fields.data();
    for (; wanted->index != static_cast<std::size_t>(field); ++wanted)
        sum = sum + torch::embedding(wanted->said,
                                     words.select(-1, static_cast<std::int64_t>(wanted->index)));
    auto hidden = torch::relu(sum);
    if (pass.random != nullptr)
        hidden = applyDropout(hidden, pass.dropout, *pass.random);
    return fusedLinear(hidden, wanted->output, wanted->bias, Precision::F32);
}

NamedTensors MaskedNet::weights() const {
    NamedTensors all = prefixed("stack.", m_stack.parameters());
    for (std::size_t i = 0; i < m_tables.size(); ++i)
        all.emplace_back("input." + std::to_string(i), m_tables[i]);
    for (const auto& [index, output, bias, said] : m_fields) {
        const auto name = std::to_string(index);
        all.emplace_back("output." + name, output);
        all.emplace_back("bias." + name, bias);
        if (index != m_fields.back().index) // no field depends on the last one
            all.emplace_back("said." + name, said);
    }
    return all;
}

bool MaskedNet::chooses(NoteField field) const {
    return std::ranges::find(m_fields, static_cast<std::size_t>(field), &Field::index) !=
           m_fields.end();
}

} // namespace leitmotif
