// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/soundfont_library.h"
#include "core/base/result.h"
#include "core/playback/limiter.h"
#include "core/playback/note_sink.h"

#include <fluidsynth/types.h>

#include <memory>
#include <span>

namespace leitmotif {

/// One FluidSynth synthesizer with one SoundFont at one sample rate, followed by a limiter. Made on
/// any thread (loading a large SoundFont takes seconds), then used by one thread only, without
/// FluidSynth's lock. Another SoundFont or rate needs another engine.
class SynthEngine : public NoteSink {
  public:
    /// In FluidSynth messages take effect every 64 frames, counted from its beginning.
    static constexpr int kBlock = 64;

    /// Errors: FileNotReadable, SoundFontUnreadable; AudioUnavailable if the rate is out of range.
    static Result<std::unique_ptr<SynthEngine>> create(const SoundFont& font, double sampleRate);

    /// Takes effect at the beginning of the next block, whatever the frame.
    void sendRt(std::int64_t frame, ShortMessage message) noexcept override;
    /// Renders the next kBlock frames, Limiter::kLatency frames late.
    void renderRt(std::span<float, kBlock> left, std::span<float, kBlock> right) noexcept;

    [[nodiscard]] const SoundFont& soundFont() const { return m_font; }
    [[nodiscard]] double sampleRate() const { return m_sampleRate; }

  private:
    struct DeleteSettings {
        void operator()(fluid_settings_t* settings) const;
    };
    struct DeleteSynth {
        void operator()(fluid_synth_t* synth) const;
    };

    SynthEngine(const SoundFont& font, double sampleRate);
    [[nodiscard]] bool load();
    void setDrumModeRt(int channel, bool isDrums) noexcept;

    SoundFont m_font;
    double m_sampleRate;
    std::unique_ptr<fluid_settings_t, DeleteSettings> m_settings;
    std::unique_ptr<fluid_synth_t, DeleteSynth> m_synth; // needs m_settings while it lives
    Limiter m_limiter;
};

} // namespace leitmotif
