// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about_dialog.h"

#include "ui/base/controls.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>
#include <QPushButton>

namespace leitmotif {
namespace {

struct AboutDialog {
    Q_DECLARE_TR_FUNCTIONS(AboutDialog)
};

} // namespace

void showAbout(QWidget* parent) {
    auto* box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutDialog::tr("About Leitmotif"));
    box->setIconPixmap(QIcon(QStringLiteral(":/icons/leitmotif.svg")).pixmap(QSize(64, 64)));
    box->setTextFormat(Qt::PlainText);
    box->setText(QStringLiteral("Leitmotif %1").arg(QApplication::applicationVersion()).trimmed());
    box->setInformativeText(AboutDialog::tr(
        "Trains small music models on your MIDI files and lets you hear them learn. Everything "
        "runs on this machine; nothing is uploaded.\n\nFree software under the GNU General "
        "Public License, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    named(box->button(QMessageBox::Close), "closeAboutButton", AboutDialog::tr("Close"))
        ->setText(AboutDialog::tr("Close"));
    box->open();
}

} // namespace leitmotif
