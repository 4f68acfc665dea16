// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/whole_rows_list.h"

#include <algorithm>

namespace leitmotif {

WholeRowsList::WholeRowsList(QWidget* parent) : QListWidget(parent) {
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
}

int WholeRowsList::rowHeight() const {
    return count() > 0 ? std::max(1, sizeHintForRow(0)) : fontMetrics().height() + 8;
}

void WholeRowsList::setRowsShown(int fewest, int most) {
    const int frame = 2 * frameWidth();
    const int rows = std::max(1, count());
    setMinimumHeight(std::min(rows, fewest) * rowHeight() + frame);
    setMaximumHeight(std::min(rows, most) * rowHeight() + frame);
}

void WholeRowsList::updateGeometries() {
    const int room = height() - 2 * frameWidth();
    const int rest = count() * rowHeight() <= room ? 0 : room % rowHeight();
    if (viewportMargins().bottom() != rest)
        setViewportMargins(0, 0, 0, rest); // causes another resize event
    QListWidget::updateGeometries();
}

} // namespace leitmotif
