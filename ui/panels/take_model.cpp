// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/take_model.h"

#include "ui/base/words.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace leitmotif {

void TakeModel::setTakes(std::vector<StoredTake> takes) {
    beginResetModel();
    m_cards.clear();
    for (StoredTake& take : takes)
        m_cards.push_back({std::move(take)});
    std::sort(m_cards.begin(), m_cards.end(),
              [](const Card& a, const Card& b) { return a.take.id < b.take.id; });
    endResetModel();
}

void TakeModel::add(const StoredTake& take) {
    auto place = m_cards.end();
    if (take.id != 0) // one that comes back goes where it was
        while (place != m_cards.begin() && std::prev(place)->take.id > take.id)
            --place;
    const auto row = static_cast<int>(m_cards.end() - place);
    beginInsertRows({}, row, row);
    m_cards.insert(place, {take});
    endInsertRows();
}

void TakeModel::update(const StoredTake& take) {
    const QModelIndex index = indexOf(take.id);
    if (!index.isValid())
        return;
    m_cards[m_cards.size() - 1 - static_cast<std::size_t>(index.row())] = {take};
    emit dataChanged(index, index);
}

void TakeModel::remove(qint64 id) {
    const QModelIndex index = indexOf(id);
    if (!index.isValid())
        return;
    beginRemoveRows({}, index.row(), index.row());
    m_cards.erase(m_cards.end() - 1 - index.row());
    endRemoveRows();
}

void TakeModel::setCandidates(std::set<qint64> takes) {
    m_candidates = std::move(takes);
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1));
}

std::optional<qint64> TakeModel::candidateAfter(qint64 take) const {
    std::set<qint64> others = m_candidates;
    others.erase(take);
    const auto next = others.upper_bound(take);
    if (next != others.end())
        return *next;
    return others.empty() ? std::nullopt : std::optional(*others.begin());
}

const TakeModel::Card& TakeModel::cardAt(const QModelIndex& index) const {
    Q_ASSERT(index.isValid() && index.row() < rowCount());
    return m_cards[m_cards.size() - 1 - static_cast<std::size_t>(index.row())];
}

const StoredTake& TakeModel::takeAt(const QModelIndex& index) const {
    return cardAt(index).take;
}

std::uint64_t TakeModel::musicAt(const QModelIndex& index) const {
    const Card& card = cardAt(index);
    if (!card.music)
        card.music = card.take.score ? card.take.score->hash() : 0;
    return *card.music;
}

QModelIndex TakeModel::indexOf(qint64 id) const {
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (m_cards[i].take.id == id)
            return index(static_cast<int>(m_cards.size() - 1 - i));
    }
    return {};
}

int TakeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

QVariant TakeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const StoredTake& take = takeAt(index);
    if (role == Qt::DisplayRole)
        return titleOf(take);
    if (role == Qt::AccessibleTextRole) {
        const QString words = QStringLiteral("%1, %2, %3, %4")
                                  .arg(titleOf(take), sizeOf(take),
                                       clockTime(lengthInSeconds(take)), copiedWordsOf(take));
        return isCandidate(take.id) ? tr("New: %1").arg(words) : words;
    }
    if (role == Qt::ToolTipRole && take.isMeasured && take.longestCopy > 0)
        return tr("Longest copied passage: %Ln note(s)", nullptr,
                  static_cast<int>(take.longestCopy));
    return {};
}

Qt::ItemFlags TakeModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) |
           (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList TakeModel::mimeTypes() const {
    return {QStringLiteral("text/uri-list")};
}

QMimeData* TakeModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) {
        const QString path = m_provider ? m_provider(takeAt(index)) : QString();
        if (!path.isEmpty())
            urls << QUrl::fromLocalFile(path);
    }
    if (urls.isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

QString titleOf(const Take& take) {
    return TakeModel::tr("%1, %2").arg(presetTitle(take.origin.preset), epochNumber(take.origin));
}

QString titleOf(const StoredTake& take) {
    const QString title = titleOf(static_cast<const Take&>(take));
    return take.isEdited ? TakeModel::tr("%1, edited").arg(title) : title;
}

QString copiedWordsOf(const StoredTake& take) {
    return take.isMeasured ? copiedWords(take.copied) : TakeModel::tr("being compared");
}

QString sizeOf(const Take& take) {
    return TakeModel::tr("%1, %2").arg(
        TakeModel::tr("%n bar(s)", nullptr, static_cast<int>(take.bars)),
        TakeModel::tr("%Ln note(s)", nullptr, static_cast<int>(take.notes)));
}

} // namespace leitmotif
