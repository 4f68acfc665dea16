// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/training_session.h"
#include "core/runs/group_place.h"

#include <optional>
#include <vector>

namespace leitmotif {

/// The place of this process among those that train together, as the launcher's variables say;
/// nothing if it trains alone. Warnings are the first one's alone from now on. Errors: those of
/// groupPlace(); BadArgument, if there are several recipes or one whose network cannot be trained
/// together.
Result<std::optional<GroupPlace>> ownGroupPlace(const std::vector<Recipe>& recipes);

/// Of a process that is not the first: trains its share to the end, keeps nothing and prints errors
/// alone. Returns an exit status.
int trainForFirst(TrainingSession& session, RunRequest request);

} // namespace leitmotif
