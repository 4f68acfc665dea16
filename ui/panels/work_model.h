// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/pretrained_sources.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <memory>

namespace leitmotif {

/// The works that a network learned from, a row each: title, attribution, licence, collection.
/// Owned by ProvenanceDialog. GUI thread.
class WorkModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Title, Attribution, Licence, Collection, kColumns };

    explicit WorkModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: none.
    void setSources(std::shared_ptr<const PretrainedSources> sources);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

  private:
    std::shared_ptr<const PretrainedSources> m_sources;
};

/// Rows that hold all of the searched words, each in any column.
class WorkFilter : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit WorkFilter(QObject* parent = nullptr) : QSortFilterProxyModel(parent) {}

    void setWords(const QString& words);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    QStringList m_words;
};

} // namespace leitmotif
