// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/whole_rows_scroll.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace leitmotif {

int wholeRowsWithin(int height, const std::vector<QRect>& rows) {
    int whole = height;
    const auto isCut = [&](const QRect& row) {
        return row.top() < whole && row.top() + row.height() > whole;
    };
    for (auto cut = std::ranges::find_if(rows, isCut); cut != rows.end();
         cut = std::ranges::find_if(rows, isCut))
        whole = cut->top();
    return std::max(0, whole);
}

WholeRowsScroll::WholeRowsScroll(QWidget* parent) : QScrollArea(parent) {
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void WholeRowsScroll::setPage(QWidget* page, Rows rows, int leastHeight) {
    m_rows = std::move(rows);
    m_leastHeight = leastHeight;
    setWidget(page);
}

QSize WholeRowsScroll::minimumSizeHint() const {
    const int page = widget() != nullptr ? widget()->minimumSizeHint().width() : 0;
    return {page + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(), m_leastHeight};
}

bool WholeRowsScroll::eventFilter(QObject* watched, QEvent* event) {
    const bool isFiltered = QScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        showWholeRows();
    return isFiltered;
}

void WholeRowsScroll::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    showWholeRows();
}

void WholeRowsScroll::showWholeRows() {
    const int room = height() - 2 * frameWidth();
    const bool isCut = m_rows && widget() != nullptr && widget()->height() > room;
    const int whole = isCut ? wholeRowsWithin(room, m_rows()) : room;
    const int rest = whole > 0 ? room - whole : 0; // a part of a high row is better than nothing
    if (viewportMargins().bottom() != rest)
        setViewportMargins(0, 0, 0, rest);
}

} // namespace leitmotif
