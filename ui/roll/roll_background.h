// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/roll/roll_painter.h"
#include "ui/roll/roll_scene.h"

#include <QPixmap>

namespace leitmotif {

/// Rows and grid lines behind the notes, painted once and kept until something of them changes.
/// After scrolling by whole pixels only what came into view is painted. GUI thread.
class RollBackground {
  public:
    /// The picture for a canvas of this size.
    [[nodiscard]] const QPixmap& picture(const RollPainter& painter, const RollScene& scene,
                                         QSize size, double pixelRatio);
    /// Scrolls the picture to where the scene is now; false if it shows anything else than
    /// `before` or something beside the place changed, too.
    [[nodiscard]] bool scroll(const RollPainter& painter, const RollScene& scene, QSize size,
                              double pixelRatio, const RollGeometry& before, QPoint pixels);
    /// The colours are others now.
    void forget() { m_shown = {}; }

  private:
    /// What the picture was painted for.
    struct Shown {
        RollGeometry geometry;
        QSize size;
        double pixelRatio = 0.0;
        Snap snap = Snap::Off;
        Division division;
        std::vector<SignatureChange> signatures;

        bool operator==(const Shown&) const = default;
    };

    [[nodiscard]] static Shown asked(const RollScene& scene, QSize size, double pixelRatio);

    QPixmap m_picture;
    Shown m_shown;
};

} // namespace leitmotif
