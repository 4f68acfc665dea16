// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/player.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kQueueSize = 512;
/// A shorter loop would be a buzz, and each repetition visits all channels.
constexpr std::int64_t kShortestLoop = 64;

} // namespace

Player::Player()
    : m_commands(kQueueSize),
      m_liveMessages(kQueueSize),
      m_emptyPlan(std::make_unique<const PlaybackPlan>()),
      m_plan(m_emptyPlan.get()) {}

Player::~Player() = default;

// Orders.

void Player::order(Command command) {
    m_plans.collect();
    command.serial = ++m_lastOrder;
    m_waiting.push_back(command);
    while (!m_waiting.empty() && m_commands.try_enqueue(m_waiting.front()))
        m_waiting.pop_front();
}

void Player::setPlan(std::unique_ptr<const PlaybackPlan> plan) {
    order({.order = Order::SetPlan, .plan = m_plans.keep(std::move(plan))});
}

void Player::play() {
    order({.order = Order::Play});
    m_playOrdered = true;
    m_lastStart = m_lastOrder;
}

void Player::pause() {
    order({.order = Order::Pause});
    m_playOrdered = false;
}

void Player::stop() {
    order({.order = Order::Stop});
    m_playOrdered = false;
    m_lastMove = m_lastOrder;
    m_orderedPosition = static_cast<double>(m_loopBegin.value);
}

void Player::seek(Tick position) {
    position = std::max(position, Tick{0});
    order({.order = Order::Seek, .position = position});
    m_lastMove = m_lastOrder;
    m_orderedPosition = static_cast<double>(position.value);
}

void Player::setLoop(const LoopRegion& loop) {
    const bool isLoop = loop.repeats() && loop.from >= Tick{0};
    order({.order = Order::SetLoop, .loop = isLoop ? loop : LoopRegion{}});
    m_loopBegin = isLoop ? loop.from : Tick{0};
}

void Player::panic() {
    order({.order = Order::Panic});
}

void Player::setLiveInstrument(std::uint8_t program, std::uint8_t bank, bool drums) {
    order({.order = Order::SetLiveInstrument,
           .message = {program, bank, static_cast<std::uint8_t>(drums ? 1 : 0), kLivePort}});
}

void Player::pressKey(Pitch pitch, Velocity velocity) {
    order({.order = Order::Live, .message = {0x90, pitch.value, velocity.value, kLivePort}});
}

void Player::releaseKey(Pitch pitch) {
    order({.order = Order::Live, .message = {0x80, pitch.value, 64, kLivePort}});
}

void Player::playLive(ShortMessage message) {
    // Full only if nothing has been played for a while; then losing a message does no harm.
    [[maybe_unused]] const bool taken = m_liveMessages.try_enqueue(message);
}

// Queries.

bool Player::isPlaying() const {
    return m_playOrdered && m_finished.load(std::memory_order_relaxed) != m_lastStart;
}

double Player::position() const {
    const bool moved = m_obeyed.load(std::memory_order_acquire) >= m_lastMove;
    return moved ? m_position.load(std::memory_order_relaxed) : m_orderedPosition;
}

// The audio thread.

void Player::advanceRt(std::int64_t frames, NoteSink& sink) noexcept {
    takeOrdersRt(sink);
    playRt(frames, sink);
}

void Player::takeOrdersRt(NoteSink& sink) noexcept {
    Command command;
    std::uint64_t obeyed = 0;
    while (m_commands.try_dequeue(command)) {
        obeyRt(command, sink);
        obeyed = command.serial;
    }
    ShortMessage message;
    while (m_liveMessages.try_dequeue(message))
        sendLiveRt(message, sink);
    if (obeyed == 0)
        return;
    m_position.store(m_plan->tickAt(m_frame), std::memory_order_relaxed);
    m_obeyed.store(obeyed, std::memory_order_release);
}

void Player::playRt(std::int64_t frames, NoteSink& sink) noexcept {
    if (!m_playing)
        return;
    playBlockRt(frames, sink);
    m_position.store(m_plan->tickAt(m_frame), std::memory_order_relaxed);
}

void Player::obeyRt(const Command& command, NoteSink& sink) noexcept {
    switch (command.order) {
    case Order::SetPlan:
        return usePlanRt(command, sink);
    case Order::Play:
        m_start = command.serial;
        return startRt(sink);
    case Order::Pause:
        m_playing = false;
        return m_told.silenceRt(0, sink);
    case Order::Stop:
        m_playing = false;
        m_told.silenceRt(0, sink);
        m_frame = m_loopEndFrame > m_loopBeginFrame ? m_loopBeginFrame : 0;
        return;
    case Order::Seek:
        if (m_playing)
            return goToRt(m_plan->frameAt(command.position), sink, 0);
        m_frame = m_plan->frameAt(command.position);
        return;
    case Order::SetLoop:
        return setLoopRt(command.loop);
    case Order::Panic:
        return panicRt(sink);
    case Order::SetLiveInstrument:
        endLiveNotesRt(sink);
        m_liveInstrument = command.message;
        m_liveChannel = command.message.data2 != 0 ? kDrumChannel : 0;
        return sendLiveInstrumentRt(sink);
    case Order::Live:
        return sendLiveRt(command.message, sink);
    }
}

void Player::usePlanRt(const Command& command, NoteSink& sink) noexcept {
    const PlaybackPlan& plan = *command.plan.object;
    // The same frame unless the tempo map differs, without rounding.
    m_frame = plan.frameAt(m_plan->tickAt(m_frame));
    m_plan = &plan;
    m_plans.useRt(command.plan);
    setLoopRt(m_loop);
    if (!m_playing)
        return;
    m_told.changeToRt(plan.stateBefore(m_frame), SoundingNotes::KeepIfStillThere, 0, sink);
    m_nextEvent = plan.firstEventAt(m_frame);
}

