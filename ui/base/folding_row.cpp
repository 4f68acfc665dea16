// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/folding_row.h"

#include <QWidget>

#include <algorithm>
#include <utility>

namespace leitmotif {

void FoldingRow::setFoldable(std::vector<QWidgetList> parts, QWidget* standIn) {
    m_parts = std::move(parts);
    m_standIn = standIn;
    fold(0);
}

int FoldingRow::widthOf(const QWidget& widget, Need need) const {
    const QSizePolicy::Policy policy = widget.sizePolicy().horizontalPolicy();
    const bool shrinks = need == Need::Least && (policy & QSizePolicy::ShrinkFlag);
    int width = shrinks ? widget.minimumSizeHint().width() : widget.sizeHint().width();
    if (widget.minimumWidth() > 0 && (shrinks || policy == QSizePolicy::Ignored))
        width = widget.minimumWidth();
    return spacing() + std::clamp(width, widget.minimumWidth(), widget.maximumWidth());
}

int FoldingRow::widthOf(const QWidgetList& part, Need need) const {
    int width = 0;
    for (const QWidget* widget : part)
        width += widthOf(*widget, need);
    return width;
}

int FoldingRow::width(std::size_t folded, Need need) const {
    int width = need == Need::Least ? QHBoxLayout::minimumSize().width()
                                    : QHBoxLayout::sizeHint().width(); // of what is shown now
    for (std::size_t part = 0; part < m_parts.size(); ++part)
        width +=
            ((part >= folded ? 1 : 0) - (part >= m_folded ? 1 : 0)) * widthOf(m_parts[part], need);
    if (m_standIn != nullptr)
        width += ((folded > 0 ? 1 : 0) - (m_folded > 0 ? 1 : 0)) * widthOf(*m_standIn, need);
    return width;
}

QSize FoldingRow::minimumSize() const {
    return {width(m_parts.size(), Need::Least), QHBoxLayout::minimumSize().height()};
}

void FoldingRow::setGeometry(const QRect& rect) {
    std::size_t folded = 0;
    while (folded < m_parts.size() && width(folded, Need::Wanted) > rect.width())
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
