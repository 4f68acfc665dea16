// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/revise_dialog.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/words.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr int kMostPasses = 1000;
constexpr int kRewritingPasses = 4; // proposed; with the usual share, much stays
constexpr int kLetters = 64;        // across the dialog

} // namespace

ReviseDialog::ReviseDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("reviseDialog"));
    setWindowTitle(tr("Fill or rewrite bars"));
    setWindowModality(Qt::WindowModal);
    m_piece = heading(this, {});
    m_run = named(new ElidedComboBox(this), "reviserBox", tr("Run"));
    m_from = named(new QSpinBox(this), "reviseFromBox", tr("First bar"));
    m_to = named(new QSpinBox(this), "reviseToBox", tr("Last bar"));
    m_fill = named(new QRadioButton(tr("Fill: new notes in place of all that stand there"), this),
                   "reviseFillButton", tr("Fill"));
    m_rewrite = named(new QRadioButton(tr("Rewrite: a share of the notes drawn anew"), this),
                      "reviseRewriteButton", tr("Rewrite"));
    auto* kinds = new QButtonGroup(this);
    kinds->addButton(m_fill);
    kinds->addButton(m_rewrite);
    m_share = named(new QSpinBox(this), "reviseShareBox", tr("Share"));
    m_share->setRange(1, 100);
    m_share->setSuffix(tr(" %"));
    m_share->setToolTip(tr("Of the notes that each pass draws anew"));
    m_passes = named(new QSpinBox(this), "revisePassesBox", tr("Passes"));
    m_passes->setRange(1, kMostPasses);
    m_passes->setToolTip(tr("How often the bars are gone over; more passes fit better together "
                            "and take longer"));
    m_note = roleLabel(this, {}, "muted", "reviseNote");
    m_note->setWordWrap(true);

    auto* bars = new QHBoxLayout;
    bars->setSpacing(kGap);
    bars->addWidget(m_from, 1);
    bars->addWidget(roleLabel(this, tr("to"), "muted"));
    bars->addWidget(m_to, 1);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Run"), m_run);
    form->addRow(tr("Bars"), bars);
    form->addRow(QString(), m_fill);
    form->addRow(QString(), m_rewrite);
    m_shareLabel = new QLabel(tr("Share"), this);
    m_shareLabel->setBuddy(m_share);
    form->addRow(m_shareLabel, m_share);
    form->addRow(tr("Passes"), m_passes);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_go = named(new QPushButton(this), "reviseGoButton", {});
    m_go->setProperty("role", QStringLiteral("primary"));
    buttons->addButton(m_go, QDialogButtonBox::AcceptRole);
    m_go->setDefault(true);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    named(cancel, "reviseCancelButton", tr("Cancel"))->setText(tr("Cancel"));
    cancel->setIcon({});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(2 * kGap);
    column->addWidget(m_piece);
    column->addLayout(form);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * kLetters);

    m_share->setValue(static_cast<int>(RevisionWish().share * 100));
    m_rewrite->setChecked(true);
    showKind();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        for (QSpinBox* box : {m_from, m_to})
            box->interpretText();
        emit revisionRequested(wish());
    });
    connect(m_fill, &QRadioButton::toggled, this, &ReviseDialog::showKind);
    connect(m_run, &QComboBox::currentIndexChanged, this, &ReviseDialog::proposePasses);
    for (QSpinBox* box : {m_share, m_passes})
        connect(box, &QSpinBox::valueChanged, this, &ReviseDialog::showNote);
    // A range is a range: one end pushes the other, but not with the first digit that is typed.
    for (QSpinBox* box : {m_from, m_to})
        box->setKeyboardTracking(false);
    connect(m_from, &QSpinBox::valueChanged, this,
            [this](int bar) { m_to->setValue(std::max(bar, m_to->value())); });
    connect(m_to, &QSpinBox::valueChanged, this,
            [this](int bar) { m_from->setValue(std::min(bar, m_from->value())); });
}

void ReviseDialog::ask(const QString& piece, qint64 bars, const QList<Reviser>& revisers,
                       const RevisionWish& wish) {
    m_piece->setText(piece);
    const QVariant before = m_run->currentData();
    m_revisers = revisers;
    m_run->clear();
    for (const Reviser& one : revisers)
        m_run->addItem(one.words, one.run);
    m_run->setCurrentIndex(std::max(0, m_run->findData(before)));
    for (QSpinBox* box : {m_from, m_to})
        box->setRange(1, static_cast<int>(std::max<qint64>(bars, 1)));
    m_to->setValue(static_cast<int>(wish.lastBar + 1));
    m_from->setValue(static_cast<int>(wish.firstBar + 1));
    m_to->setValue(static_cast<int>(wish.lastBar + 1)); // it could not be before the old first one
    (wish.isFill ? m_fill : m_rewrite)->setChecked(true);
    showKind();
    open();
    m_go->setFocus();
}

RevisionWish ReviseDialog::wish() const {
    return {m_run->currentData().toLongLong(),
            m_fill->isChecked(),
            m_from->value() - 1,
            m_to->value() - 1,
            m_share->value() / 100.0,
            m_passes->value()};
}

void ReviseDialog::showKind() {
    const bool isFill = m_fill->isChecked();
    m_share->setEnabled(!isFill);
    m_shareLabel->setEnabled(!isFill);
    m_go->setText(isFill ? tr("Fill") : tr("Rewrite"));
    m_go->setAccessibleName(isFill ? tr("Fill these bars") : tr("Rewrite these bars"));
    proposePasses();
    showNote();
}

void ReviseDialog::proposePasses() {
    const int index = m_run->currentIndex();
    if (index >= 0 && index < m_revisers.size())
        m_passes->setValue(m_fill->isChecked() ? m_revisers[index].passes : kRewritingPasses);
}

void ReviseDialog::showNote() {
    const double changed = 1.0 - std::pow(1.0 - m_share->value() / 100.0, m_passes->value());
    m_note->setText(m_fill->isChecked()
                        ? tr("All tracks take part. Each bar gets as many notes as such bars of "
                             "the music that was learned have. Other bars stay as they are.")
                        : tr("All tracks take part. About %1 of the notes are drawn anew in the "
                             "end. How many there are hardly changes. Other bars stay as they "
                             "are.")
                              .arg(percentage(changed)));
}

} // namespace leitmotif
