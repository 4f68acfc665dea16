// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/playback/handover.h"
#include "core/playback/loop_region.h"
#include "core/playback/note_sink.h"
#include "core/playback/playback_plan.h"
#include "core/playback/playback_state.h"

#include <readerwriterqueue/readerwritercircularbuffer.h>

#include <atomic>
#include <bitset>
#include <cstdint>
#include <deque>
#include <memory>

namespace leitmotif {

/// Plays a PlaybackPlan into a NoteSink, live and into files by the same code; knows no device.
///
/// One thread (the window's) gives the orders, one thread (the audio callback) calls the functions
/// that end in Rt, one thread (the MIDI input's) may call playLive(). They communicate through
/// lock-free queues and atomics; the audio thread never allocates, frees, locks, logs or throws.
/// The output does not depend on block sizes, except that an order takes effect with the next
/// block.
class Player {
  public:
    Player();
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // Orders, on the window's thread.

    /// Plays another plan from the next block on, at the same tick; notes that are in both go on
    /// sounding.
    void setPlan(std::unique_ptr<const PlaybackPlan> plan);
    /// At the end of the plan it starts from the beginning.
    void play();
    void pause();
    /// Pauses and goes back to the beginning, or to the beginning of the loop.
    void stop();
    void seek(Tick position);
    /// Repeats the region whenever the playhead reaches its end; one that is off or empty does not.
    void setLoop(const LoopRegion& loop);
    /// Silences everything at once: notes, pedals, live notes.
    void panic();

    /// The instrument of live notes; percussion if `drums`.
    void setLiveInstrument(std::uint8_t program, std::uint8_t bank, bool drums);
    /// Plays a key of the on-screen piano, whether or not the player is playing.
    void pressKey(Pitch pitch, Velocity velocity);
    void releaseKey(Pitch pitch);

    /// The MIDI input's thread: notes, pedals, bends and pressure for the live instrument; the
    /// channel is replaced.
    void playLive(ShortMessage message);

    // Queries, on the window's thread: the ordered state, later what the audio thread reached.

    [[nodiscard]] bool isPlaying() const;
    /// The playhead in ticks of the plan, with fractions.
    [[nodiscard]] double position() const;

    // The audio thread.

    /// Takes orders and plays the next `frames` frames. Message times count from the first one.
    void advanceRt(std::int64_t frames, NoteSink& sink) noexcept;
    /// advanceRt() in two steps, for callers that choose where in their block an order takes
    /// effect.
    void takeOrdersRt(NoteSink& sink) noexcept;
    void playRt(std::int64_t frames, NoteSink& sink) noexcept;
    /// Silences `sink`, which is about to go away.
    void leaveRt(NoteSink& sink) noexcept;
    /// Sends the whole present state to a new receiver `sink`.
    void enterRt(NoteSink& sink) noexcept;

  private:
    enum class Order : std::uint8_t {
        SetPlan,
        Play,
        Pause,
        Stop,
        Seek,
        SetLoop,
        Panic,
        SetLiveInstrument,
        Live,
    };
    struct Command {
        Order order = Order::Pause;
        std::uint64_t serial = 0;
        Handover<const PlaybackPlan>::Ticket plan = {};
        Tick position = {};        // Seek
        LoopRegion loop = {};      // SetLoop; empty = none
        ShortMessage message = {}; // SetLiveInstrument: program, bank, drums
    };

    void order(Command command);

    void obeyRt(const Command& command, NoteSink& sink) noexcept;
    void usePlanRt(const Command& command, NoteSink& sink) noexcept;
    void startRt(NoteSink& sink) noexcept;
    void goToRt(std::int64_t frame, NoteSink& sink, std::int64_t blockFrame) noexcept;
    void panicRt(NoteSink& sink) noexcept;
    void setLoopRt(const LoopRegion& loop) noexcept;
    void playBlockRt(std::int64_t frames, NoteSink& sink) noexcept;
    void playEventsRt(std::int64_t end, std::int64_t blockFrame, NoteSink& sink) noexcept;
    [[nodiscard]] std::int64_t boundaryRt() const noexcept;

    void sendLiveRt(ShortMessage message, NoteSink& sink) noexcept;
    void endLiveNotesRt(NoteSink& sink) noexcept;
    void sendLiveInstrumentRt(NoteSink& sink) noexcept;

    // The window's side.
    std::deque<Command> m_waiting; // orders that found the queue full
    std::uint64_t m_lastOrder = 0;
    std::uint64_t m_lastStart = 0; // serial of the order that began the playing
    bool m_playOrdered = false;
    std::uint64_t m_lastMove = 0; // serial of the last order that moved the playhead
    double m_orderedPosition = 0;
    Tick m_loopBegin;

    // Shared by both.
    Handover<const PlaybackPlan> m_plans;
    moodycamel::BlockingReaderWriterCircularBuffer<Command> m_commands;
    moodycamel::BlockingReaderWriterCircularBuffer<ShortMessage> m_liveMessages;
    std::atomic<double> m_position{0};
    std::atomic<std::uint64_t> m_obeyed{0};   // serial of the last order in effect
    std::atomic<std::uint64_t> m_finished{0}; // serial of the start that reached the end

    // The audio thread's side.
    std::unique_ptr<const PlaybackPlan> m_emptyPlan; // constant; plays until the first one comes
    const PlaybackPlan* m_plan;
    PlaybackState m_told; // what the sink has received from the plan
    bool m_playing = false;
    std::uint64_t m_start = 0;   // serial of the order that began the playing
    std::int64_t m_frame = 0;    // the next frame of the plan to play
    std::size_t m_nextEvent = 0; // valid while playing
    LoopRegion m_loop;
    std::int64_t m_loopBeginFrame = 0;
    std::int64_t m_loopEndFrame = 0; // not after the begin: no loop
    ShortMessage m_liveInstrument;   // program, bank, drums
    std::uint8_t m_liveChannel = 0;
    std::bitset<128> m_liveKeys;
};

} // namespace leitmotif
