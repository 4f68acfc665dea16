// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QRectF>
#include <QSize>

class QPainter;

namespace leitmotif {

// A whole score as a picture, without keys or scroll bars. GUI thread.

/// Paints it within `area`, for cards and lists. The painter is left as it was.
void paintMiniature(QPainter& painter, const QRectF& area, const Score& score, const Theme& theme);

/// For reports, with bar numbers and the names of the C rows. `pixelRatio` device pixels make one
/// of `size`.
[[nodiscard]] QImage scorePicture(const Score& score, const Theme& theme, QSize size,
                                  double pixelRatio = 1.0);

} // namespace leitmotif
