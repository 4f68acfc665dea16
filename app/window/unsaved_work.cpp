// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/unsaved_work.h"

#include "ui/panels/source_panel.h"

namespace leitmotif {

UnsavedWork::UnsavedWork(const ProjectController& project, MainWindow& window, QObject* parent)
    : QObject(parent), m_window(window) {
    connect(&project, &ProjectController::opened, this, &UnsavedWork::showList);
    connect(&m_window.source(), &SourcePanel::discardRequested, this, &UnsavedWork::discard);
}

void UnsavedWork::showList() {
    QList<UnsavedItem> items;
    for (const ProjectController::Abandoned& one : ProjectController::abandoned()) {
        const QString path = QString::fromStdString(one.path.string());
        if (path != m_discarded)
            items.append({path, one.sources, one.lastChange});
    }
    m_window.source().setUnsaved(items);
}

void UnsavedWork::discard(const QString& path) {
    m_window.endUndo();
    m_discarded = path;
    showList();
    m_window.offerUndo(
        tr("The unsaved work is discarded."),
        [this] {
            m_discarded.clear();
            showList();
        },
        [path, this] {
            m_discarded.clear();
            removeProject(path.toStdString());
        });
}

} // namespace leitmotif
