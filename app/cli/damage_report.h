// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

class ProjectFile;

/// Warns of the damage found in the project so far. Returns kExitBadInput if there is any, else
/// kExitDone.
int reportDamage(const ProjectFile& project);

} // namespace leitmotif
