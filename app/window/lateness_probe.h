// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

namespace leitmotif {

/// Measures how late the window's event loop gets: a precise 10 ms timer notes how much more than
/// 10 ms lies between two of its ticks. Lives in the window's thread.
class LatenessProbe : public QObject {
    Q_OBJECT

  public:
    explicit LatenessProbe(QObject* parent = nullptr);

    /// Begins anew; finished() comes after `seconds`.
    void start(int seconds);

    struct Result {
        int ticks = 0;
        double median = 0.0; ///< milliseconds late
        double percentile99 = 0.0;
        double percentile999 = 0.0;
        double worst = 0.0;
    };
    [[nodiscard]] Result result() const;
    /// One line of JSON, with how many blocks of sound were late meanwhile.
    [[nodiscard]] QString report(quint64 lateAudioBlocks) const;

  signals:
    void finished();

  private:
    void tick();

    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_previous = 0; // nanoseconds
    qint64 m_end = 0;
    std::vector<double> m_lateness; // milliseconds
};

} // namespace leitmotif
