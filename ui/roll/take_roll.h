// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_painter.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace leitmotif {

/// A score to look at, not to edit, in a view that its owner sets, so that several can be scrolled
/// and zoomed as one. GUI thread.
class TakeRoll : public QWidget {
    Q_OBJECT

  public:
    explicit TakeRoll(QWidget* parent = nullptr);

    void setScore(const Score& score);
    [[nodiscard]] const Score& score() const { return m_score; }
    void setView(const RollGeometry& view);
    [[nodiscard]] const RollGeometry& view() const { return m_view; }
    /// In ticks; nothing: not heard.
    void setPlayhead(std::optional<double> tick);
    [[nodiscard]] std::optional<double> playhead() const { return m_playhead; }
    void setTheme(const Theme& theme);

  signals:
    void zoomRequested(double factor, double x);
    void scrollRequested(double pixels);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    void updateStrip(double tick);

    Score m_score;
    MeterMap m_meter;
    std::vector<NoteIndex> m_tracks;
    RollPainter m_painter;
    RollGeometry m_view;
    std::optional<double> m_playhead;
};

} // namespace leitmotif
