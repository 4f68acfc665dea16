// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/take_roll.h"

#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace leitmotif {

TakeRoll::TakeRoll(QWidget* parent)
    : QWidget(parent), m_meter(Score().meterMap()), m_painter(darkTheme()) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumHeight(60);
}

void TakeRoll::setScore(const Score& score) {
    m_score = score;
    m_meter = score.meterMap();
    m_tracks.clear();
    for (const TrackPtr& track : m_score.tracks)
        m_tracks.emplace_back(track);
    update();
}

void TakeRoll::setView(const RollGeometry& view) {
    if (view == m_view)
        return;
    m_view = view;
    update();
}

void TakeRoll::setPlayhead(std::optional<double> tick) {
    if (tick == m_playhead)
        return;
    if (m_playhead)
        updateStrip(*m_playhead);
    m_playhead = tick;
    if (m_playhead)
        updateStrip(*m_playhead);
}

void TakeRoll::updateStrip(double tick) {
    update(QRectF(m_view.xOf(tick) - 2.0, 0.0, 5.0, height()).toAlignedRect());
}

void TakeRoll::setTheme(const Theme& theme) {
    m_painter = RollPainter(theme);
    update();
}

void TakeRoll::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setClipRect(event->rect());
    const QRectF area = event->rect();
    m_painter.paintBackground(painter, area, m_view, m_meter, Snap::Bar);
    for (std::size_t track = 0; track < m_tracks.size(); ++track)
        m_painter.paintNotes(painter, area, m_view, m_tracks[track], styleOfTrack(m_score, track));
    if (m_playhead)
        painter.fillRect(QRectF(m_view.xOf(*m_playhead), 0.0, 1.5, height()),
                         m_painter.theme().playhead);
}

void TakeRoll::wheelEvent(QWheelEvent* event) {
    constexpr double kZoomPerStep = 1.25;
    constexpr double kPixelsPerStep = 80.0;
    constexpr double kStep = 120.0;
    const QPoint delta = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier))
        emit zoomRequested(std::pow(kZoomPerStep, delta.y() / kStep), event->position().x());
    else
        emit scrollRequested(-(delta.x() != 0 ? delta.x() : delta.y()) / kStep * kPixelsPerStep);
    event->accept();
}

} // namespace leitmotif
