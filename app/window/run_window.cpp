// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_window.h"

#include "app/base/version.h"
#include "app/window/lateness_probe.h"
#include "app/window/settings_store.h"
#include "app/window/workspace.h"
#include "ui/base/translations.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace leitmotif {

namespace {

// Exit statuses, as those of commands in app/cli/command.h.
constexpr int kNoDisplay = 2;
constexpr int kInterrupted = 130;

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

int s_signalPipe[2] = {-1, -1}; // a handler may do little more than write

void passSignalOn(int /*signal*/) {
    const char byte = 0;
    (void)!::write(s_signalPipe[1], &byte, 1);
}

/// SIGTERM, SIGINT and SIGHUP (the end of the session) close the window without a question: what
/// was done is in the project, and a run keeps its checkpoint.
class QuitOnSignal {
  public:
    QuitOnSignal() {
        if (::pipe2(s_signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
            return;
        m_notifier.setSocket(s_signalPipe[0]);
        m_notifier.setEnabled(true);
        QObject::connect(&m_notifier, &QSocketNotifier::activated,
                         [] { QApplication::exit(kInterrupted); });
        struct sigaction action {};
        action.sa_handler = passSignalOn;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP})
            ::sigaction(signal, &action, nullptr);
    }

  private:
    QSocketNotifier m_notifier{QSocketNotifier::Read};
};

/// Without a display Qt gives up and aborts; people get a sentence instead.
void tellOfNoDisplay(QtMsgType type, const QMessageLogContext& /*where*/, const QString& message) {
    std::fprintf(stderr, "leitmotif: %s\n", message.toUtf8().constData());
    if (type != QtFatalMsg)
        return;
    std::fputs(
        "leitmotif: the window cannot be opened, as there is no display that works. Commands "
        "such as \"leitmotif train\" need none; \"leitmotif --help\" lists them.\n",
        stderr);
    std::fflush(stderr);
    std::_Exit(kNoDisplay);
}

} // namespace

int runWindow(int& argc, char** argv) {
    const QtMessageHandler handler = qInstallMessageHandler(tellOfNoDisplay);
    QApplication application(argc, argv);
    qInstallMessageHandler(handler);
    QApplication::setApplicationName(QStringLiteral("leitmotif"));
    QApplication::setApplicationVersion(QString::fromUtf8(programVersion()));
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

    const QuitOnSignal quitOnSignal;
    LatenessProbe probe;
    quint64 lateBlocksBefore = 0;
    if (words.measuredSeconds > 0) {
        QObject::connect(&probe, &LatenessProbe::finished, &window, [&] {
            std::puts(
                probe.report(workspace.lateAudioBlocks() - lateBlocksBefore).toUtf8().constData());
            QApplication::exit(); // quit() would ask about the run that trains
        });
        // What is measured is the running program, not its start.
        const auto start = [&] {
            lateBlocksBefore = workspace.lateAudioBlocks();
            probe.start(words.measuredSeconds);
        };
        if (words.trains)
            QObject::connect(&workspace, &Workspace::trainingStarted, &probe, start,
                             Qt::SingleShotConnection);
        else
            QTimer::singleShot(1000, &probe, start);
    }
    const int status = QApplication::exec();
    workspace.setExitStatus(status);
    return status;
}

} // namespace leitmotif
