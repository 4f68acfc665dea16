// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/take_export_menu.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

namespace leitmotif {

namespace {

struct ExportFormat {
    const char* ending;
    const char* name;
};
constexpr ExportFormat kExportFormats[] = {
    {"mid", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "MIDI file…")},
    {"wav", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "WAV audio…")},
    {"flac", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "FLAC audio…")},
    {"ogg", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "Ogg Vorbis audio…")},
};

} // namespace

QMenu* makeTakeExportMenu(QWidget* parent, const std::function<void(const QString&)>& chosen) {
    auto* menu = new QMenu(parent);
    for (const ExportFormat& format : kExportFormats) {
        const QString ending = QLatin1String(format.ending);
        const QString name = QCoreApplication::translate("leitmotif::TakesPanel", format.name);
        QAction* action = menu->addAction(name, parent, [chosen, ending] { chosen(ending); });
        action->setObjectName(QStringLiteral("exportTake_%1").arg(ending));
    }
    return menu;
}

} // namespace leitmotif
