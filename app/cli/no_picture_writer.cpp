// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/picture_writer.h"

namespace leitmotif {

struct PictureWriter::Application {};

PictureWriter::PictureWriter() = default;

PictureWriter::~PictureWriter() = default;

void PictureWriter::prepare() {}

Result<PictureWriter::Files> PictureWriter::writeRun(const std::filesystem::path& /*folder*/,
                                                     const LossHistory& /*history*/,
                                                     const Score& /*score*/) {
    return Files{};
}

Result<PictureWriter::Files> PictureWriter::writeMap(const std::filesystem::path& /*file*/,
                                                     const LatentMap& /*map*/) {
    return Files{};
}

} // namespace leitmotif
