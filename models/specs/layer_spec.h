// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

enum class LayerKind : std::uint8_t {
    Embedding,
    Lstm,
    Gru,
    Transformer,
    Tcn,       ///< residual block of causal convolutions (Bai et al. 2018)
    Attention, ///< additive self-attention (Bahdanau et al. 2015)
    /// Keeps only the last step of a window; right after a bidirectional layer, the last step of
    /// each direction.
    Last,
    MaxPool, ///< keeps only the maximum of each feature over all steps
    Linear,
    BatchNorm,
    Dropout,
    Noise, ///< adds normal noise in training
};

enum class Activation : std::uint8_t { None, Relu, Tanh, LeakyRelu };

/// One layer as a recipe's `network` lists it. Keys that a kind does not have keep their defaults.
struct LayerSpec {
    LayerKind kind = LayerKind::Linear;
    /// Outputs of one direction; for attention, its inner width; 0: none, or for a last linear
    /// layer the number of outputs of the network; kAsInputs: the number of inputs of the network.
    std::int64_t units = 0;
    static constexpr std::int64_t kAsInputs = -1;
    std::optional<double> rate; ///< of dropout, where it is not the recipe's
    std::int64_t heads = 0;     ///< of a transformer; a divisor of its units
    std::int64_t reach = 0;     ///< of a transformer: tokens it sees, the present one included
    std::int64_t kernel = 0;    ///< of a tcn: frames that a convolution reads
    std::int64_t dilation = 0;  ///< of a tcn: frames from one of them to the next
    bool isBidirectional = false;
    bool dropsState = false; ///< recurrent dropout at the recipe's rate
    Activation activation = Activation::None;
    double momentum = 0.99; ///< of the running statistics of batch norm
    double deviation = 1.0; ///< of noise
};

// Each network has layers of its own, of these kinds and keys. Errors: RecipeUnreadable with
// `name`.

/// Layers of a SequenceNet:
///
///     {"layer":"embedding","size":64}, {"layer":"lstm"|"gru"|"linear","units":128}
///     {"layer":"transformer","units":128,"heads":4,"reach":256[,"rate":0.2]}
///     {"layer":"dropout"[,"rate":0.2]}
///
/// A transformer has as many units as the layer before it. The first is an embedding, the last a
/// linear layer without units: its outputs are the tokens.
Result<std::vector<LayerSpec>> sequenceLayers(const nlohmann::json& network,
                                              const std::string& name);

/// Layers of a FrameNet:
///
///     {"layer":"lstm"|"gru"|"linear","units":150}
///     {"layer":"tcn","units":150,"kernel":3,"dilation":1[,"rate":0.2]}
///     {"layer":"dropout"[,"rate":0.2]}
///
/// The last is a linear layer without units, the only one.
Result<std::vector<LayerSpec>> frameLayers(const nlohmann::json& network, const std::string& name);

/// Layers of a LayerStack:
///
///     {"layer":"lstm"|"gru","units":512[,"directions":2][,"recurrent_dropout":true]}
///     {"layer":"attention","units":32}, {"layer":"last"}, {"layer":"max_pool"}
///     {"layer":"linear"[,"units":256|"inputs"][,"activation":"relu"|"tanh"|"leaky_relu"]}
///     {"layer":"batch_norm"[,"momentum":0.99]}, {"layer":"dropout"[,"rate":0.3]}
///     {"layer":"noise","deviation":0.5}
///
/// The last one is linear; without units it has as many as the stack has outputs.
Result<std::vector<LayerSpec>> stackLayers(const nlohmann::json& layers, const std::string& name);

/// True if as many features come out of a layer as go in.
[[nodiscard]] bool keepsWidth(const LayerSpec& spec);

/// True if values have no step dimension after the layers.
[[nodiscard]] bool leavesOneStep(const std::vector<LayerSpec>& specs);

} // namespace leitmotif
