// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace leitmotif {

/// Paints a track of a file: check box, name, and below it the facts in muted text. Owned by
/// SourceDetails. GUI thread.
class TrackDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    /// The second line of an item; its first line is Qt::DisplayRole.
    static constexpr int kFactsRole = Qt::UserRole + 1;

    explicit TrackDelegate(QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(darkTheme()) {}

    void setTheme(const Theme& theme) { m_theme = theme; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

  protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

  private:
    void paintBox(QPainter& painter, const QRectF& box, bool isChecked) const;

    Theme m_theme;
};

} // namespace leitmotif
