// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/compound/compound_encoding.h"

#include <nlohmann/json_fwd.hpp>

namespace leitmotif {

/// A piece that takes of a compound network are framed by: its parts and limits, and its notes,
/// which a take goes on from. Stored in the checkpoint.
struct CompoundFrame {
    CompoundEncoding encoding;
    CompoundPiece piece;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<CompoundFrame> fromJson(const nlohmann::json& json);
};

} // namespace leitmotif
