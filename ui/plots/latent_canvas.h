// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/latent_map.h"
#include "ui/theme/theme.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>

namespace leitmotif {

/// The sheet of a latent map to walk in: one picture is the current one, arrow keys and clicks move
/// it. GUI thread.
class LatentCanvas : public QWidget {
    Q_OBJECT

  public:
    explicit LatentCanvas(QWidget* parent = nullptr);

    /// Null: none. Of another map with as many pictures the current one stays where it is.
    void setMap(std::shared_ptr<const LatentMap> map);
    void setTheme(const Theme& theme);
    void setShowsMusic(bool shows);
    void setPlayingCell(std::optional<int> cell);

    /// Nothing without a map.
    [[nodiscard]] std::optional<int> currentCell() const;
    void setCurrentCell(int cell);
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 100}; }

  signals:
    void currentCellChanged();
    /// Clicked, or Enter pressed: hear it, or stop it if it is heard.
    void cellActivated(int cell);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

  private:
    [[nodiscard]] QRectF area() const { return QRectF(rect()).adjusted(1, 1, -1, -1); }
    void paintFrame(QPainter& painter, int cell, const QColor& color, double width) const;
    void moveBy(int columns, int rows);
    /// What is near the pointer, for people.
    [[nodiscard]] QString wordsAt(QPointF position) const;
    void describe();

    std::shared_ptr<const LatentMap> m_map;
    Theme m_theme;
    QPixmap m_sheet; ///< as large as area(); null: to be painted anew
    bool m_showsMusic = true;
    int m_current = 0;
    std::optional<int> m_hovered;
    std::optional<int> m_playing;
};

/// "x 0.44, y −1.33".
[[nodiscard]] QString placeWords(const LatentMap& map, int cell);

} // namespace leitmotif
