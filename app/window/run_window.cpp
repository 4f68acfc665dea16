// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_window.h"

#include "app/window/lateness_probe.h"
#include "app/window/settings_store.h"
#include "app/window/workspace.h"
#include "ui/base/translations.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include <cstdio>

namespace leitmotif {

namespace {

struct WindowWords {
    QStringList files;
    bool trains = false;
    int measuredSeconds = 0; // 0: do not measure
};

WindowWords parse(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("Window", "Opens the window of Leitmotif."));
    parser.addPositionalArgument(
        QStringLiteral("files"),
        QCoreApplication::translate("Window", "MIDI files, or one project."));
    const QCommandLineOption train(
        QStringLiteral("train"),
        QCoreApplication::translate("Window", "Press Train as soon as the files are open."));
    const QCommandLineOption measure(
        QStringLiteral("measure-lateness"),
        QCoreApplication::translate("Window", "Measure for so many seconds how late the window "
                                              "reacts, print it and quit."),
        QStringLiteral("seconds"));
    parser.addOptions({train, measure});
    parser.process(application);
    return {parser.positionalArguments(), parser.isSet(train), parser.value(measure).toInt()};
}

} // namespace

int runWindow(int& argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("leitmotif"));
    QApplication::setApplicationDisplayName(QStringLiteral("Leitmotif"));
    QApplication::setDesktopFileName(QStringLiteral("org.leitmotif.Leitmotif"));
    const WindowWords words = parse(application);

    SettingsStore settings;
    installTranslations(application, settings.settings().language);
    MainWindow window;
    Workspace workspace(window, settings);
    window.show();
    workspace.start(words.files);
    if (words.trains)
        workspace.trainWhenReady();

    LatenessProbe probe;
    if (words.measuredSeconds > 0) {
        QObject::connect(&probe, &LatenessProbe::finished, &window, [&] {
            std::puts(probe.report(workspace.lateAudioBlocks()).toUtf8().constData());
            QApplication::exit(); // quit() would ask about the run that trains
        });
        // What is measured is the running program, not its start.
        const auto start = [&] { probe.start(words.measuredSeconds); };
        if (words.trains)
            QObject::connect(&workspace, &Workspace::trainingStarted, &probe, start,
                             Qt::SingleShotConnection);
        else
            QTimer::singleShot(1000, &probe, start);
    }
    return QApplication::exec();
}

} // namespace leitmotif
