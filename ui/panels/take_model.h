// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/takes_panel.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace leitmotif {

/// The takes in the order of the list, newest first, and dragging them out. Owned by TakesPanel.
/// GUI thread.
class TakeModel : public QAbstractListModel {
    Q_OBJECT

  public:
    explicit TakeModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void setTakes(std::vector<Take> takes);
    /// By its id among the others; one that has none yet is the newest.
    void add(const Take& take);
    [[nodiscard]] std::vector<Take> takesOf(std::int64_t run) const;
    void remove(qint64 id);
    void setFileProvider(TakesPanel::FileProvider provider) { m_provider = std::move(provider); }
    /// REQUIRES: `index` is one of this model's rows.
    [[nodiscard]] const Take& takeAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(qint64 id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /// A text/uri-list with the files that the provider wrote; null if it wrote none.
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

  private:
    std::vector<Take> m_takes; // oldest first: adding one is cheap
    TakesPanel::FileProvider m_provider;
};

/// "LSTM, epoch 20".
[[nodiscard]] QString titleOf(const Take& take);
/// "8 bars, 96 notes".
[[nodiscard]] QString sizeOf(const Take& take);

} // namespace leitmotif
