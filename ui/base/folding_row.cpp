// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/folding_row.h"

#include <QWidget>

#include <utility>

namespace leitmotif {

void FoldingRow::setFoldable(std::vector<QWidgetList> parts, QWidget* standIn) {
    m_parts = std::move(parts);
    m_standIn = standIn;
    fold(0);
}

int FoldingRow::widthOf(const QWidget& widget) const {
    const bool shrinks = widget.sizePolicy().horizontalPolicy() & QSizePolicy::ShrinkFlag;
    const int wanted = shrinks ? widget.minimumSizeHint().width() : widget.sizeHint().width();
    return spacing() + std::min(widget.minimumWidth() > 0 ? widget.minimumWidth() : wanted,
                                widget.maximumWidth());
}

int FoldingRow::widthOf(const QWidgetList& part) const {
    int width = 0;
    for (const QWidget* widget : part)
        width += widthOf(*widget);
    return width;
}

int FoldingRow::leastWidth(std::size_t folded) const {
    int width = QHBoxLayout::minimumSize().width(); // of what is shown now
    for (std::size_t part = 0; part < m_parts.size(); ++part)
        width += (part >= folded ? 1 : 0) * widthOf(m_parts[part]) -
                 (part >= m_folded ? 1 : 0) * widthOf(m_parts[part]);
    if (m_standIn != nullptr)
        width += ((folded > 0 ? 1 : 0) - (m_folded > 0 ? 1 : 0)) * widthOf(*m_standIn);
    return width;
}

QSize FoldingRow::minimumSize() const {
    return {leastWidth(m_parts.size()), QHBoxLayout::minimumSize().height()};
}

void FoldingRow::setGeometry(const QRect& rect) {
    std::size_t folded = 0;
    while (folded < m_parts.size() && leastWidth(folded) > rect.width())
        ++folded;
    if (folded != m_folded)
        fold(folded);
    QHBoxLayout::setGeometry(rect);
}

void FoldingRow::fold(std::size_t folded) {
    m_folded = folded;
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        for (QWidget* widget : m_parts[part])
            widget->setVisible(part >= folded);
    }
    if (m_standIn != nullptr)
        m_standIn->setVisible(folded > 0);
    invalidate();
}

} // namespace leitmotif
