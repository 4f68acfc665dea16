// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/takes_panel.h"

#include <QAbstractListModel>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace leitmotif {

/// The takes in the order of the list, newest first, and dragging them out. Owned by TakesPanel.
/// GUI thread.
class TakeModel : public QAbstractListModel {
    Q_OBJECT

  public:
    explicit TakeModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void setTakes(std::vector<StoredTake> takes);
    /// By its id among the others; one that has none yet is the newest.
    void add(const StoredTake& take);
    void update(const StoredTake& take);
    void remove(qint64 id);
    void setFileProvider(TakesPanel::FileProvider provider) { m_provider = std::move(provider); }
    /// REQUIRES: `index` is one of this model's rows.
    [[nodiscard]] const StoredTake& takeAt(const QModelIndex& index) const;
    /// Equal for equal music. REQUIRES: likewise.
    [[nodiscard]] std::uint64_t musicAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(qint64 id) const;
    /// Those that are to be judged.
    void setCandidates(std::set<qint64> takes);
    [[nodiscard]] bool isCandidate(qint64 take) const { return m_candidates.contains(take); }
    [[nodiscard]] const std::set<qint64>& candidates() const { return m_candidates; }
    /// The one to judge after this one: the next that was made, else the first.
    [[nodiscard]] std::optional<qint64> candidateAfter(qint64 take) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /// A text/uri-list with the files that the provider wrote; null if it wrote none.
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

  private:
    struct Card {
        StoredTake take;
        mutable std::optional<std::uint64_t> music = {}; // worked out when it is asked for
    };
    [[nodiscard]] const Card& cardAt(const QModelIndex& index) const;

    std::vector<Card> m_cards; // oldest first: adding one is cheap
    std::set<qint64> m_candidates;
    TakesPanel::FileProvider m_provider;
};

/// "LSTM, epoch 20".
[[nodiscard]] QString titleOf(const Take& take);
/// The same, with a mark if it was edited.
[[nodiscard]] QString titleOf(const StoredTake& take);
/// "12 % copied", or that this is being worked out.
[[nodiscard]] QString copiedWordsOf(const StoredTake& take);
/// "8 bars, 96 notes".
[[nodiscard]] QString sizeOf(const Take& take);

} // namespace leitmotif
