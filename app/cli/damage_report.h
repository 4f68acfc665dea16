// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leitmotif {

class ProjectFile;

/// Warns of what was found damaged in the project so far. kExitBadInput if that is anything, else
/// kExitDone: no command ends well that has read what is damaged.
int reportDamage(const ProjectFile& project);

} // namespace leitmotif
