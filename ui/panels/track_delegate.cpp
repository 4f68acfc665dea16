// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/track_delegate.h"

#include <QMouseEvent>
#include <QPainter>

namespace leitmotif {
namespace {

constexpr int kBoxSize = 16;

QString drumsWord() {
    return TrackDelegate::tr("drums");
}

} // namespace

QRect TrackDelegate::drumsRect(const QRect& row, const QFontMetrics& metrics) {
    const QRect area = row.adjusted(kSmallGap, kSmallGap, -kSmallGap, -kSmallGap);
    const int width = metrics.horizontalAdvance(drumsWord()) + 2 * kSmallGap;
    return {area.right() - width + 1, area.top(), width, metrics.height()};
}

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
    const auto line = [&](int top, int end, const QString& text, const QColor& color) {
        painter->setPen(color);
        const QRect box(left, top, end - left, height);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, box.width()));
    };
    const int drums = index.data(kDrumsRole).toInt();
    const bool isPointedAt = option.state & (QStyle::State_MouseOver | QStyle::State_Selected);
    int right = area.right();
    if (canLearn && (drums != NotDrums || isPointedAt)) {
        const QRect box = drumsRect(option.rect, option.fontMetrics);
        paintDrums(*painter, box, drums);
        right = box.left() - kSmallGap;
    }
    line(area.top(), right, index.data().toString(),
         canLearn && isChecked ? m_theme.text : m_theme.mutedText);
    line(area.top() + height, area.right(), index.data(kFactsRole).toString(), m_theme.mutedText);
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

void TrackDelegate::paintDrums(QPainter& painter, const QRect& box, int state) const {
    const bool isOn = state == Drums;
    const QColor edge = state == NotDrums ? m_theme.mutedText : m_theme.accent;
    painter.setPen(QPen(edge, 1, isOn ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(isOn ? QBrush(m_theme.accent) : Qt::NoBrush);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(isOn ? m_theme.accentText : edge);
    painter.drawText(box, Qt::AlignCenter, drumsWord());
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
    if (isClick && drumsRect(option.rect, option.fontMetrics)
                       .contains(static_cast<QMouseEvent*>(event)->position().toPoint())) {
        emit drumsSwitched(index);
        return true;
    }
    // The rest of the row is the check box, an easier aim than sixteen pixels.
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace leitmotif
