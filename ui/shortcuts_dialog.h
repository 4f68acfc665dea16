// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QTableWidget;

namespace leitmotif {

/// Every key that does something, to look up by words or by key. Gathered from the actions and
/// buttons of a window as they are, so it cannot tell what is not true. GUI thread.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ShortcutsDialog(const QWidget& window, QWidget* parent = nullptr);

  private:
    void gather(const QWidget& window);
    void addRow(const QString& what, const QString& keys);
    void filter(const QString& words);

    QLineEdit* m_search;
    QTableWidget* m_table;
};

/// Shows the keys of a window; brings the dialog to the front if it is open.
void showShortcuts(QWidget& window);

} // namespace leitmotif
