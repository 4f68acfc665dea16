// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs of the main window. None of them blocks but those that come before closing.
#include "ui/base/controls.h"
#include "ui/main_window.h"
#include "ui/shortcuts_dialog.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace leitmotif {

void MainWindow::showOpenDialog() {
    auto* dialog = new QFileDialog(this, tr("Open"));
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("MIDI files and projects (*.mid *.midi *.kar *.rmi *.leitmotif *.MID *.MIDI)"),
         tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openRequested);
    dialog->open();
}

QFileDialog* MainWindow::makeSaveDialog(const QString& title, const QString& suggested,
                                        const QString& filter, const QString& ending) {
    auto* dialog = new QFileDialog(this, title);
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(filter.split(QStringLiteral(";;")));
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(suggested);
    // The ending follows the chosen kind of file, as it decides what is written.
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& chosen) {
        const qsizetype dot = chosen.lastIndexOf(QLatin1String("*."));
        const QString suffix = chosen.mid(dot + 2).chopped(1);
        dialog->setDefaultSuffix(suffix);
        const QStringList files = dialog->selectedFiles();
        if (!files.isEmpty())
            dialog->selectFile(QFileInfo(files.front()).completeBaseName() + QLatin1Char('.') +
                               suffix);
    });
    return dialog;
}

QFileDialog* MainWindow::makeProjectDialog() {
    const QString name = m_projectName.isEmpty() ? tr("Untitled") : m_projectName;
    return makeSaveDialog(tr("Save project"), name + QStringLiteral(".leitmotif"),
                          tr("Leitmotif project (*.leitmotif)"), QStringLiteral("leitmotif"));
}

void MainWindow::showSaveAsDialog() {
    QFileDialog* dialog = makeProjectDialog();
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::saveAsRequested);
    dialog->open();
}

namespace {

QString exportFilters() {
    return MainWindow::tr("MIDI file (*.mid);;WAV audio (*.wav);;FLAC audio (*.flac);;"
                          "Ogg Vorbis audio (*.ogg)");
}

} // namespace

void MainWindow::showExportDialog() {
    QString name = m_scoreName.isEmpty() ? m_projectName : m_scoreName;
    if (name.isEmpty())
        name = tr("Untitled");
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    QFileDialog* dialog = makeSaveDialog(tr("Export"), name + QStringLiteral(".mid"),
                                         exportFilters(), QStringLiteral("mid"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::exportRequested);
    dialog->open();
}

void MainWindow::showTakeExportDialog(qint64 take, const QString& suggestedName,
                                      const QString& ending) {
    QString filter;
    for (const QString& one : exportFilters().split(QStringLiteral(";;"))) {
        if (one.contains(QStringLiteral("*.%1)").arg(ending)))
            filter = one;
    }
    QFileDialog* dialog = makeSaveDialog(
        tr("Export take"), QStringLiteral("%1.%2").arg(suggestedName, ending), filter, ending);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, take](const QString& path) { emit takeExportRequested(take, path); });
    dialog->open();
}

void MainWindow::showSoundFontDialog() {
    auto* dialog = new QFileDialog(this, tr("Choose a SoundFont"));
    dialog->setObjectName(QStringLiteral("soundFontDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_transport, &TransportBar::soundFontRequested);
    dialog->open();
}

void MainWindow::showSettings() {
    emit settingsAboutToShow();
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void MainWindow::showShortcuts() {
    auto* dialog = findChild<ShortcutsDialog*>();
    if (dialog == nullptr) {
        dialog = new ShortcutsDialog(*this, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Leitmotif"));
    box->setIconPixmap(QIcon(QStringLiteral(":/icons/leitmotif.svg")).pixmap(QSize(64, 64)));
    box->setTextFormat(Qt::PlainText);
    box->setText(QStringLiteral("Leitmotif %1").arg(QApplication::applicationVersion()).trimmed());
    box->setInformativeText(
        tr("Trains small music models on your MIDI files and lets you hear them learn. Everything "
           "runs on this machine; nothing is uploaded.\n\nFree software under the GNU General "
           "Public License, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    named(box->button(QMessageBox::Close), "closeAboutButton", tr("Close"))->setText(tr("Close"));
    box->open();
}

bool MainWindow::confirmCloseWhileTraining() {
    QMessageBox box(this);
    box.setObjectName(QStringLiteral("closeWhileTrainingDialog"));
    box.setIcon(QMessageBox::Question);
    // A box is as wide as its text, which is too narrow for a title of some words.
    box.setWindowTitle(QStringLiteral("Leitmotif"));
    box.setText(tr("A model is still learning. Stop training and close?"));
    box.setInformativeText(tr("What was learned so far is kept; the run can be continued later."));
    QPushButton* stop = named(box.addButton(tr("Stop, keep and close"), QMessageBox::AcceptRole),
                              "stopAndCloseButton", tr("Stop, keep and close"));
    QPushButton* stay = named(box.addButton(tr("Go on training"), QMessageBox::RejectRole),
                              "goOnTrainingButton", tr("Go on training"));
    box.setDefaultButton(stop);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == stop;
}

MainWindow::Leaving MainWindow::askBeforeLeaving() {
    QMessageBox box(this);
    box.setObjectName(QStringLiteral("leavingDialog"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(tr("Untitled project"));
    box.setText(tr("Save this project before leaving it?"));
    box.setInformativeText(tr("It has no name yet. Discarded, its runs and takes are gone for "
                              "good; the MIDI files on the disk stay."));
    QPushButton* save = named(box.addButton(tr("Save…"), QMessageBox::AcceptRole),
                              "saveAndLeaveButton", tr("Save"));
    QPushButton* discard = named(box.addButton(tr("Discard"), QMessageBox::DestructiveRole),
                                 "discardAndLeaveButton", tr("Discard"));
    QPushButton* stay = named(box.addButton(tr("Cancel"), QMessageBox::RejectRole),
                              "cancelLeavingButton", tr("Cancel"));
    box.setDefaultButton(save);
    box.setEscapeButton(stay);
    box.exec();
    if (box.clickedButton() == save)
        return Leaving::Save;
    return box.clickedButton() == discard ? Leaving::Discard : Leaving::Cancel;
}

QString MainWindow::askWhereToSave() {
    QString chosen;
    QFileDialog* dialog = makeProjectDialog();
    connect(dialog, &QFileDialog::fileSelected, this,
            [&chosen](const QString& path) { chosen = path; });
    dialog->exec();
    return chosen;
}

} // namespace leitmotif
