// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "models/checkpoint/checkpoint.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// What families of windows of tokens tell their samplers.
struct DescribedTokens {
    std::unique_ptr<SequenceEncoding> encoding;
    std::size_t length = 0;     ///< of a window
    std::vector<int> beginning; ///< tokens that were learned, at least one

    [[nodiscard]] static nlohmann::json toJson(const SequenceEncoding& encoding, std::size_t length,
                                               const std::vector<int>& beginning);
    /// Errors: CheckpointUnreadable.
    static Result<DescribedTokens> of(const WeightsPart& part);
};

} // namespace leitmotif
