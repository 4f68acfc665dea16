// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QStringList>
#include <QWidget>

namespace leitmotif {

class WholeRowsList;

/// A project without a name that an earlier time left.
struct UnsavedItem {
    QString path;
    QStringList sources; ///< file names
    QDateTime lastChange;
};

/// What was never saved, to go on with or to discard; hidden if there is nothing. Part of
/// SourcePanel. GUI thread.
class UnsavedList : public QWidget {
    Q_OBJECT

  public:
    explicit UnsavedList(QWidget* parent = nullptr);

    void setItems(const QList<UnsavedItem>& items);

  signals:
    void openRequested(const QString& path);
    void discardRequested(const QString& path);

  private:
    [[nodiscard]] QString current() const;

    WholeRowsList* m_list;
};

} // namespace leitmotif
