// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/edit/score_edit.h"

#include <nlohmann/json_fwd.hpp>

namespace leitmotif {

/// An edit as the project file keeps it; docs/file_formats.md describes the form. editFromJson() of
/// it gives an equal edit.
[[nodiscard]] nlohmann::json toJson(const ScoreEdit& edit);
/// Any JSON may be given. Errors: EditNotApplicable.
Result<ScoreEdit> editFromJson(const nlohmann::json& json);

} // namespace leitmotif
