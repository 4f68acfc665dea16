// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/elided_label.h"

#include <QStyleOption>
#include <QStylePainter>

namespace leitmotif {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const QRect room = contentsRect();
    painter.drawItemText(room, static_cast<int>(alignment()), option.palette, isEnabled(),
                         fontMetrics().elidedText(text(), Qt::ElideRight, room.width()),
                         foregroundRole());
}

} // namespace leitmotif
