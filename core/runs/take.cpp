// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take.h"

namespace leitmotif {

std::string fileNameOf(const Take& take) {
    return take.origin.preset + "-r" + std::to_string(take.origin.run) + "-e" +
           std::to_string(take.origin.epoch);
}

} // namespace leitmotif
