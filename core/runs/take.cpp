// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take.h"

#include "core/base/plain_text.h"

namespace leitmotif {

std::string fileNameOf(const std::string& preset, std::int64_t run, int epoch) {
    return safeFileName(preset) + "-r" + std::to_string(run) + "-e" + std::to_string(epoch);
}

std::string fileNameOf(const Take& take) {
    return fileNameOf(take.origin.preset, take.origin.run, take.origin.epoch);
}

} // namespace leitmotif
