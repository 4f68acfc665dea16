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
#include <QListWidget>
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
constexpr int kFewestRows = 2;      // of tracks that are shown at once
constexpr int kMostRows = 6;

} // namespace

ReviseDialog::ReviseDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("reviseDialog"));
    setWindowTitle(tr("Fill or rewrite bars"));
    setWindowModality(Qt::WindowModal);
    buildControls();
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
    column->addLayout(makeForm());
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * kLetters);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_share->setValue(static_cast<int>(RevisionWish().share * 100));
    m_rewrite->setChecked(true);
    showKind();
    connectControls();
}

void ReviseDialog::buildControls() {
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
    m_tracks = named(new QListWidget(this), "reviseTracksList", tr("Tracks to keep as they are"));
    m_tracks->setToolTip(tr("Tracks with a check mark stay as they are, note for note"));
    m_tracks->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tracks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_note = roleLabel(this, {}, "muted", "reviseNote");
    m_note->setWordWrap(true);
}

QFormLayout* ReviseDialog::makeForm() {
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
    m_tracksLabel = new QLabel(tr("Keep"), this);
    m_tracksLabel->setBuddy(m_tracks);
    m_tracksLabel->setAlignment(Qt::AlignTop);
    form->addRow(m_tracksLabel, m_tracks);
    return form;
}

void ReviseDialog::connectControls() {
    connect(this, &QDialog::accepted, this, [this] {
        for (QSpinBox* box : {m_from, m_to})
            box->interpretText();
        emit revisionRequested(wish());
    });
    connect(m_fill, &QRadioButton::toggled, this, &ReviseDialog::showKind);
    connect(m_run, &QComboBox::currentIndexChanged, this, &ReviseDialog::proposePasses);
    connect(m_tracks, &QListWidget::itemChanged, this, &ReviseDialog::showNote);
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

void ReviseDialog::ask(const QString& piece, qint64 bars, const QList<LockableTrack>& tracks,
                       const QList<Reviser>& revisers, const RevisionWish& wish) {
    showTracks(tracks, m_piece->text() == piece);
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

void ReviseDialog::showTracks(const QList<LockableTrack>& tracks, bool isSamePiece) {
    QStringList kept; // by their words: an edit may have changed the tracks
    for (int row = 0; isSamePiece && row < m_tracks->count(); ++row)
        if (m_tracks->item(row)->checkState() == Qt::Checked)
            kept << m_tracks->item(row)->text();
    m_tracks->clear();
    m_choices.clear();
    for (const LockableTrack& track : tracks) {
        m_choices << track.choice;
        auto* item = new QListWidgetItem(track.words, m_tracks);
        item->setToolTip(track.words);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(kept.contains(track.words) ? Qt::Checked : Qt::Unchecked);
    }
    const int rows = std::clamp(m_tracks->count(), kFewestRows, kMostRows);
    m_tracks->setFixedHeight(rows * std::max(1, m_tracks->sizeHintForRow(0)) +
                             2 * m_tracks->frameWidth());
    const bool hasChoice = m_tracks->count() > 1;
    m_tracks->setVisible(hasChoice);
    m_tracksLabel->setVisible(hasChoice);
}

int ReviseDialog::keptTracks() const {
    int kept = 0;
    for (int row = 0; row < m_tracks->count(); ++row)
        kept += m_tracks->item(row)->checkState() == Qt::Checked ? 1 : 0;
    return kept;
}

RevisionWish ReviseDialog::wish() const {
    RevisionWish wish{m_run->currentData().toLongLong(),
                      m_fill->isChecked(),
                      m_from->value() - 1,
                      m_to->value() - 1,
                      m_share->value() / 100.0,
                      m_passes->value()};
    for (int row = 0; row < m_tracks->count(); ++row)
        if (m_tracks->item(row)->checkState() == Qt::Checked)
            wish.locked.push_back(m_choices[row]);
    return wish;
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
    const int kept = keptTracks();
    const bool isAll = m_tracks->count() > 0 && kept == m_tracks->count();
    m_go->setEnabled(!isAll);
    if (isAll) {
        m_note->setText(tr("All tracks are kept, so nothing would change."));
        return;
    }
    const QString tracks = kept == 0 ? tr("All tracks take part.")
                                     : tr("%n track(s) stay as they are.", nullptr, kept);
    const double changed = 1.0 - std::pow(1.0 - m_share->value() / 100.0, m_passes->value());
    const QString words =
        m_fill->isChecked()
            ? tr("Each bar gets as many notes as such bars of the music that was learned have. "
                 "Other bars stay as they are.")
            : tr("About %1 of the notes are drawn anew in the end. How many there are hardly "
                 "changes. Other bars stay as they are.")
                  .arg(percentage(changed));
    m_note->setText(tracks + QLatin1Char(' ') + words);
}

} // namespace leitmotif
