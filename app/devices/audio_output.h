// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/thread_priority.h"
#include "app/devices/sound_chain.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The audio device, or a clock in its place: it always requests sound from the source in real
/// time, so that MIDI output and playhead run without a device. Used on one thread, which may have
/// to wait for a device; the source is called on the driver's thread.
class AudioOutput {
  public:
    /// `source` must outlive it.
    explicit AudioOutput(AudioSource& source);
    ~AudioOutput();
    AudioOutput(const AudioOutput&) = delete;
    AudioOutput& operator=(const AudioOutput&) = delete;

    /// Names of the drivers that this FluidSynth has, the likeliest first; without "auto" and
    /// "none".
    [[nodiscard]] static std::vector<std::string> drivers();

    /// Switches to a driver; "auto" tries all, "none" is the clock. On an error the clock drives
    /// the source. Errors: AudioUnavailable.
    Result<void> open(const std::string& driver);

    /// The driver in use, "none" for the clock.
    [[nodiscard]] const std::string& driver() const;
    /// The rate of the device in hertz; the clock keeps that of the last device, 48,000 at first.
    [[nodiscard]] double sampleRate() const;
    /// True if the device was lost since open() (its server ended, it was unplugged). The owner
    /// polls this and calls open() again.
    [[nodiscard]] bool isLost() const;
    /// Blocks that were not ready in time, of all devices so far. Any thread.
    [[nodiscard]] std::uint64_t lateBlocks() const;
    /// The priority of the device's thread; nothing before its first request.
    [[nodiscard]] std::optional<ThreadPriority> priority() const;

  private:
    struct Device;
    std::unique_ptr<Device> m_device;
};

} // namespace leitmotif
