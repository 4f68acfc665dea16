// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/synth_engine.h"
#include "core/playback/handover.h"
#include "core/playback/player.h"

#include <readerwriterqueue/readerwritercircularbuffer.h>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <span>

namespace leitmotif {

/// How long `frames` last at `rate` frames a second.
[[nodiscard]] inline std::chrono::nanoseconds durationOf(double frames, double rate) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(frames / rate));
}

/// A receiver of MIDI outside the program, which needs the time of each message.
class TimedSink {
  public:
    virtual ~TimedSink() = default;
    /// Audio thread. Must not allocate, lock, log or throw.
    virtual void sendRt(std::chrono::steady_clock::time_point due,
                        ShortMessage message) noexcept = 0;
};

/// Fills the buffers of an audio device.
class AudioSource {
  public:
    virtual ~AudioSource() = default;
    /// Audio thread. Fills both sides, which have the same length.
    virtual void renderRt(std::span<float> left, std::span<float> right) noexcept = 0;
};

/// The receivers of the player: a synthesizer, a MIDI port, both or none.
struct Receivers {
    std::shared_ptr<SynthEngine> synth = {};
    std::shared_ptr<TimedSink> midi = {};
    double sampleRate = 48'000.0; ///< of the device and of the synthesizer, if there is one
};

/// The signal path from the player to the loudspeaker: advances the player in blocks of 64 frames
/// on an absolute grid, sends its messages to the receivers and delivers the sound in portions of
/// any size, so that the sound does not depend on them. Used live and for files.
///
/// The window's thread sets receivers and volume and reads the level; one audio thread at a time
/// calls renderRt().
class SoundChain : public AudioSource, private NoteSink {
  public:
    explicit SoundChain(Player& player);

    /// Changes the receivers from the next block on. Sounding notes end; new receivers get the
    /// present state.
    void setReceivers(Receivers receivers);
    /// `volume`: 0 to 1, a factor of the amplitude.
    void setVolume(float volume);
    /// The peak amplitude since the last call.
    [[nodiscard]] float takeLevel();

    void renderRt(std::span<float> left, std::span<float> right) noexcept override;

  private:
    static constexpr int kBlock = SynthEngine::kBlock;

    void sendRt(std::int64_t frame, ShortMessage message) noexcept override;
    void adoptReceiversRt() noexcept;
    void renderBlockRt() noexcept;

    Player& m_player;

    // Between the threads.
    Handover<const Receivers> m_handover;
    moodycamel::BlockingReaderWriterCircularBuffer<Handover<const Receivers>::Ticket> m_tickets;
    std::atomic<float> m_volume{1.0F};
    std::atomic<float> m_level{0.0F};

    // The audio thread's.
    const Receivers* m_receivers = nullptr; // kept by m_handover
    std::array<float, kBlock> m_left{};
    std::array<float, kBlock> m_right{};
    std::size_t m_taken = kBlock; // frames of the block already delivered
    std::int64_t m_offset = 0;    // of the player's present frame in the block
    float m_lastVolume = 1.0F;
    std::chrono::steady_clock::time_point m_blockTime; // when its first frame is due
};

} // namespace leitmotif
