// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QScrollArea>

#include <functional>
#include <vector>

namespace leitmotif {

/// A page that scrolls downwards only: never narrower than what is in it, and with no half of a
/// row at its lower edge before it is scrolled. GUI thread.
class WholeRowsScroll : public QScrollArea {
  public:
    /// Where the rows of the page are, in its coordinates.
    using Rows = std::function<std::vector<QRect>()>;

    explicit WholeRowsScroll(QWidget* parent = nullptr);

    /// Takes ownership of the page. `leastHeight`: that the area can be pressed down to.
    void setPage(QWidget* page, Rows rows, int leastHeight);

    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void showWholeRows();

    Rows m_rows;
    int m_leastHeight = 0;
};

/// The most of `height` from the top on that cuts none of the rows.
[[nodiscard]] int wholeRowsWithin(int height, const std::vector<QRect>& rows);

} // namespace leitmotif
