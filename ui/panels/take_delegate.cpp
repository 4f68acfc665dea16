// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/take_delegate.h"

#include "ui/base/words.h"
#include "ui/panels/take_model.h"
#include "ui/roll/score_picture.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPixmapCache>

namespace leitmotif {
namespace {

constexpr int kMargin = 8; // within a card
constexpr int kPlaySize = 28;
constexpr int kRollHeight = 44;
/// Copied shares up to here are nothing to speak of, and above the second one they are a lot.
constexpr double kSomeCopied = 0.1;
constexpr double kMuchCopied = 0.5;

QRect cardRect(const QRect& item) {
    return item.adjusted(2, kSmallGap / 2, -2, -kSmallGap / 2);
}

int linesHeight(const QStyleOptionViewItem& option) {
    return 3 * option.fontMetrics.height();
}

const TakeModel& modelOf(const QModelIndex& index) {
    return *static_cast<const TakeModel*>(index.model());
}

} // namespace

TakeDelegate::TakeDelegate(QObject* parent) : QStyledItemDelegate(parent), m_theme(darkTheme()) {}

void TakeDelegate::setPlaying(std::optional<qint64> take, double fraction) {
    m_playing = take;
    m_fraction = fraction;
}

QRect TakeDelegate::playRect(const QRect& card) {
    return {card.left() + kMargin, card.top() + kMargin, kPlaySize, kPlaySize};
}

TakeDelegate::Lines TakeDelegate::linesOf(const StoredTake& take) {
    const bool hasShare = take.copied > 0.0 || !take.isMeasured;
    const QString copied = hasShare ? copiedWordsOf(take) : QString();
    const QString epoch = epochNumber(take.origin);
    return {{{presetTitle(take.origin.preset),
              TakeModel::tr("%n bar(s)", nullptr, static_cast<int>(take.bars))},
             {take.isEdited ? TakeModel::tr("%1, edited").arg(epoch) : epoch,
              clockTime(lengthInSeconds(take))},
             {TakeModel::tr("%Ln note(s)", nullptr, static_cast<int>(take.notes)), copied}}};
}

QRect TakeDelegate::linesRect(const QStyleOptionViewItem& option) {
    const QRect card = cardRect(option.rect);
    const int left = playRect(card).right() + kMargin;
    return {left, card.top() + kMargin, card.right() - kMargin - left, linesHeight(option)};
}

QRect TakeDelegate::rollRect(const QStyleOptionViewItem& option, const QRect& card) {
    const int top = card.top() + kMargin + std::max(kPlaySize, linesHeight(option)) + kSmallGap + 2;
    return {card.left() + kMargin, top, card.width() - 2 * kMargin, kRollHeight};
}

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {160, 2 * kMargin + std::max(kPlaySize, linesHeight(option)) + kSmallGap + 2 +
                     kRollHeight + kSmallGap};
}

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const StoredTake& take = modelOf(index).takeAt(index);
    const QRect card = cardRect(option.rect);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isPlaying = m_playing == take.id;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hasFocus = isSelected && (option.state & QStyle::State_HasFocus);
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const QColor edge = isSelected  ? m_theme.accent
                        : isHovered ? m_theme.mutedText
                                    : m_theme.border;
    painter->setPen(QPen(edge, hasFocus ? 2 : 1));
    painter->setBrush(m_theme.raised);
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (modelOf(index).isCandidate(take.id)) { // a mark at its side: still to be judged
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.accent);
        painter->drawRoundedRect(
            QRectF(card.left() + 1, card.top() + kMargin, 3, card.height() - 2 * kMargin), 1.5,
            1.5);
    }
    paintPlayMark(*painter, playRect(card), isPlaying);
    paintWords(*painter, option, take);

    const QRect roll = rollRect(option, card);
    painter->drawPixmap(roll.topLeft(), miniature(take, modelOf(index).musicAt(index), roll.size(),
                                                  painter->device()->devicePixelRatioF()));
    if (isPlaying) {
        const int x = roll.left() + static_cast<int>(m_fraction * roll.width());
        painter->fillRect(QRect(x, roll.top(), 2, roll.height()), m_theme.playhead);
    }
    painter->restore();
}

void TakeDelegate::paintPlayMark(QPainter& painter, const QRect& box, bool isPlaying) const {
    const QPointF centre = QRectF(box).center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawEllipse(centre, kPlaySize / 2.0, kPlaySize / 2.0);
    painter.setBrush(m_theme.accentText);
    if (isPlaying)
        painter.drawRoundedRect(QRectF(centre.x() - 5, centre.y() - 5, 10, 10), 1.5, 1.5);
    else
        painter.drawPolygon(QPolygonF(
            {centre + QPointF(-4, -6.5), centre + QPointF(-4, 6.5), centre + QPointF(7.5, 0)}));
}

void TakeDelegate::paintWords(QPainter& painter, const QStyleOptionViewItem& option,
                              const StoredTake& take) const {
    QRect line = linesRect(option);
    line.setHeight(option.fontMetrics.height());
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const QColor copied = take.copied >= kMuchCopied   ? m_theme.danger
                          : take.copied >= kSomeCopied ? m_theme.warning
                                                       : m_theme.mutedText;
    const Lines lines = linesOf(take);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& [left, right] = lines[i];
        painter.setFont(i == 0 ? bold : option.font);
        const int leftWidth = painter.fontMetrics().horizontalAdvance(left);
        painter.setPen(i == 0 ? m_theme.text : m_theme.mutedText);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(left, Qt::ElideRight, line.width()));
        painter.setFont(option.font);
        painter.setPen(i == 2 ? copied : m_theme.mutedText);
        // All takes of a run have as many bars, so those make room for a long name.
        if (i > 0 || leftWidth + kGap + option.fontMetrics.horizontalAdvance(right) <= line.width())
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
        line.translate(0, line.height());
    }
}

QPixmap TakeDelegate::miniature(const Take& take, std::uint64_t music, QSize size,
                                qreal ratio) const {
    const QString key = QStringLiteral("leitmotif-take/%1/%2x%3/%4/%5")
                            .arg(music)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio)
                            .arg(m_theme.name);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.rollBlackRow);
    const QRectF box(0, 0, size.width(), size.height());
    painter.drawRoundedRect(box, 4, 4);
    if (take.score)
        paintMiniature(painter, box.adjusted(4, 4, -4, -4), *take.score, m_theme);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

bool TakeDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                               const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QRect card = cardRect(option.rect);
        const bool isOnMark = playRect(card).contains(mouse->position().toPoint()) ||
                              rollRect(option, card).contains(mouse->position().toPoint());
        if (mouse->button() == Qt::LeftButton && isOnMark) {
            emit playClicked(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace leitmotif
