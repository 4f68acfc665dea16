// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace leitmotif {

/// A combo box that may be narrower than its texts: it shows as much as fits and an ellipsis, and
/// the whole text in its list and tooltip.
class ElidedComboBox : public QComboBox {
    Q_OBJECT

  public:
    explicit ElidedComboBox(QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void showPopup() override;
};

} // namespace leitmotif
