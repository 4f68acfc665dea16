// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/sound_chain.h"
#include "app/base/thread_priority.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The audio device, or a clock in its place: something always asks the source for sound at the
/// pace of real time, so that MIDI output and playhead run where there is no device. Used on one
/// thread, which may have to wait for a device; the source is called on the driver's.
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

    /// Goes over to a driver; "auto" tries all, "none" is the clock. Whatever happens, the source
    /// is asked for sound afterwards: on an error by the clock. Errors: AudioUnavailable.
    Result<void> open(const std::string& driver);

    /// The driver in use, "none" for the clock.
    [[nodiscard]] const std::string& driver() const;
    /// Of the device; the clock keeps that of the device before it, 48,000 at first.
    [[nodiscard]] double sampleRate() const;
    /// The device has gone since open() (its server ended, it was unplugged). The owner asks from
    /// time to time and calls open() again.
    [[nodiscard]] bool isLost() const;
    /// Blocks that were not ready in time, of all devices so far. Any thread.
    [[nodiscard]] std::uint64_t lateBlocks() const;
    /// What the system grants the thread on which the device asks; nothing before it has asked.
    [[nodiscard]] std::optional<ThreadPriority> priority() const;

  private:
    struct Device;
    std::unique_ptr<Device> m_device;
};

} // namespace leitmotif
