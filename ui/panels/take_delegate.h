// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/stored_take.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace leitmotif {

/// Paints a take as a card: play mark, title, miniature roll, facts. Rolls are painted once and
/// kept as pixmaps, so that hundreds of cards scroll smoothly. Owned by TakesPanel. GUI thread.
class TakeDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit TakeDelegate(QObject* parent = nullptr);

    void setTheme(const Theme& theme) { m_theme = theme; }
    void setPlaying(std::optional<qint64> take, double fraction);
    /// What a card says, to the left and to the right of each line: model and bars, epoch and
    /// time, notes and what is copied. The bars are left out where the model's name is long.
    using Lines = std::array<std::pair<QString, QString>, 3>;
    [[nodiscard]] static Lines linesOf(const StoredTake& take);
    /// Where they stand in an item of this width.
    [[nodiscard]] static QRect linesRect(const QStyleOptionViewItem& option);
    /// The play mark within a card's rectangle.
    [[nodiscard]] static QRect playRect(const QRect& card);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

  signals:
    /// The play mark of a card was clicked.
    void playClicked(const QModelIndex& index);

  protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

  private:
    void paintPlayMark(QPainter& painter, const QRect& box, bool isPlaying) const;
    void paintWords(QPainter& painter, const QStyleOptionViewItem& option,
                    const StoredTake& take) const;
    /// `music` tells scores apart: ids begin anew in every project.
    [[nodiscard]] QPixmap miniature(const Take& take, std::uint64_t music, QSize size,
                                    qreal ratio) const;
    [[nodiscard]] static QRect rollRect(const QStyleOptionViewItem& option, const QRect& card);

    Theme m_theme;
    std::optional<qint64> m_playing;
    double m_fraction = 0.0;
};

} // namespace leitmotif
