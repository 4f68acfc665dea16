// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_view.h"

#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace leitmotif {

namespace {

constexpr double kWheelNotch = 120.0;
constexpr double kWheelZoom = 1.2;    // factor of one notch
constexpr double kWheelScroll = 64.0; // pixels of one notch

} // namespace

RollView::RollView(RollController& controller, int playheadReach, QWidget* parent)
    : QWidget(parent),
      m_controller(controller),
      m_playheadReach(playheadReach),
      m_theme(darkTheme()) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    if (playheadReach > 0)
        connect(&controller, &RollController::playheadMoved, this, &RollView::repaintPlayhead);
}

void RollView::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void RollView::repaintPlayhead(double from, double to) {
    const int reach = m_playheadReach;
    for (const double tick : {from, to}) {
        const double x = scene().geometry.xOf(tick);
        if (x > -reach - 2.0 && x < width() + reach + 2.0)
            update(static_cast<int>(std::floor(x)) - reach, 0, 2 * reach + 1, height());
    }
}

void RollView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    // A playhead that moves exposes two strips far apart; what lies between them is not painted.
    for (const QRect& area : event->region()) {
        painter.save();
        painter.setClipRect(area);
        paintArea(painter, area);
        painter.restore();
    }
}

void RollView::paintPlayhead(QPainter& painter) const {
    const double x = scene().geometry.xOf(scene().playhead);
    painter.fillRect(QRectF(std::round(x * 2.0) / 2.0 - 0.5, 0.0, 1.5, height()), m_theme.playhead);
}

QPointF RollView::notchesOf(const QWheelEvent& event) {
    return QPointF(event.angleDelta()) / kWheelNotch;
}

double RollView::turnOf(const QWheelEvent& event) {
    const QPointF notches = notchesOf(event);
    return notches.y() != 0.0 ? notches.y() : notches.x();
}

void RollView::zoomByNotches(Qt::Orientation orientation, double notches, QPointF anchor) {
    emit zoomRequested(orientation, std::pow(kWheelZoom, notches), anchor);
}

void RollView::scrollByNotches(QPointF notches) {
    emit scrollRequested(-notches * kWheelScroll);
}

} // namespace leitmotif
