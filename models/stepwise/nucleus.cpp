// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/nucleus.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

namespace leitmotif {

namespace {

constexpr double kNever = -1e30; // replaces NaN and overflow, so that choices can be sorted

struct Choice {
    int token;
    double weight; ///< logit
};

/// Allowed tokens, the likeliest first. Ties keep the order of the tokens, so that a seed means the
/// same everywhere.
std::vector<Choice> choicesOf(std::span<const float> logits,
                              std::span<const std::uint8_t> allowed) {
    std::vector<Choice> choices;
    choices.reserve(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (allowed[i] != 0)
            choices.push_back({static_cast<int>(i), std::isfinite(logits[i]) ? logits[i] : kNever});
    assert(!choices.empty());
    std::ranges::stable_sort(choices, std::greater(), &Choice::weight);
    return choices;
}

} // namespace

int drawToken(std::span<const float> logits, std::span<const std::uint8_t> allowed,
              double temperature, double topP, Random& random) {
    auto choices = choicesOf(logits, allowed);
    const double highest = choices.front().weight;
    double total = 0.0;
    for (auto& choice : choices) {
        choice.weight = std::exp((choice.weight - highest) / temperature);
        total += choice.weight;
    }
    double nucleus = 0.0;
    std::size_t count = 0;
    while (count < choices.size() && (count == 0 || nucleus < topP * total))
        nucleus += choices[count++].weight;

    double left = random.uniform() * nucleus;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        left -= choices[i].weight;
        if (left < 0.0)
            return choices[i].token;
    }
    return choices[count - 1].token;
}

int drawToken(std::span<const float> logits, std::span<const std::uint8_t> allowed,
              std::span<const TokenGroup> groups, double temperature, double topP, Random& random) {
    double highest = kNever;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (allowed[i] != 0 && std::isfinite(logits[i]))
            highest = std::max(highest, static_cast<double>(logits[i]));
    std::array<double, 256> chances = {}; // by kind
    double total = 0.0;
    std::uint8_t kind = 0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (allowed[i] != 0) {
            kind = groups[i].kind;
            if (!std::isfinite(logits[i]))
                continue;
            const double chance = std::exp(logits[i] - highest);
            chances[kind] += chance;
            total += chance;
        }
    double left = random.uniform() * total;
    for (std::size_t i = 0; i < chances.size(); ++i) {
        if (chances[i] == 0.0)
            continue;
        kind = static_cast<std::uint8_t>(i);
        left -= chances[i];
        if (left < 0.0)
            break;
    }
    std::vector<std::uint8_t> ofKind(allowed.begin(), allowed.end());
    bool isStructure = false;
    for (std::size_t i = 0; i < ofKind.size(); ++i) {
        if (groups[i].kind != kind)
            ofKind[i] = 0;
        else if (ofKind[i] != 0)
            isStructure = groups[i].isStructure;
    }
    return drawToken(logits, ofKind, isStructure ? 1.0 : temperature, isStructure ? 1.0 : topP,
                     random);
}

int drawAmongLikeliest(std::span<const float> logits, std::span<const std::uint8_t> allowed,
                       int count, Random& random) {
    const auto choices = choicesOf(logits, allowed);
    const auto size = std::min(choices.size(), static_cast<std::size_t>(count));
    return choices[random.below(size)].token;
}

} // namespace leitmotif
