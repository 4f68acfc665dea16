// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/stored_take.h"

namespace leitmotif {

std::string fileNameOf(const StoredTake& take) {
    const std::string name = fileNameOf(static_cast<const Take&>(take));
    return take.isEdited ? name + "-edited" : name;
}

} // namespace leitmotif
