// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/audio_output.h"
#include "app/devices/midi_ports.h"
#include "core/playback/player.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// The wanted devices.
struct DeviceWish {
    std::string audioDriver = "auto"; ///< "none": the clock
    std::string midiOutput = {};      ///< "": none
    std::string midiInput = {};

    bool operator==(const DeviceWish&) const = default;
};

/// The open devices.
struct DeviceState {
    std::string audioDriver = "none";
    double sampleRate = 48'000.0;
    std::optional<ThreadPriority> priority = {}; ///< of the audio thread, once it is known
    std::shared_ptr<MidiOutput> midiOutput = {};
    bool hasMidiInput = false;
    // Why wanted devices are missing.
    std::optional<Error> audioProblem = {};
    std::optional<Error> midiOutputProblem = {};
    std::optional<Error> midiInputProblem = {};
};

/// The audio device and the MIDI ports. Missing and lost devices (an ended server, a cable) are
/// tried again, at longer and longer intervals. Used on one thread, not the window's, as it may
/// wait for slow devices.
class SoundDevices {
  public:
    using Clock = std::chrono::steady_clock;

    /// Both must outlive it. Until the first pursue() the clock drives `source`.
    SoundDevices(AudioSource& source, Player& player);
    ~SoundDevices();
    SoundDevices(const SoundDevices&) = delete;
    SoundDevices& operator=(const SoundDevices&) = delete;

    /// Opens missing devices of `wish` that are due for a try, and closes unwanted and lost ones.
    /// Called about once a second, and at once with a new wish.
    DeviceState pursue(const DeviceWish& wish, Clock::time_point now);

    /// Any thread.
    [[nodiscard]] std::uint64_t lateBlocks() const { return m_audio.lateBlocks(); }

  private:
    /// The time of the next try.
    class Patience {
      public:
        [[nodiscard]] bool isDue(Clock::time_point now) const { return now >= m_next; }
        void failedAt(Clock::time_point now);
        void reset() { *this = {}; }

      private:
        Clock::time_point m_next = {};
        std::chrono::seconds m_wait{1};
    };

    void pursueAudio(Clock::time_point now);
    void pursueOutput(Clock::time_point now);
    void pursueInput(Clock::time_point now);
    void closeOutput();

    Player& m_player;
    AudioOutput m_audio;
    std::shared_ptr<MidiOutput> m_output;
    std::unique_ptr<MidiInput> m_input;
    DeviceWish m_wish = {"none", "", ""};
    DeviceState m_state;
    Patience m_audioPatience;
    Patience m_outputPatience;
    Patience m_inputPatience;
};

} // namespace leitmotif
