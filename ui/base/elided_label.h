// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace leitmotif {

/// One line of text that ends in an ellipsis where it has no room, and takes none from others.
class ElidedLabel : public QLabel {
  public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace leitmotif
