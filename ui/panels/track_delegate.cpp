// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/track_delegate.h"

#include <QMouseEvent>
#include <QPainter>

namespace leitmotif {
namespace {

constexpr int kBoxSize = 16;

} // namespace

QSize TrackDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {80, 2 * option.fontMetrics.height() + kGap};
}

void TrackDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const bool canLearn = index.flags() & Qt::ItemIsUserCheckable;
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isCurrent =
        (option.state & QStyle::State_Selected) && (option.state & QStyle::State_HasFocus);
    if (isCurrent || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(isCurrent ? QPen(m_theme.accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(m_theme.raised);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    const QRect area = option.rect.adjusted(kSmallGap, kSmallGap, -kSmallGap, -kSmallGap);
    if (canLearn)
        paintBox(*painter,
                 QRectF(area.left(), area.center().y() - kBoxSize / 2.0 + 0.5, kBoxSize, kBoxSize),
                 isChecked);
    const int left = area.left() + kBoxSize + kGap;
    const int height = option.fontMetrics.height();
    const auto line = [&](int top, const QString& text, const QColor& color) {
        painter->setPen(color);
        const QRect box(left, top, area.right() - left, height);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, box.width()));
    };
    line(area.top(), index.data().toString(),
         canLearn && isChecked ? m_theme.text : m_theme.mutedText);
    line(area.top() + height, index.data(kFactsRole).toString(), m_theme.mutedText);
    painter->restore();
}

void TrackDelegate::paintBox(QPainter& painter, const QRectF& box, bool isChecked) const {
    painter.setPen(QPen(isChecked ? m_theme.accent : m_theme.mutedText, 1));
    painter.setBrush(isChecked ? m_theme.accent : m_theme.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (!isChecked)
        return;
    painter.setPen(QPen(m_theme.accentText, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({box.topLeft() + QPointF(4, 8.3), box.topLeft() + QPointF(7, 11.3),
                   box.topLeft() + QPointF(12.3, 5)}));
}

bool TrackDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool isClick = event->type() == QEvent::MouseButtonRelease &&
                         static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    const bool isKey = event->type() == QEvent::KeyPress &&
                       (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space ||
                        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Select);
    if (!(index.flags() & Qt::ItemIsUserCheckable) || !(isClick || isKey))
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    // The whole row is the check box, an easier aim than sixteen pixels.
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace leitmotif
