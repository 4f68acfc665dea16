// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/compound_net.h"

#include "core/encoding/compound/compound_encoding.h"
#include "models/corpus/compound_batch.h"
#include "tests/models/support/phrases.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {
namespace {

CompoundPlan planOf(CompoundCell cell) {
    CompoundPlan plan;
    plan.cell = cell;
    plan.units = 12;
    plan.embedding = 10;
    plan.hidden = 8;
    return plan;
}

struct Phrase {
    std::shared_ptr<const Corpus> corpus = repeatedPhrase(3);
    CompoundEncoding encoding = CompoundEncoding::fitted(*corpus, {}, 0);
    std::vector<CompoundPiece> pieces = {encoding.piece(corpus->pieces().front())};
    std::vector<int> strides = {encoding.stride()};

    [[nodiscard]] CompoundBatch batch(std::size_t first, std::size_t last) const {
        const CompoundWindow window{{0, first, first, last}};
        return {viewsOf(pieces), strides, {&window, 1}, true};
    }
};

class CompoundNetOf : public testing::TestWithParam<CompoundCell> {};

TEST_P(CompoundNetOf, StepsEqualAWholeWindow) {
    const torch::NoGradGuard noGradients;
    const Phrase phrase;
    Random random(1);
    const CompoundNet net(planOf(GetParam()), &random, torch::kCPU);
    const auto batch = phrase.batch(0, 40);
    const auto whole = net.states(batch.inputs, 1, {});
    auto memory = net.start(1);
    const auto& [rows, offsets] = std::tie(batch.inputs.rows, batch.inputs.offsets);
    for (std::size_t t = 0; t < offsets.size(); ++t) {
        const auto end =
            t + 1 < offsets.size() ? static_cast<std::size_t>(offsets[t + 1]) : rows.size();
        const RowBags one{
            {rows.begin() + offsets[t], rows.begin() + static_cast<std::ptrdiff_t>(end)}, {0}};
        const auto state = net.step(one, memory);
        EXPECT_TRUE(torch::allclose(state[0], whole[static_cast<std::int64_t>(t)], 1e-4, 1e-5))
            << "step " << t;
    }
}

TEST_P(CompoundNetOf, EveryWeightLearns) {
    const Phrase phrase;
    Random random(2);
    const CompoundNet net(planOf(GetParam()), &random, torch::kCPU);
    const auto batch = phrase.batch(0, phrase.pieces[0].notes.size());
    const auto states = net.states(batch.inputs, 1, {});
    auto sum = torch::zeros({});
    for (const auto& rows : batch.fields)
        if (rows.count() > 0)
            sum = sum + torch::log_softmax(net.logits(rows, states, {}), 1).select(1, 0).sum();
    sum.backward();
    for (const auto& [name, weight] : net.parameters()) {
        const bool isUnused = name.starts_with("field.4.") || // no drums
                              name.starts_with("field.2.") || // one part
                              name.starts_with("field.6.");   // one velocity
        if (!isUnused)
            EXPECT_GT(weight.grad().abs().sum().item<double>(), 0.0) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Cells, CompoundNetOf,
                         testing::Values(CompoundCell::Lstm, CompoundCell::Gru,
                                         CompoundCell::MinGru));

TEST(CompoundNet, WhatIsNotAllowedHasNoChance) {
    const torch::NoGradGuard noGradients;
    const Phrase phrase;
    Random random(3);
    const CompoundNet net(planOf(CompoundCell::Gru), &random, torch::kCPU);
    const auto batch = phrase.batch(0, 30);
    const auto states = net.states(batch.inputs, 1, {});
    for (const auto& rows : batch.fields) {
        if (rows.count() == 0)
            continue;
        const auto chances = torch::softmax(net.logits(rows, states, {}), 1).contiguous();
        const auto* chance = chances.data_ptr<float>();
        for (std::size_t i = 0; i < rows.isAllowed.size(); ++i)
            if (rows.isAllowed[i] == 0)
                EXPECT_EQ(chance[i], 0.0F);
    }
}

TEST(CompoundPlan, RefusesWhatIsNoNetwork) {
    const auto good = nlohmann::json::parse(
        R"({"cell":"gru","units":8,"layers":1,"embedding":8,"hidden":8,"memory":true})");
    ASSERT_TRUE(compoundPlan(good, "test"));
    const std::pair<const char*, nlohmann::json> faults[] = {
        {"cell", "tree"},    {"units", 0},  {"layers", 99}, {"embedding", -1},
        {"hidden", 1 << 20}, {"memory", 3}, {"more", 1}};
    for (const auto& [key, value] : faults) {
        auto bad = good;
        bad[key] = value;
        const auto plan = compoundPlan(bad, "test");
        ASSERT_FALSE(plan) << key;
        EXPECT_EQ(plan.error().code, ErrorCode::RecipeUnreadable);
    }
    EXPECT_FALSE(compoundPlan(nlohmann::json::array(), "test"));
}

} // namespace
} // namespace leitmotif
