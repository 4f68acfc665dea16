// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/playback_controller.h"

#include "app/window/background.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {
constexpr int kPositionMs = 16;
constexpr int kPlanDelayMs = 30;
} // namespace

PlaybackController::PlaybackController(Player& player, const TakeLibrary& takes,
                                       TransportBar& transport, TakesPanel& panel, QObject* parent)
    : QObject(parent),
      m_player(player),
      m_takes(takes),
      m_transport(transport),
      m_takesPanel(panel) {
    connect(&m_transport, &TransportBar::playRequested, this, &PlaybackController::play);
    connect(&m_transport, &TransportBar::pauseRequested, this, &PlaybackController::pause);
    connect(&m_transport, &TransportBar::stopRequested, this, &PlaybackController::stop);
    connect(&m_transport, &TransportBar::toStartRequested, this, &PlaybackController::toStart);
    connect(&m_transport, &TransportBar::tempoPercentChanged, this,
            &PlaybackController::setTempoPercent);
    connect(&m_transport, &TransportBar::panicRequested, this, [this] { m_player.panic(); });
    connect(&m_takesPanel, &TakesPanel::playRequested, this, [this](qint64 id) {
        if (const auto take = m_takes.find(id))
            playTake(*take);
    });
    connect(&m_takesPanel, &TakesPanel::stopRequested, this, &PlaybackController::stop);
    connect(&m_takes, &TakeLibrary::removed, this, &PlaybackController::forgetTake);
    m_positionTimer.setInterval(kPositionMs);
    m_positionTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_positionTimer, &QTimer::timeout, this, &PlaybackController::showPosition);
    m_positionTimer.start();
    m_planTimer.setInterval(kPlanDelayMs);
    m_planTimer.setSingleShot(true);
    connect(&m_planTimer, &QTimer::timeout, this, &PlaybackController::rebuildPlan);
    m_planner.setMaxThreadCount(1);
    setDocument(emptyScore(), {});
}

PlaybackController::~PlaybackController() {
    m_planner.waitForDone();
}

void PlaybackController::setDocument(const Score& score, const QString& title) {
    m_document = score;
    m_documentTitle = title;
    m_documentPosition = 0.0;
    m_loop = {};
    if (!m_heard.take || !isPlaying()) { // a take that is heard plays to its end
        orderStop();
        hearDocument();
    }
}

void PlaybackController::updateDocument(const Score& score, const QString& title) {
    m_document = score;
    m_documentTitle = title;
    if (m_heard.take)
        return;
    m_heard.title = title;
    m_transport.setHeard(title);
    m_heard.score = score;
    m_heard.meter = score.meterMap();
    m_heard.tempo = score.tempoMap();
    m_heard.end = score.lastNoteEnd();
    m_planTimer.start();
}

void PlaybackController::hearDocument() {
    hear(std::nullopt, m_documentTitle, m_document);
    orderSeek(m_documentPosition);
    orderLoop(m_loop);
}

void PlaybackController::hear(std::optional<qint64> take, const QString& title,
                              const Score& score) {
    if (!m_heard.take && take)
        m_documentPosition = position();
    m_heard = {take, title, score, score.meterMap(), score.tempoMap(), score.lastNoteEnd()};
    ++m_piece;
    orderLoop({});
    if (!m_awaited)
        m_awaited.emplace(); // what sounds goes on until the plan is there
    rebuildPlan();
    m_transport.setHeard(title);
    m_shownPosition = -1.0;
}

void PlaybackController::rebuildPlan() {
    m_planTimer.stop();
    m_isPlanStale = m_isPlanning;
    if (m_isPlanning)
        return; // when that one is done
    m_isPlanning = true;
    runInBackground(
        m_planner, this,
        [score = m_heard.score,
         options = PlanOptions{.sampleRate = m_sampleRate, .tempoFactor = m_tempoPercent / 100.0}] {
            return std::make_unique<const PlaybackPlan>(score, options);
        },
        [this, piece = m_piece](std::unique_ptr<const PlaybackPlan> plan) {
            m_isPlanning = false;
            if (piece == m_piece)
                usePlan(std::move(plan));
            if (m_isPlanStale)
                rebuildPlan();
        });
}

void PlaybackController::usePlan(std::unique_ptr<const PlaybackPlan> plan) {
    m_player.setPlan(std::move(plan));
    if (!m_awaited)
        return;
    const Awaited wanted = *std::exchange(m_awaited, std::nullopt);
    if (wanted.position)
        m_player.seek({static_cast<std::int64_t>(*wanted.position)});
    m_player.setLoop(wanted.loop);
    if (wanted.plays.value_or(false) && !m_player.isPlaying())
        m_player.play();
}

// Orders for the player, or for the time when it knows the piece.

void PlaybackController::orderPlay() {
    if (m_awaited)
        m_awaited->plays = true;
    else
        m_player.play();
}

