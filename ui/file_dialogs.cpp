// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/file_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

#include <utility>

namespace leitmotif {
namespace {

struct FileDialogs {
    Q_DECLARE_TR_FUNCTIONS(FileDialogs)
};

QFileDialog* openDialog(QWidget* parent, const QString& title, const char* name) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

QFileDialog* saveDialog(QWidget* parent, const QString& title, const QString& suggested,
                        const QStringList& filters, const QString& ending) {
    QFileDialog* dialog = openDialog(parent, title, "saveDialog");
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(suggested);
    // The ending follows the chosen kind of file, as it decides what is written.
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& chosen) {
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

QString nameOrUntitled(const QString& name) {
    return name.isEmpty() ? FileDialogs::tr("Untitled") : name;
}

QFileDialog* projectDialog(QWidget* parent, const QString& name) {
    return saveDialog(parent, FileDialogs::tr("Save project"),
                      nameOrUntitled(name) + QStringLiteral(".leitmotif"),
                      {FileDialogs::tr("Leitmotif project (*.leitmotif)")},
                      QStringLiteral("leitmotif"));
}

QStringList exportFilters() {
    return FileDialogs::tr("MIDI file (*.mid);;WAV audio (*.wav);;FLAC audio (*.flac);;"
                           "Ogg Vorbis audio (*.ogg)")
        .split(QStringLiteral(";;"));
}

void open(QFileDialog* dialog, PathChosen chosen) {
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(chosen));
    dialog->open();
}

} // namespace

void askForFiles(QWidget* parent, std::function<void(const QStringList&)> chosen) {
    QFileDialog* dialog = openDialog(parent, FileDialogs::tr("Open"), "openDialog");
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {FileDialogs::tr(
             "MIDI files and projects (*.mid *.midi *.kar *.rmi *.leitmotif *.MID *.MIDI)"),
         FileDialogs::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, std::move(chosen));
    dialog->open();
}

void askForProjectName(QWidget* parent, const QString& name, PathChosen chosen) {
    open(projectDialog(parent, name), std::move(chosen));
}

QString waitForProjectName(QWidget* parent, const QString& name) {
    QString chosen;
    QFileDialog* dialog = projectDialog(parent, name);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [&chosen](const QString& path) { chosen = path; });
    dialog->exec();
    return chosen;
}

void askForExport(QWidget* parent, const QString& name, PathChosen chosen) {
    QString suggested = nameOrUntitled(name);
    suggested.replace(QLatin1Char('/'), QLatin1Char('-'));
    open(saveDialog(parent, FileDialogs::tr("Export"), suggested + QStringLiteral(".mid"),
                    exportFilters(), QStringLiteral("mid")),
         std::move(chosen));
}

void askForTakeExport(QWidget* parent, const QString& name, const QString& ending,
                      PathChosen chosen) {
    const QStringList filters = exportFilters().filter(QStringLiteral("*.%1)").arg(ending));
    open(saveDialog(parent, FileDialogs::tr("Export take"),
                    QStringLiteral("%1.%2").arg(name, ending), filters, ending),
         std::move(chosen));
}

void askForSoundFont(QWidget* parent, PathChosen chosen) {
    QFileDialog* dialog =
        openDialog(parent, FileDialogs::tr("Choose a SoundFont"), "soundFontDialog");
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({FileDialogs::tr("SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)"),
                            FileDialogs::tr("All files (*)")});
    open(dialog, std::move(chosen));
}

} // namespace leitmotif
