// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/elided_combo_box.h"

#include <QAbstractItemView>
#include <QLayout>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyleOptionComboBox>
#include <QStylePainter>

#include <algorithm>

namespace leitmotif {

ElidedComboBox::ElidedComboBox(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
}

void ElidedComboBox::addHeading(const QString& text) {
    addItem(text);
    QStandardItem* item = static_cast<QStandardItemModel*>(model())->item(count() - 1);
    item->setFlags(Qt::NoItemFlags);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    item->setFont(bold);
}

void ElidedComboBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const QString shortText = currentData(kShortTextRole).toString();
    const QString whole = currentIndex() < 0    ? placeholderText()
                          : shortText.isEmpty() ? option.currentText
                                                : shortText;
    option.currentText = fontMetrics().elidedText(whole, Qt::ElideRight, field.width() - 4);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ElidedComboBox::showPopup() {
    int widest = width();
    for (int i = 0; i < count(); ++i)
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)) + 40);
    view()->setMinimumWidth(widest);
    QComboBox::showPopup();
    showWholeRows();
}

/// Qt's own height leaves out the style sheet's padding and cuts off the last row.
void ElidedComboBox::showWholeRows() {
    QWidget* const popup = view()->window();
    if (popup->layout() != nullptr)
        popup->layout()->activate(); // else the view is not yet as high as it will be
    const int rows = std::min(count(), maxVisibleItems());
    int height = popup->height() - view()->viewport()->height();
    for (int row = 0; row < rows; ++row)
        height += view()->sizeHintForRow(row);
    const QRect screen = this->screen()->availableGeometry();
    const int lacking = std::min(height, screen.height()) - popup->height();
    if (lacking <= 0)
        return;
    const int above = std::max(0, popup->geometry().bottom() + lacking - screen.bottom());
    popup->setGeometry(popup->x(), popup->y() - above, popup->width(), popup->height() + lacking);
}

} // namespace leitmotif
