// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/work_model.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

void WorkModel::setSources(std::shared_ptr<const PretrainedSources> sources) {
    beginResetModel();
    m_sources = std::move(sources);
    endResetModel();
}

int WorkModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_sources ? 0 : static_cast<int>(m_sources->works.size());
}

int WorkModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant WorkModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const PretrainedWork& work = m_sources->works[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Title:
        return QString::fromStdString(work.title);
    case Attribution:
        return QString::fromStdString(work.attribution);
    case Licence:
        return QString::fromStdString(work.licence);
    default:
        return QString::fromStdString(work.collection);
    }
}

QVariant WorkModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Title");
    case Attribution:
        return tr("By");
    case Licence:
        return tr("Licence");
    default:
        return tr("Collection");
    }
}

void WorkFilter::setWords(const QString& words) {
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool WorkFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return std::ranges::all_of(m_words, [&](const QString& word) {
        for (int column = 0; column < WorkModel::kColumns; ++column)
            if (const QModelIndex cell = sourceModel()->index(row, column, parent);
                cell.data().toString().contains(word, Qt::CaseInsensitive))
                return true;
        return false;
    });
}

} // namespace leitmotif
