// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/latent_map.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QRectF>

class QPainter;

namespace leitmotif {

// How a latent map is painted, wherever it is shown.

/// All pictures of the sheet, without pitches that none of them uses: what is heard in the colour
/// of notes, behind it what nearly is. Where a pixel of `size` stands for several of theirs it
/// shows the loudest, so that notes stay to be seen in small sheets.
[[nodiscard]] QImage sheetImage(const LatentMap& map, const Theme& theme, QSize size);

/// Where a picture of the sheet is within `area`.
[[nodiscard]] QRectF cellRect(const LatentMap& map, int cell, const QRectF& area);
/// The picture at `position`, −1 outside of `area`.
[[nodiscard]] int cellAt(const LatentMap& map, QPointF position, const QRectF& area);
/// Where the middle of a picture at (x, y) would be within `area`, which may be outside of it.
[[nodiscard]] QPointF positionOf(const LatentMap& map, double x, double y, const QRectF& area);

/// Lines between the pictures of a sheet that is painted into `area`.
void paintCellLines(QPainter& painter, const LatentMap& map, const Theme& theme,
                    const QRectF& area);
/// Codes of the music over a sheet that is painted into `area`.
void paintMusic(QPainter& painter, const LatentMap& map, const Theme& theme, const QRectF& area);

/// For reports: the sheet beside a scatter of all codes, each with its axes.
[[nodiscard]] QImage latentMapImage(const LatentMap& map, const Theme& theme, QSize size);

} // namespace leitmotif
