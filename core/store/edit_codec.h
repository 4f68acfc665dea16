// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/edit/score_edit.h"

#include <nlohmann/json_fwd.hpp>

namespace leitmotif {

/// An edit as JSON of the project file; see docs/file_formats.md. editFromJson() of it gives an
/// equal edit.
[[nodiscard]] nlohmann::json toJson(const ScoreEdit& edit);
/// Accepts any JSON. Errors: EditNotApplicable.
Result<ScoreEdit> editFromJson(const nlohmann::json& json);

} // namespace leitmotif
