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

/// Which devices are wanted.
struct DeviceWish {
    std::string audioDriver = "auto"; ///< "none": the clock
    std::string midiOutput = {};      ///< "": none
    std::string midiInput = {};

    bool operator==(const DeviceWish&) const = default;
};

/// Which of them are there.
struct DeviceState {
    std::string audioDriver = "none";
    double sampleRate = 48'000.0;
    std::optional<ThreadPriority> priority = {}; ///< of the audio thread, once it is known
    std::shared_ptr<MidiOutput> midiOutput = {};
    bool hasMidiInput = false;
    // Why what is wanted is not there.
    std::optional<Error> audioProblem = {};
    std::optional<Error> midiOutputProblem = {};
    std::optional<Error> midiInputProblem = {};
};

/// The audio device and the MIDI ports. What is wanted and not there, or was and has gone (a server
/// that ends, a cable), is tried again, at longer and longer intervals. For one thread, which waits
/// for devices that answer slowly, and so not the window's.
class SoundDevices {
  public:
    using Clock = std::chrono::steady_clock;

    /// Both must outlive it. Until the first pursue() the clock asks `source`.
    SoundDevices(AudioSource& source, Player& player);
    ~SoundDevices();
    SoundDevices(const SoundDevices&) = delete;
    SoundDevices& operator=(const SoundDevices&) = delete;

    /// Opens what of `wish` is not there and is due to be tried, lets go of the rest and of what
    /// has gone. To be called about once a second, and at once with another wish.
    DeviceState pursue(const DeviceWish& wish, Clock::time_point now);

    /// Any thread.
    [[nodiscard]] std::uint64_t lateBlocks() const { return m_audio.lateBlocks(); }

  private:
    /// When to try next.
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
