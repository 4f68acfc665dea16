// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pictures.h"

namespace leitmotif {

Result<std::vector<std::filesystem::path>> writePictures(const std::filesystem::path& /*folder*/,
                                                         const LossHistory& /*history*/,
                                                         const Score& /*score*/) {
    return std::vector<std::filesystem::path>{};
}

} // namespace leitmotif
