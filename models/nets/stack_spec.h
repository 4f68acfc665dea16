// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

enum class StackKind : std::uint8_t {
    Lstm,
    Gru,
    Attention, ///< additive self-attention (Bahdanau et al. 2015)
    /// The last step of a window, from here on alone; right after a layer of two directions, the
    /// last step of each.
    Last,
    MaxPool, ///< the largest value of each feature over all steps, likewise
    Linear,
    BatchNorm,
    Dropout,
    Noise, ///< adds normal noise while learning
};

enum class Activation : std::uint8_t { None, Relu, Tanh, LeakyRelu };

/// One layer of a LayerStack, as a recipe lists it.
struct StackSpec {
    StackKind kind = StackKind::Linear;
    /// Outputs of one direction; of attention, its inner width; kAsInputs: as many as go into the
    /// stack.
    std::int64_t units = 0;
    static constexpr std::int64_t kAsInputs = -1;
    bool isBidirectional = false;
    bool dropsState = false; ///< dropout on the way from step to step, at the recipe's rate
    Activation activation = Activation::None;
    std::optional<double> rate; ///< of dropout, where it is not the recipe's
    double momentum = 0.99;     ///< of the running statistics of batch norm
    double deviation = 1.0;     ///< of noise
};

/// Reads a list of
///
///     {"layer":"lstm"|"gru","units":512[,"directions":2][,"recurrent_dropout":true]}
///     {"layer":"attention","units":32}, {"layer":"last"}, {"layer":"max_pool"}
///     {"layer":"linear"[,"units":256|"inputs"][,"activation":"relu"|"tanh"|"leaky_relu"]}
///     {"layer":"batch_norm"[,"momentum":0.99]}, {"layer":"dropout"[,"rate":0.3]}
///     {"layer":"noise","deviation":0.5}
///
/// The last one is linear; without units it has as many as are wanted of the stack. Errors:
/// RecipeUnreadable with `name`.
Result<std::vector<StackSpec>> stackSpecs(const nlohmann::json& layers, const std::string& name);

/// True if values have no step dimension after the layers.
[[nodiscard]] bool leavesOneStep(const std::vector<StackSpec>& specs);

} // namespace leitmotif
