// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/tempo_map.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QList>
#include <QString>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace leitmotif {

class LevelMeter;

/// A SoundFont to choose from.
struct SoundFontChoice {
    QString name;
    QString path; ///< or "builtin"
};

/// Playing: buttons, position, tempo, volume, SoundFont and what the sound devices say. The owner
/// tells it the position about 60 times a second. GUI thread.
class TransportBar : public QFrame {
    Q_OBJECT

  public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setPlaying(bool isPlaying);
    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    /// As if its button was pressed.
    void playOrPause();
    void setLooping(bool isLooping);
    /// Where the playhead is. Repaints only what changed.
    void setPosition(const BarPosition& position, double seconds, double lengthSeconds);
    /// The score's tempo at the playhead, before the factor.
    void setTempo(double beatsPerMinute);
    /// 25 to 200 %.
    void setTempoPercent(int percent);
    [[nodiscard]] int tempoPercent() const;
    /// 0 to 100 %.
    void setVolumePercent(int percent);
    [[nodiscard]] int volumePercent() const;
    /// Name of the score or take that plays.
    void setHeard(const QString& name);
    /// Peaks of the last moments, 0 to 1 (more: clipped).
    void setLevel(float left, float right);
    void setSoundFonts(const QList<SoundFontChoice>& fonts, const QString& currentPath);
    /// What the audio and MIDI devices do, such as "JACK, 48 kHz". `isSilent`: nothing can be heard
    /// and `sentence` says why.
    void setSoundStatus(const QString& sentence, bool isSilent);
    void setTheme(const Theme& theme);

  signals:
    void playRequested();
    void pauseRequested();
    void stopRequested();
    void toStartRequested();
    void loopToggled(bool isLooping);
    void tempoPercentChanged(int percent);
    void volumePercentChanged(int percent);
    /// All notes off, now.
    void panicRequested();
    void soundFontRequested(const QString& path);
    /// Show a dialog to choose a SoundFont file.
    void soundFontDialogRequested();
    void settingsRequested();

  private:
    void buildButtons(QHBoxLayout* row);
    void buildReadouts(QHBoxLayout* row);
    void buildSound(QHBoxLayout* row);
    void showTempo();

    bool m_isPlaying = false;
    double m_beatsPerMinute = 120.0;
    QString m_currentFont;
    Theme m_theme;
    QToolButton* m_toStart;
    QToolButton* m_play;
    QToolButton* m_stop;
    QToolButton* m_loop;
    QLabel* m_bar;
    QLabel* m_time;
    QLabel* m_tempo;
    QSpinBox* m_tempoPercent;
    QLabel* m_heard;
    LevelMeter* m_meter;
    QSlider* m_volume;
    QToolButton* m_panic;
    QComboBox* m_soundFonts;
    QToolButton* m_status;
};

} // namespace leitmotif