void Player::startRt(NoteSink& sink) noexcept {
    if (m_frame >= m_plan->lengthFrames() && m_loopEndFrame <= m_frame)
        m_frame = 0;
    if (m_playing)
        return;
    m_playing = true;
    goToRt(m_frame, sink, 0);
}

void Player::goToRt(std::int64_t frame, NoteSink& sink, std::int64_t blockFrame) noexcept {
    m_frame = frame;
    m_told.changeToRt(m_plan->stateBefore(frame), SoundingNotes::End, blockFrame, sink);
    m_nextEvent = m_plan->firstEventAt(frame);
}

void Player::setLoopRt(const LoopRegion& loop) noexcept {
    m_loop = loop;
    m_loopBeginFrame = m_plan->frameAt(loop.from);
    m_loopEndFrame = m_plan->frameAt(loop.to);
    if (m_loopEndFrame - m_loopBeginFrame < kShortestLoop)
        m_loopBeginFrame = m_loopEndFrame = 0;
}

std::int64_t Player::boundaryRt() const noexcept {
    // A loop may end after the last note: eight bars of which the last is silent.
    return m_loopEndFrame > m_frame ? m_loopEndFrame : std::max(m_plan->lengthFrames(), m_frame);
}

void Player::playBlockRt(std::int64_t frames, NoteSink& sink) noexcept {
    std::int64_t done = 0;
    while (done < frames) {
        if (m_loopEndFrame > m_loopBeginFrame && m_frame == m_loopEndFrame)
            goToRt(m_loopBeginFrame, sink, done);
        const std::int64_t boundary = boundaryRt();
        if (boundary == m_frame) {
            m_told.silenceRt(done, sink);
            m_playing = false;
            m_finished.store(m_start, std::memory_order_relaxed);
            return;
        }
        const std::int64_t count = std::min(frames - done, boundary - m_frame);
        playEventsRt(m_frame + count, done, sink);
        m_frame += count;
        done += count;
    }
}

void Player::playEventsRt(std::int64_t end, std::int64_t blockFrame, NoteSink& sink) noexcept {
    const auto events = m_plan->events();
    for (; m_nextEvent < events.size() && events[m_nextEvent].frame < end; ++m_nextEvent) {
        const PlanEvent& event = events[m_nextEvent];
        // After a change of plan, the ends of notes that did not begin are left out.
        const bool isLateEnd = event.message.isNoteOff() &&
                               !m_told.channel(event.message.port, event.message.channel())
                                    .sounding[event.message.data1];
        if (isLateEnd)
            continue;
        m_told.applyRt(event.message);
        sink.sendRt(blockFrame + event.frame - m_frame, event.message);
    }
}

void Player::leaveRt(NoteSink& sink) noexcept {
    m_told.silenceRt(0, sink);
    endLiveNotesRt(sink);
}

void Player::enterRt(NoteSink& sink) noexcept {
    m_told = PlaybackState{};
    m_liveKeys.reset();
    if (m_playing)
        goToRt(m_frame, sink, 0);
    sendLiveInstrumentRt(sink);
}

void Player::panicRt(NoteSink& sink) noexcept {
    constexpr std::uint8_t kAllSoundOff = 120;
    constexpr std::uint8_t kAllNotesOff = 123;
    m_told.silenceRt(0, sink);
    endLiveNotesRt(sink);
    for (std::uint8_t port = 0; port <= kLivePort; ++port)
        for (std::uint8_t channel = 0; channel < kChannelsPerPort; ++channel)
            for (const std::uint8_t number : {kAllNotesOff, kAllSoundOff})
                sink.sendRt(0, {static_cast<std::uint8_t>(0xb0U | channel), number, 0, port});
}

// Live notes.

void Player::sendLiveRt(ShortMessage message, NoteSink& sink) noexcept {
    const bool isBankOrMode = message.kind() == 0xb0 &&
                              (message.data1 == 0 || message.data1 == 32 || message.data1 >= 120);
    if (message.kind() == 0xc0 || message.status >= 0xf0 || isBankOrMode)
        return; // the instrument is chosen in the window
    message.status = static_cast<std::uint8_t>(message.kind() | m_liveChannel);
    message.port = kLivePort;
    const std::uint8_t key = message.data1 & 0x7fU;
    if (message.isNoteOn() && m_liveKeys[key]) // two sources on one key: each start gets an end
        sink.sendRt(0, {static_cast<std::uint8_t>(0x80U | m_liveChannel), key, 64, kLivePort});
    if (message.isNoteOff() && !m_liveKeys[key])
        return;
    if (message.isNoteOn() || message.isNoteOff())
        m_liveKeys.set(key, message.isNoteOn());
    sink.sendRt(0, message);
}

void Player::endLiveNotesRt(NoteSink& sink) noexcept {
    for (std::uint8_t key = 0; key < 128; ++key)
        if (m_liveKeys[key])
            sendLiveRt({0x80, key, 64, kLivePort}, sink);
    for (const std::uint8_t pedal : {64, 66, 69})
        sendLiveRt({0xb0, pedal, 0, kLivePort}, sink);
}

void Player::sendLiveInstrumentRt(NoteSink& sink) noexcept {
    const auto controller = static_cast<std::uint8_t>(0xb0U | m_liveChannel);
    const auto program = static_cast<std::uint8_t>(0xc0U | m_liveChannel);
    sink.sendRt(0, {controller, 0, m_liveInstrument.data1, kLivePort});
    sink.sendRt(0, {program, m_liveInstrument.status, 0, kLivePort});
}

} // namespace leitmotif
