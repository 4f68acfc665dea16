// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "models/checkpoint/checkpoint.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// The description that families of token windows store for their samplers.
struct DescribedTokens {
    std::unique_ptr<SequenceEncoding> encoding;
    std::size_t length = 0;  ///< of a window
    std::vector<int> primer; ///< primer: first tokens of the training data, at least one

    [[nodiscard]] static nlohmann::json toJson(const SequenceEncoding& encoding, std::size_t length,
                                               const std::vector<int>& primer);
    /// Errors: CheckpointUnreadable.
    static Result<DescribedTokens> of(const WeightsPart& part);
};

} // namespace leitmotif
