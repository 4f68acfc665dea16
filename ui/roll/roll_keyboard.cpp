// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_keyboard.h"

#include "ui/roll/pitch_label.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kWidth = 64;
constexpr double kBlackShare = 0.6;  // of the width
constexpr double kNamedRow = 13.0;   // height from which every white key has its name
constexpr double kNamedOctave = 5.0; // height from which at least the Cs have
constexpr double kSoftest = 20.0;
constexpr double kLoudest = 127.0;

QColor blended(const QColor& color, const QColor& with, double share) {
    const auto mix = [&](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {mix(color.red(), with.red()), mix(color.green(), with.green()),
            mix(color.blue(), with.blue())};
}

} // namespace

RollKeyboard::RollKeyboard(RollController& controller, QWidget* parent)
    : RollView(controller, 0, parent) {
    setObjectName(QStringLiteral("rollKeyboard"));
    setAccessibleName(tr("Piano keys"));
    setAccessibleDescription(tr("Click a key to hear it; louder further to the right."));
    setFixedWidth(kWidth);
    setCursor(Qt::PointingHandCursor);
    for (const auto signal : {&RollController::viewChanged, &RollController::hoverChanged,
                              &RollController::soundingChanged})
        connect(&controller, signal, this, qOverload<>(&QWidget::update));
}

QColor RollKeyboard::keyColor(int pitch) const {
    const QColor key = isBlackKey(pitch) ? theme().blackKey : theme().whiteKey;
    if (pitch == scene().soundingPitch)
        return blended(key, theme().accent, 0.75);
    if (pitch == scene().hoveredPitch)
        return blended(key, theme().accent, isBlackKey(pitch) ? 0.45 : 0.3);
    return key;
}

void RollKeyboard::paintKey(QPainter& painter, int pitch) const {
    const RollGeometry& g = scene().geometry;
    const QColor line = blended(theme().whiteKey, theme().blackKey, 0.28);
    const QRectF row(0.0, g.yOf(pitch), width(), g.rowHeight);
    if (!isBlackKey(pitch)) {
        painter.fillRect(row, keyColor(pitch));
        // White keys meet between E and F and between B and C.
        if (pitch % 12 == 0 || pitch % 12 == 5)
            painter.fillRect(QRectF(0.0, std::round(row.bottom()) - 1.0, width(), 1.0), line);
        return;
    }
    // Behind a black key its white neighbours meet in the middle.
    painter.fillRect(QRectF(row.left(), row.top(), row.width(), row.height() / 2.0),
                     keyColor(pitch + 1));
    painter.fillRect(QRectF(row.left(), row.center().y(), row.width(), row.height() / 2.0),
                     keyColor(pitch - 1));
    painter.fillRect(QRectF(0.0, std::round(row.center().y()), width(), 1.0), line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(keyColor(pitch));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF key(-4.0, row.top(), row.width() * kBlackShare + 4.0, row.height());
    painter.drawRoundedRect(key.adjusted(0.0, 0.5, 0.0, -0.5), 2.0, 2.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void RollKeyboard::paintName(QPainter& painter, int pitch) const {
    const RollGeometry& g = scene().geometry;
    const bool isC = pitch % 12 == 0;
    const bool hasRoom = g.rowHeight >= kNamedRow || (isC && g.rowHeight >= kNamedOctave);
    const bool isPointedAt = pitch == scene().hoveredPitch || pitch == scene().soundingPitch;
    if (isBlackKey(pitch) ? !isPointedAt || g.rowHeight < kNamedRow : !hasRoom && !isPointedAt)
        return;
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(std::clamp(g.rowHeight - 2.0, 9.0, 11.0)));
    font.setBold(isC);
    painter.setFont(font);
    painter.setPen(isC || isPointedAt ? blended(theme().keyText, theme().blackKey, 0.5)
                                      : theme().keyText);
    const QRectF row(0.0, g.yOf(pitch), width() - 6.0, g.rowHeight);
    painter.drawText(row.adjusted(0.0, -6.0, 0.0, 6.0), Qt::AlignRight | Qt::AlignVCenter,
                     pitchLabel(pitch));
}

void RollKeyboard::paintArea(QPainter& painter, const QRect& area) {
    painter.fillRect(area, theme().window);
    const RollGeometry& g = scene().geometry;
    const int highest = g.pitchAt(area.top());
    const int lowest = g.pitchAt(area.bottom());
    for (int pitch = lowest; pitch <= highest; ++pitch)
        paintKey(painter, pitch);
    for (int pitch = lowest; pitch <= highest; ++pitch)
        paintName(painter, pitch);
    painter.fillRect(QRectF(width() - 1.0, 0.0, 1.0, height()), theme().border);
}

void RollKeyboard::play(QPointF position) {
    const int pitch = scene().geometry.pitchAt(position.y());
    if (pitch == scene().soundingPitch)
        return;
    const double share = std::clamp(position.x() / width(), 0.0, 1.0);
    const double velocity = kSoftest + (kLoudest - kSoftest) * share;
    controller().sound({.pitch = {static_cast<std::uint8_t>(pitch)},
                        .velocity = {static_cast<std::uint8_t>(velocity)},
                        .channel = scene().newChannel});
}

void RollKeyboard::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        play(event->position());
}

void RollKeyboard::mouseMoveEvent(QMouseEvent* event) {
    controller().setHover({}, scene().geometry.pitchAt(event->position().y()));
    if (event->buttons() & Qt::LeftButton)
        play(event->position());
}

void RollKeyboard::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        controller().silence();
}

void RollKeyboard::leaveEvent(QEvent* event) {
    controller().setHover({}, -1);
    QWidget::leaveEvent(event);
}

void RollKeyboard::hideEvent(QHideEvent* event) {
    controller().silence(); // a hidden widget gets no release
    QWidget::hideEvent(event);
}

} // namespace leitmotif
