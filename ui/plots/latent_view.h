// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/run_event.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <memory>
#include <optional>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace leitmotif {

class LatentCanvas;
class ScorePreview;

/// The latent map of a run: a sheet to walk in, the picture that was chosen in it, and what can be
/// done with that. GUI thread.
class LatentView : public QFrame {
    Q_OBJECT

  public:
    explicit LatentView(QWidget* parent = nullptr);

    /// Nothing: the run has none yet.
    void setMap(const std::optional<LatentMapDrawn>& drawn);
    /// Shows none, as it cannot be read.
    void setDamaged();
    [[nodiscard]] const std::optional<LatentMapDrawn>& map() const { return m_drawn; }
    /// Which picture is heard; nothing: none.
    void setPlayingCell(std::optional<int> cell);
    /// Takes can be kept.
    void setCanKeep(bool canKeep);
    void setTheme(const Theme& theme);

  signals:
    /// Play the picture, or stop it if it is heard.
    void hearRequested(int cell);
    /// Keep it as a take.
    void keepRequested(int cell);
    /// Back to the losses.
    void lossesRequested();

  private:
    void layOut();
    void connectControls();
    void showCell();
    void updateButtons();

    std::optional<LatentMapDrawn> m_drawn;
    std::optional<int> m_playing;
    bool m_canKeep = true;
    Theme m_theme;
    LatentCanvas* m_canvas;
    ScorePreview* m_preview;
    QLabel* m_epoch;
    QLabel* m_empty;
    QLabel* m_place;
    QCheckBox* m_music;
    QToolButton* m_hear;
    QPushButton* m_keep;
    QToolButton* m_losses;
};

} // namespace leitmotif
