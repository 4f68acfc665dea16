// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/stored_take.h"
#include "ui/roll/roll_geometry.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;
class QScrollBar;
class QToolButton;

namespace leitmotif {

class TakeRoll;

/// Two takes one above the other, with one zoom, one scroll bar and one playhead, and a button at
/// each to hear it instead of the other from where the music is. GUI thread.
class CompareView : public QFrame {
    Q_OBJECT

  public:
    enum class Place : std::uint8_t { Upper, Lower };

    explicit CompareView(QWidget* parent = nullptr);

    /// Shows a take; both places at a zoom that fits the longer one.
    void setTake(Place place, const StoredTake& take);
    /// Which take is heard and where; nothing: none.
    void setHeard(std::optional<qint64> take);
    void setPlayhead(double tick);
    void setTheme(const Theme& theme);

  signals:
    /// Play this take instead of what is heard, from where that is.
    void hearRequested(qint64 take);
    void stopRequested();
    void closeRequested();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    struct Row {
        std::optional<StoredTake> take;
        TakeRoll* roll = nullptr;
        QLabel* title = nullptr;
        QToolButton* hear = nullptr;
    };

    void buildRow(Place place, QGridLayout* grid);
    [[nodiscard]] Row& row(Place place) { return m_rows[static_cast<std::size_t>(place)]; }
    void fit();
    void apply(RollGeometry view);
    void updateButtons();
    [[nodiscard]] double endTick() const;
    [[nodiscard]] QSizeF canvas() const;

    std::array<Row, 2> m_rows;
    RollGeometry m_view;
    QScrollBar* m_time;
    std::optional<qint64> m_heard;
    bool m_isFitted = true; ///< until the person zooms
    Theme m_theme;
};

} // namespace leitmotif
