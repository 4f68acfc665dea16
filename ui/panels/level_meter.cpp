// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/level_meter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

constexpr double kFloorDecibels = -48.0;
constexpr double kFall = 0.02; ///< share of the bar a call
constexpr double kLoud = 0.9;  ///< share above which the bar warns

double shareOf(float peak) {
    if (!(peak > 0.0F))
        return 0.0;
    return std::clamp(1.0 - 20.0 * std::log10(static_cast<double>(peak)) / kFloorDecibels, 0.0,
                      1.0);
}

} // namespace

LevelMeter::LevelMeter(QWidget* parent) : QWidget(parent), m_theme(darkTheme()) {
    setFixedHeight(14);
    setMinimumWidth(56);
}

void LevelMeter::setLevel(float left, float right) {
    const double before[2] = {m_shown[0], m_shown[1]};
    m_shown[0] = std::max(shareOf(left), std::max(0.0, m_shown[0] - kFall));
    m_shown[1] = std::max(shareOf(right), std::max(0.0, m_shown[1] - kFall));
    if (before[0] != m_shown[0] || before[1] != m_shown[1])
        update();
}

void LevelMeter::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void LevelMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double barHeight = (height() - 2.0) / 2.0;
    for (int i = 0; i < 2; ++i) {
        const QRectF bar(0.0, i * (barHeight + 2.0), width(), barHeight);
        painter.setBrush(m_theme.border);
        painter.drawRoundedRect(bar, 2, 2);
        if (m_shown[i] <= 0.0)
            continue;
        painter.setBrush(m_shown[i] > kLoud ? m_theme.warning : m_theme.good);
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * m_shown[i], barHeight),
                                2, 2);
    }
}

} // namespace leitmotif