void PlaybackController::orderPause() {
    m_player.pause(); // what sounds ends at once
    if (m_awaited)
        m_awaited->plays = false;
}

void PlaybackController::orderStop() {
    m_player.stop();
    if (!m_awaited)
        return;
    const Tick begin = m_awaited->loop.repeats() ? m_awaited->loop.from : Tick{0};
    m_awaited->position = static_cast<double>(begin.value);
    m_awaited->plays = false;
}

void PlaybackController::orderSeek(double tick) {
    if (m_awaited)
        m_awaited->position = std::max(0.0, tick);
    else
        m_player.seek({static_cast<std::int64_t>(tick)});
}

void PlaybackController::orderLoop(const LoopRegion& loop) {
    if (m_awaited)
        m_awaited->loop = loop;
    else
        m_player.setLoop(loop);
}

void PlaybackController::setSampleRate(double sampleRate) {
    m_sampleRate = sampleRate;
    rebuildPlan();
}

void PlaybackController::setTempoPercent(int percent) {
    m_tempoPercent = percent;
    rebuildPlan();
}

void PlaybackController::setLoop(const LoopRegion& loop) {
    m_loop = loop;
    if (!m_heard.take)
        orderLoop(loop);
}

void PlaybackController::play() {
    if (m_heard.take && !isPlaying())
        hearDocument(); // the transport belongs to the editor; takes have their own buttons
    orderPlay();
    showPlaying();
}

void PlaybackController::pause() {
    m_nextTake.reset();
    orderPause();
    showPlaying();
}

void PlaybackController::stop() {
    m_nextTake.reset();
    orderStop();
    if (m_heard.take)
        hearDocument();
    showPlaying();
}

void PlaybackController::toStart() {
    if (m_heard.take)
        hearDocument();
    seek({0});
}

void PlaybackController::seek(Tick position) {
    m_nextTake.reset();
    if (m_heard.take) {
        orderStop();
        hearDocument();
    }
    orderSeek(static_cast<double>(position.value));
}

void PlaybackController::toggleTake(qint64 id) {
    if (const auto take = m_takes.find(id))
        toggle(*take);
}

void PlaybackController::toggle(const Take& take) {
    if (m_heard.take == take.id && isPlaying())
        stop();
    else
        playTake(take);
}

QString PlaybackController::nameOf(const Take& take) const {
    const auto stored = m_takes.find(take.id); // which knows whether it was edited
    return QString::fromStdString(stored ? fileNameOf(*stored) : fileNameOf(take));
}

void PlaybackController::playTake(const Take& take) {
    m_nextTake.reset();
    orderStop();
    hear(take.id, nameOf(take), *take.score);
    orderSeek(0.0);
    orderPlay();
    showPlaying();
}

void PlaybackController::hearInstead(const Take& take) {
    if (!m_heard.take || !isPlaying()) {
        playTake(take);
        return;
    }
    m_nextTake.reset();
    hear(take.id, nameOf(take), *take.score);
    showPlaying();
}

void PlaybackController::playNewTake(const Take& take) {
    if (!isPlaying())
        playTake(take);
    else if (m_heard.take)
        m_nextTake = take;
}

void PlaybackController::forgetTake(qint64 take) {
    if (m_heard.take == take)
        stop();
    else if (m_nextTake && m_nextTake->id == take)
        m_nextTake.reset();
}

Tick PlaybackController::documentPosition() const {
    return {static_cast<std::int64_t>(m_heard.take ? m_documentPosition : position())};
}

void PlaybackController::showPosition() {
    if (m_nextTake && !isPlaying())
        playTake(Take(*m_nextTake));
    showPlaying();
    const double tick = position();
    if (tick == m_shownPosition)
        return;
    m_shownPosition = tick;
    const Tick whole{static_cast<std::int64_t>(tick)};
    const double factor = m_tempoPercent / 100.0;
    m_transport.setPosition(m_heard.meter.positionAt(whole), m_heard.tempo.secondsAt(tick) / factor,
                            m_heard.tempo.secondsAt(m_heard.end) / factor);
    m_transport.setTempo(m_heard.tempo.beatsPerMinuteAt(whole));
    if (m_heard.take) {
        m_takesPanel.setPlayingFraction(std::clamp(
            tick / static_cast<double>(std::max<std::int64_t>(1, m_heard.end.value)), 0.0, 1.0));
        emit takePositionChanged(tick);
    } else {
        emit documentPositionChanged(tick);
    }
}

void PlaybackController::showPlaying() {
    const bool playing = isPlaying();
    m_transport.setPlaying(playing);
    const std::optional<qint64> take = playing ? m_heard.take : std::nullopt;
    if (take == m_playingTake)
        return;
    m_playingTake = take;
    m_takesPanel.setPlaying(take);
    emit playingTakeChanged(take);
}

} // namespace leitmotif
