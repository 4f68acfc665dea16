// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/soundfont_library.h"
#include "core/base/result.h"
#include "core/music/score.h"
#include "core/playback/playback_plan.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace leitmotif {

/// The extensions that renderAudioFile() writes, as text.
inline constexpr const char* kAudioEndings = ".wav, .flac, .ogg";

/// Options of renderAudioFile().
struct RenderOptions {
    SoundFont soundFont = {"Leitmotif", kBuiltinSoundFont};
    /// Its sample rate is the file's: 8,000 to 96,000 Hz.
    PlanOptions plan = {.sampleRate = 44'100.0};
    std::stop_token stop = {};                 ///< ends early: no file, Error RenderCancelled
    std::function<void(double)> progress = {}; ///< gets the share done, on the same thread
};

/// Renders the whole score with the synthesizer and limiter that play it live, until it has died
/// away (at most 4 s after the last note), as 16-bit WAV, FLAC or Ogg Vorbis by the extension of
/// `path`. The file is replaced in one step; an error leaves an older one as it was. A pipe or
/// device without an extension gets WAV. Any thread. Errors: UnknownEnding, RenderFailed,
/// RenderCancelled; those of SynthEngine::create.
Result<void> renderAudioFile(const Score& score, const std::filesystem::path& path,
                             const RenderOptions& options = {});

/// True for .wav, .flac, .ogg, in any case, and for pipes and devices without an ending.
[[nodiscard]] bool isAudioFileName(const std::filesystem::path& path);

} // namespace leitmotif
