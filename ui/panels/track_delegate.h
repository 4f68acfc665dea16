// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace leitmotif {

/// Paints a track of a file: check box, name, and below it the facts in muted text; at its right
/// the switch that makes drums of it, where it is or looks like drums or the row is pointed at.
/// Owned by SourceDetails. GUI thread.
class TrackDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    /// The second line of an item; its first line is Qt::DisplayRole.
    static constexpr int kFactsRole = Qt::UserRole + 1;
    /// Whether it is drums, as an int of DrumsState.
    static constexpr int kDrumsRole = Qt::UserRole + 2;
    enum DrumsState { NotDrums, MaybeDrums, Drums };

    explicit TrackDelegate(QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(darkTheme()) {}

    void setTheme(const Theme& theme) { m_theme = theme; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

    /// Where the switch of a row is.
    [[nodiscard]] static QRect drumsRect(const QRect& row, const QFontMetrics& metrics);

  signals:
    /// The switch of a row was clicked.
    void drumsSwitched(const QModelIndex& index);

  protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

  private:
    void paintBox(QPainter& painter, const QRectF& box, bool isChecked) const;
    void paintDrums(QPainter& painter, const QRect& box, int state) const;

    Theme m_theme;
};

} // namespace leitmotif
