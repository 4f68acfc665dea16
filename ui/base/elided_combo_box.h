// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace leitmotif {

/// A combo box that may be narrower than its texts: it shows as much as fits and an ellipsis, and
/// the whole text in its list and tooltip.
class ElidedComboBox : public QComboBox {
    Q_OBJECT

  public:
    /// What the closed box says instead of an entry's text, where that has one.
    static constexpr int kShortTextRole = Qt::UserRole + 100;

    explicit ElidedComboBox(QWidget* parent = nullptr);
    /// A heading in the list, which cannot be chosen, above what is added after it.
    void addHeading(const QString& text);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void showPopup() override;

  private:
    void showWholeRows();
};

} // namespace leitmotif
