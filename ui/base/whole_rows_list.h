// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace leitmotif {

/// A list of rows of one height that shows whole ones only, however high it is: what is left below
/// stays empty.
class WholeRowsList : public QListWidget {
    Q_OBJECT

  public:
    explicit WholeRowsList(QWidget* parent = nullptr);

    /// Room for so many rows, or fewer if there are not so many.
    void setRowsShown(int fewest, int most);

  protected:
    void updateGeometries() override;

  private:
    [[nodiscard]] int rowHeight() const;
};

} // namespace leitmotif
