// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/provenance.h"

#include <QDialog>
#include <QString>

class QLabel;
class QLineEdit;
class QListWidget;
class QTableView;
class QTreeWidget;

namespace leitmotif {

class WorkFilter;
class WorkModel;

/// What a take was learned from: the user's files, and the works of the network that its run began
/// with, by licence and collection and as a list to search in. Not modal; GUI thread.
class ProvenanceDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ProvenanceDialog(QWidget* parent = nullptr);

    /// `take`: its title.
    void showProvenance(const QString& take, const Provenance& provenance);

  private:
    void buildControls();
    void showFiles(const Provenance& provenance);
    void showNetwork(const Provenance& provenance);
    void filter(const QString& words);
    void showFound();

    WorkModel* m_works;
    WorkFilter* m_found;
    QLabel* m_take;
    QListWidget* m_files;
    QWidget* m_network; ///< all of the network that the run began with
    QLabel* m_summary;
    QTreeWidget* m_counts;
    QLineEdit* m_search;
    QLabel* m_foundCount;
    QTableView* m_table;
};

} // namespace leitmotif
