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

/// Writes pictures as PNG files, with the window's own painters but without a display. In a build
/// without a window it writes none. Used on the main thread; one a process.
class PictureWriter {
  public:
    PictureWriter();
    ~PictureWriter();
    PictureWriter(const PictureWriter&) = delete;
    PictureWriter& operator=(const PictureWriter&) = delete;

    /// Makes ready what painting needs. It changes the environment and the locale, so before other
    /// threads begin where there are any; else the first picture does it.
    void prepare();

    using Files = std::vector<std::filesystem::path>;
    /// The losses of a run and the roll of a score as losses.png and roll.png into `folder`.
    /// Errors: FileNotWritable, likewise below.
    Result<Files> writeRun(const std::filesystem::path& folder, const LossHistory& history,
                           const Score& score);
    Result<Files> writeMap(const std::filesystem::path& file, const LatentMap& map);

  private:
    struct Application;

    std::unique_ptr<Application> m_application; // made for the first picture
};

} // namespace leitmotif
