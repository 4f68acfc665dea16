// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace leitmotif {

/// How loud it is: two bars that fall slowly, in decibels from −48 to 0. Falls by the calls of
/// setLevel(), which come about 60 times a second. Part of TransportBar. GUI thread.
class LevelMeter : public QWidget {
    Q_OBJECT

  public:
    explicit LevelMeter(QWidget* parent = nullptr);

    /// Peaks since the last call, 0 to 1.
    void setLevel(float left, float right);
    /// Nothing is shown.
    [[nodiscard]] bool isStill() const { return m_shown[0] <= 0.0 && m_shown[1] <= 0.0; }
    void setTheme(const Theme& theme);
    [[nodiscard]] QSize sizeHint() const override { return {96, 14}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Theme m_theme;
    double m_shown[2] = {0.0, 0.0}; // share of the bar
};

} // namespace leitmotif
