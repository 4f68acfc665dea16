// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcuts_dialog.h"

#include "ui/base/controls.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <map>

namespace leitmotif {

void showShortcuts(QWidget& window) {
    auto* dialog = window.findChild<ShortcutsDialog*>();
    if (dialog == nullptr) {
        dialog = new ShortcutsDialog(window, &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

ShortcutsDialog::ShortcutsDialog(const QWidget& window, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    m_search = named(new QLineEdit(this), "shortcutSearch", tr("Search"));
    m_search->setPlaceholderText(tr("Search for words or keys"));
    m_search->setClearButtonEnabled(true);
    m_table = named(new QTableWidget(0, 2, this), "shortcutTable", tr("Keyboard shortcuts"));
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(kGap);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 30);
    gather(window);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
}

void ShortcutsDialog::gather(const QWidget& window) {
    std::map<QString, QString> keysByText; // sorted, and each once
    const auto plain = [](QString text) {
        text.replace(QLatin1String("&&"), QLatin1String("\x01"));
        text.remove(QLatin1Char('&'));
        return text.replace(QLatin1String("\x01"), QLatin1String("&"));
    };
    for (const QAction* action : window.findChildren<QAction*>()) {
        // Keys that are shown but not bound stand behind a tab.
        const QString text = plain(action->text());
        QString keys = text.section(QLatin1Char('\t'), 1);
        if (keys.isEmpty())
            keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        keys.replace(QLatin1String("; "), QLatin1String("  "));
        if (!keys.isEmpty() && !text.isEmpty())
            keysByText[text.section(QLatin1Char('\t'), 0, 0)] = keys;
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (!button->shortcut().isEmpty())
            keysByText[button->accessibleName()] =
                button->shortcut().toString(QKeySequence::NativeText);
    }
    for (const auto& [text, keys] : keysByText)
        addRow(text, keys);
    const std::pair<QString, QString> views[] = {
        {tr("Dragging notes: off the grid"), tr("Ctrl or Alt, held")},
        {tr("Dragging notes: copy"), tr("Shift, held")},
        {tr("Losses: choose a sample"), tr("Left, Right")},
        {tr("Losses: play the chosen sample"), tr("Enter")},
        {tr("Losses: show the whole run"), QStringLiteral("0")},
        {tr("Takes: play or stop"), tr("Enter")},
        {tr("Takes: open in the editor"), QStringLiteral("E")},
        {tr("Takes: compare"), QStringLiteral("C")},
        {tr("Takes: rewrite"), QStringLiteral("R")},
        {tr("Takes: make more"), QStringLiteral("M")},
        {tr("New takes: keep, and hear the next"), QStringLiteral("K")},
        {tr("New takes: throw away, and hear the next"), QStringLiteral("X")},
        {tr("Takes: delete"), tr("Del")},
    };
    for (const auto& [text, keys] : views)
        addRow(text, keys);
}

void ShortcutsDialog::addRow(const QString& what, const QString& keys) {
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(what));
    auto* right = new QTableWidgetItem(keys);
    right->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setItem(row, 1, right);
}

void ShortcutsDialog::filter(const QString& words) {
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const bool isMatch = m_table->item(row, 0)->text().contains(words, Qt::CaseInsensitive) ||
                             m_table->item(row, 1)->text().contains(words, Qt::CaseInsensitive);
        m_table->setRowHidden(row, !isMatch);
    }
}

} // namespace leitmotif
