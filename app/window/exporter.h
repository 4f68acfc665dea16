// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/soundfont_library.h"
#include "core/base/result.h"
#include "core/music/score.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <stop_token>

namespace leitmotif {

/// Writes scores as MIDI and audio files; audio is rendered on a thread of its own. GUI thread.
class Exporter : public QObject {
    Q_OBJECT

  public:
    explicit Exporter(QObject* parent = nullptr);
    /// Gives up what is being rendered; half-written files are removed.
    ~Exporter() override;

    /// The ending of `path` tells the format; exported() or failed() follows.
    void exportScore(const Score& score, const QString& path, const SoundFont& font);

  signals:
    void started(const QString& path);
    void exported(const QString& path);
    void failed(const leitmotif::Error& error);

  private:
    void finish(const QString& path, const Result<void>& result);

    QThreadPool m_renderer;
    std::stop_source m_stop;
};

} // namespace leitmotif
