// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_background.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace leitmotif {

RollBackground::Shown RollBackground::asked(const RollScene& scene, QSize size, double pixelRatio) {
    return {scene.geometry,       size, pixelRatio, scene.snap, scene.meter.division(),
            scene.meter.changes()};
}

const QPixmap& RollBackground::picture(const RollPainter& painter, const RollScene& scene,
                                       QSize size, double pixelRatio) {
    Shown wanted = asked(scene, size, pixelRatio);
    if (wanted == m_shown)
        return m_picture;
    m_shown = std::move(wanted);
    m_picture = QPixmap(size * pixelRatio);
    m_picture.setDevicePixelRatio(pixelRatio);
    m_picture.fill(painter.theme().rollWhiteRow);
    QPainter onPicture(&m_picture);
    painter.paintBackground(onPicture, QRect({0, 0}, size), scene.geometry, scene.meter,
                            scene.snap);
    return m_picture;
}

bool RollBackground::scroll(const RollPainter& painter, const RollScene& scene, QSize size,
                            double pixelRatio, const RollGeometry& before, QPoint pixels) {
    Shown wanted = asked(scene, size, pixelRatio);
    Shown moved = m_shown;
    moved.geometry = wanted.geometry;
    if (m_shown.geometry != before || moved != wanted)
        return false;
    m_shown = std::move(wanted);
    const auto ratio = static_cast<int>(std::lround(pixelRatio));
    m_picture.scroll(pixels.x() * ratio, pixels.y() * ratio, m_picture.rect());
    QPainter onPicture(&m_picture);
    const QRect all({0, 0}, size);
    for (const QRect& area : QRegion(all) - all.translated(pixels)) {
        onPicture.setClipRect(area);
        painter.paintBackground(onPicture, area, scene.geometry, scene.meter, scene.snap);
    }
    return true;
}

} // namespace leitmotif
