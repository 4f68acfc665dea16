// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/damage_report.h"

#include "app/cli/command.h"
#include "core/store/project_file.h"

namespace leitmotif {

int reportDamage(const ProjectFile& project) {
    int status = kExitDone;
    for (const Error& error : project.takeDamage()) {
        warn(describe(error));
        if (error.code == ErrorCode::ProjectDamaged)
            status = kExitBadInput;
    }
    return status;
}

} // namespace leitmotif
