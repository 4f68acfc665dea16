// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace leitmotif {

enum class PictureLayerKind : std::uint8_t {
    Project,     ///< linear from a vector to a small picture
    Linear,      ///< linear from everything to a vector
    Convolution, ///< same padding
    Transposed,  ///< convolution that doubles rows and columns; kernel 3 or 4
    Paint,       ///< linear from every place to a patch of pixels; the inverse of a convolution
                 ///< whose kernel is its stride
    Deviation,   ///< one more channel: standard deviation over the batch
    Norm,        ///< mean 0 and deviation 1 over each picture, then a gain and bias a channel
    Relu,        ///< leaky with a slope above 0
    Tanh,
    Dropout,
};

/// Rows and columns of a kernel, stride or patch; 0 rows: all of the picture's.
struct PatchSize {
    std::int64_t rows = 1;
    std::int64_t columns = 1;

    bool operator==(const PatchSize&) const = default;
};

/// One layer of a network of pictures, as a recipe's `network` lists it.
struct PictureLayerSpec {
    PictureLayerKind kind;
    std::int64_t channels = 0; ///< outputs of Linear too; 0: given by the family
    PatchSize kernel = {};     ///< for Project and Paint: the patch of a place
    PatchSize stride = {};
    double rate = 0.0;       ///< of dropout
    double slope = 0.0;      ///< of a leaky ReLU
    bool isSpectral = false; ///< divided by its largest singular value
};

/// Reads
///     {"layer":"project","channels":128,"patch":8}        {"layer":"linear"[,"units":32]}
///     {"layer":"conv"[,"channels":64],"kernel":3[,"stride":2]}
///     {"layer":"transposed","channels":64,"kernel":4}     {"layer":"paint","patch":[0,12]}
///     {"layer":"relu"[,"slope":0.2]}   {"layer":"dropout","rate":0.4}
///     {"layer":"tanh"|"norm"|"deviation"}
/// where a size is a number or [rows, columns] and layers with weights may have "spectral":true.
/// Errors: RecipeUnreadable with `name`.
Result<std::vector<PictureLayerSpec>> pictureLayers(const nlohmann::json& network,
                                                    const std::string& name);

} // namespace leitmotif
