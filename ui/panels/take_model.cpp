// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/take_model.h"

#include "ui/base/words.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace leitmotif {

void TakeModel::setTakes(std::vector<Take> takes) {
    beginResetModel();
    m_takes = std::move(takes);
    std::sort(m_takes.begin(), m_takes.end(),
              [](const Take& a, const Take& b) { return a.id < b.id; });
    endResetModel();
}

void TakeModel::add(const Take& take) {
    auto place = m_takes.end();
    if (take.id != 0) // one that comes back goes where it was
        while (place != m_takes.begin() && std::prev(place)->id > take.id)
            --place;
    const auto row = static_cast<int>(m_takes.end() - place);
    beginInsertRows({}, row, row);
    m_takes.insert(place, take);
    endInsertRows();
}

std::vector<Take> TakeModel::takesOf(std::int64_t run) const {
    std::vector<Take> takes;
    std::ranges::copy_if(m_takes, std::back_inserter(takes),
                         [run](const Take& take) { return take.origin.run == run; });
    return takes;
}

void TakeModel::remove(qint64 id) {
    const QModelIndex index = indexOf(id);
    if (!index.isValid())
        return;
    beginRemoveRows({}, index.row(), index.row());
    m_takes.erase(m_takes.end() - 1 - index.row());
    endRemoveRows();
}

const Take& TakeModel::takeAt(const QModelIndex& index) const {
    Q_ASSERT(index.isValid() && index.row() < rowCount());
    return m_takes[m_takes.size() - 1 - static_cast<std::size_t>(index.row())];
}

QModelIndex TakeModel::indexOf(qint64 id) const {
    for (std::size_t i = 0; i < m_takes.size(); ++i) {
        if (m_takes[i].id == id)
            return index(static_cast<int>(m_takes.size() - 1 - i));
    }
    return {};
}

int TakeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_takes.size());
}

QVariant TakeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Take& take = takeAt(index);
    if (role == Qt::DisplayRole)
        return titleOf(take);
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1, %2, %3, %4")
            .arg(titleOf(take), sizeOf(take), clockTime(lengthInSeconds(take)),
                 copiedWords(take.copied));
    if (role == Qt::ToolTipRole && take.longestCopy > 0)
        return tr("Longest copied passage: %n note(s)", nullptr,
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

QString sizeOf(const Take& take) {
    return TakeModel::tr("%1, %2").arg(
        TakeModel::tr("%n bar(s)", nullptr, static_cast<int>(take.bars)),
        TakeModel::tr("%n note(s)", nullptr, static_cast<int>(take.notes)));
}

} // namespace leitmotif
