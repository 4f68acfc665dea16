// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/provenance_controller.h"

#include "app/sessions/run_provenance.h"
#include "ui/main_window.h"
#include "ui/panels/provenance_dialog.h"
#include "ui/panels/take_model.h"

namespace leitmotif {

ProvenanceController::ProvenanceController(ProjectController& project, const TakeLibrary& takes,
                                           MainWindow& window, QObject* parent)
    : QObject(parent), m_project(project), m_takes(takes), m_dialog(new ProvenanceDialog(&window)) {
    connect(&window.takes(), &TakesPanel::originRequested, this, &ProvenanceController::ask);
    connect(&m_project, &ProjectController::aboutToLeave, m_dialog, &QDialog::close);
}

void ProvenanceController::ask(qint64 take) {
    const auto found = m_takes.find(take);
    if (!found)
        return;
    m_project.ask(
        this,
        [run = found->origin.run](ProjectFile& file) {
            SourceLists lists;
            return provenanceOf(file, run, lists);
        },
        [this, title = titleOf(*found)](const Result<Provenance>& provenance) {
            if (provenance)
                m_dialog->showProvenance(title, *provenance);
            else
                emit failed(provenance.error());
        });
}

} // namespace leitmotif
