// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/score.h"
#include "core/runs/latent_map.h"
#include "core/runs/loss_history.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace leitmotif {

/// Writes pictures as PNG files with the painting code of the window, without a display. Writes
/// none in a build without a window. Used on the main thread; one a process.
class PictureWriter {
  public:
    PictureWriter();
    ~PictureWriter();
    PictureWriter(const PictureWriter&) = delete;
    PictureWriter& operator=(const PictureWriter&) = delete;

    /// Initialises Qt, which changes the environment and the locale: called before other threads
    /// start, if there will be any. Else the first picture does it.
    void prepare();

    using Files = std::vector<std::filesystem::path>;
    /// Writes the losses of a run and the roll of a score as losses.png and roll.png into `folder`.
    /// Errors: FileNotWritable, also below.
    Result<Files> writeRun(const std::filesystem::path& folder, const LossHistory& history,
                           const Score& score);
    Result<Files> writeMap(const std::filesystem::path& file, const LatentMap& map);

  private:
    struct Application;

    std::unique_ptr<Application> m_application; // made for the first picture
};

} // namespace leitmotif
