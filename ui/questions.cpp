// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questions.h"

#include "ui/base/controls.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace leitmotif {
namespace {

struct Questions {
    Q_DECLARE_TR_FUNCTIONS(Questions)
};

} // namespace

bool confirmCloseWhileTraining(QWidget* parent) {
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("closeWhileTrainingDialog"));
    box.setIcon(QMessageBox::Question);
    // A box is as wide as its text, which is too narrow for a title of some words.
    box.setWindowTitle(QStringLiteral("Leitmotif"));
    box.setText(Questions::tr("A model is still learning. Stop training and close?"));
    box.setInformativeText(
        Questions::tr("What was learned so far is kept; the run can be continued later."));
    QPushButton* stop =
        named(box.addButton(Questions::tr("Stop, keep and close"), QMessageBox::AcceptRole),
              "stopAndCloseButton", Questions::tr("Stop, keep and close"));
    QPushButton* stay =
        named(box.addButton(Questions::tr("Go on training"), QMessageBox::RejectRole),
              "goOnTrainingButton", Questions::tr("Go on training"));
    box.setDefaultButton(stop);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == stop;
}

LeavingChoice askBeforeLeaving(QWidget* parent) {
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("leavingDialog"));
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(Questions::tr("Untitled project"));
    box.setText(Questions::tr("Save this project before leaving it?"));
    box.setInformativeText(
        Questions::tr("It has no name yet. Discarded, its runs and takes are gone for "
                      "good; the MIDI files on the disk stay."));
    QPushButton* save = named(box.addButton(Questions::tr("Save…"), QMessageBox::AcceptRole),
                              "saveAndLeaveButton", Questions::tr("Save"));
    QPushButton* discard =
        named(box.addButton(Questions::tr("Discard"), QMessageBox::DestructiveRole),
              "discardAndLeaveButton", Questions::tr("Discard"));
    QPushButton* stay = named(box.addButton(Questions::tr("Cancel"), QMessageBox::RejectRole),
                              "cancelLeavingButton", Questions::tr("Cancel"));
    box.setDefaultButton(save);
    box.setEscapeButton(stay);
    box.exec();
    if (box.clickedButton() == save)
        return LeavingChoice::Save;
    return box.clickedButton() == discard ? LeavingChoice::Discard : LeavingChoice::Cancel;
}

} // namespace leitmotif
