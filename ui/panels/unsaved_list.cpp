// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/unsaved_list.h"

#include "ui/base/controls.h"
#include "ui/base/whole_rows_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace leitmotif {
namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kRunsShown = 3;

QString titleOf(const UnsavedItem& item) {
    const QString what = item.sources.isEmpty() ? QFileInfo(item.path).completeBaseName()
                                                : item.sources.join(QStringLiteral(", "));
    return QStringLiteral("%1 · %2").arg(QLocale().toString(item.lastChange, QLocale::ShortFormat),
                                         what);
}

} // namespace

UnsavedList::UnsavedList(QWidget* parent) : QWidget(parent) {
    m_list = named(new WholeRowsList(this), "unsavedList", tr("Unsaved work of earlier times"));
    m_list->setTextElideMode(Qt::ElideRight);
    auto* open =
        named(new QPushButton(tr("Open"), this), "openUnsavedButton", tr("Open the unsaved work"));
    QToolButton* discard =
        iconButton(this, "trash", "discardUnsavedButton", tr("Discard the unsaved work"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    row->addWidget(roleLabel(this, tr("Unsaved work"), "muted"), 1);
    row->addWidget(open);
    row->addWidget(discard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(row);
    column->addWidget(m_list);
    connect(open, &QPushButton::clicked, this, [this] { emit openRequested(current()); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { emit openRequested(current()); });
    connect(discard, &QToolButton::clicked, this, [this] { emit discardRequested(current()); });
    setItems({});
}

void UnsavedList::setItems(const QList<UnsavedItem>& items) {
    const int before = std::max(0, m_list->currentRow());
    m_list->clear();
    for (const UnsavedItem& item : items) {
        auto* row = new QListWidgetItem(titleOf(item), m_list);
        row->setData(kPathRole, item.path);
        row->setToolTip(item.sources.join(QLatin1Char('\n')));
    }
    m_list->setRowsShown(1, kRunsShown); // in a low window it scrolls
    m_list->setCurrentRow(std::min<int>(before, m_list->count() - 1));
    setVisible(!items.isEmpty());
}

QString UnsavedList::current() const {
    // The buttons are there only while something is.
    return m_list->currentItem()->data(kPathRole).toString();
}

} // namespace leitmotif
