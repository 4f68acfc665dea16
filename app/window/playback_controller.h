// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/take_library.h"
#include "core/playback/player.h"
#include "core/runs/take.h"
#include "ui/panels/takes_panel.h"
#include "ui/panels/transport_bar.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace leitmotif {

/// What is heard: the score in the editor or one take. Turns the wishes of transport, editor, plot
/// and takes into orders for the player, and shows where it is. Knows no device. GUI thread; what
/// the player plays is worked out on another, and orders that come meanwhile are kept until it is
/// there.
class PlaybackController : public QObject {
    Q_OBJECT

  public:
    PlaybackController(Player& player, const TakeLibrary& takes, TransportBar& transport,
                       TakesPanel& panel, QObject* parent = nullptr);
    ~PlaybackController() override;

    /// The editor shows another score: it is what play starts from now on.
    void setDocument(const Score& score, const QString& title);
    /// The same score was edited; what sounds goes on.
    void updateDocument(const Score& score, const QString& title);
    void setSampleRate(double sampleRate);
    /// 25 to 200 %.
    void setTempoPercent(int percent);
    /// In ticks of the document.
    void setLoop(const LoopRegion& loop);

    void play();
    void pause();
    void stop();
    void toStart();
    /// Moves the playhead of the document.
    void seek(Tick position);
    /// Plays a take from its beginning, or stops it if it plays.
    void toggleTake(qint64 take);
    void toggle(const Take& take);
    void playTake(const Take& take);
    /// Plays a take in place of the one that is heard, from where that is.
    void hearInstead(const Take& take);
    /// The same, but lets what plays come to its end first; of several the newest follows.
    void playNewTake(const Take& take);

    [[nodiscard]] bool isPlaying() const {
        return m_awaited && m_awaited->plays ? *m_awaited->plays : m_player.isPlaying();
    }
    /// Where the playhead of the document is.
    [[nodiscard]] Tick documentPosition() const;

  signals:
    /// Where the playhead of the document is, in ticks; about 60 times a second while it moves.
    void documentPositionChanged(double tick);
    /// The same within the take that is heard.
    void takePositionChanged(double tick);
    void playingTakeChanged(std::optional<qint64> take);

  private:
    struct Heard {
        std::optional<qint64> take; // nothing: the document
        QString title;
        Score score;
        MeterMap meter;
        TempoMap tempo;
        Tick end;
    };

    /// What was ordered while the plan of another piece is not there yet.
    struct Awaited {
        std::optional<double> position; // nothing: where the player has come to by then
        LoopRegion loop;
        std::optional<bool> plays; // nothing: as the player does
    };

    /// It is gone: stops it if it is heard.
    void forgetTake(qint64 take);
    void hear(std::optional<qint64> take, const QString& title, const Score& score);
    [[nodiscard]] QString nameOf(const Take& take) const;
    void hearDocument();
    void rebuildPlan();
    void usePlan(std::unique_ptr<const PlaybackPlan> plan);
    [[nodiscard]] double position() const {
        return m_awaited && m_awaited->position ? *m_awaited->position : m_player.position();
    }
    void orderPlay();
    void orderPause();
    void orderStop();
    void orderSeek(double tick);
    void orderLoop(const LoopRegion& loop);
    void showPosition();
    void showPlaying();

    Player& m_player;
    const TakeLibrary& m_takes;
    TransportBar& m_transport;
    TakesPanel& m_takesPanel;
    Score m_document;
    QString m_documentTitle;
    double m_documentPosition = 0.0; // ticks; kept while a take is heard
    Heard m_heard;
    LoopRegion m_loop; // of the document
    double m_sampleRate = 48'000.0;
    int m_tempoPercent = 100;
    double m_shownPosition = -1.0;
    std::optional<qint64> m_playingTake; // as last told
    std::optional<Take> m_nextTake;      // arrived while another take played
    QTimer m_positionTimer;
    std::optional<Awaited> m_awaited;
    std::uint64_t m_piece = 0; // of m_heard
    bool m_isPlanning = false;
    bool m_isPlanStale = false; // another one is wanted than the one that is being made
    QThreadPool m_planner;
    QTimer m_planTimer; // an edit is heard a moment later, a drag costs one plan
};

} // namespace leitmotif
