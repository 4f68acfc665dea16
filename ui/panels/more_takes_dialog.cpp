// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/more_takes_dialog.h"

#include "core/base/limits.h"
#include "core/runs/model_family.h"
#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/words.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leitmotif {

namespace {

constexpr int kUsualCount = 4;
constexpr int kMostCount = 100;
constexpr int kMostCandidates = 64;
constexpr double kLowestTemperature = 0.05;
constexpr double kHighestTemperature = 5.0;
constexpr double kHalfDigit = 0.005; // of the temperature
constexpr int kLettersAcross = 60;

QString epochWords(const KeptEpoch& epoch, bool isLast, bool countsIterations) {
    const QString number = epochNumber(epoch.epoch, countsIterations);
    if (epoch.isBest && isLast)
        return MoreTakesDialog::tr("The best and last: %1").arg(number);
    if (epoch.isBest)
        return MoreTakesDialog::tr("The best: %1").arg(number);
    return isLast ? MoreTakesDialog::tr("The last: %1").arg(number) : capitalized(number);
}

} // namespace

MoreTakesDialog::MoreTakesDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("moreTakesDialog"));
    setWindowTitle(tr("Make takes"));
    setWindowModality(Qt::WindowModal);
    buildControls();
    buildStart();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_go = named(new QPushButton(tr("Make"), this), "makeTakesButton", tr("Make these takes"));
    m_go->setProperty("role", QStringLiteral("primary"));
    buttons->addButton(m_go, QDialogButtonBox::AcceptRole);
    m_go->setDefault(true);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    named(cancel, "makeTakesCancelButton", tr("Cancel"))->setText(tr("Cancel"));
    cancel->setIcon({});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(2 * kGap);
    column->addWidget(m_run);
    m_form = makeForm();
    column->addLayout(m_form);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * kLettersAcross);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connectControls();
}

void MoreTakesDialog::buildControls() {
    m_run = heading(this, {});
    m_epoch = named(new ElidedComboBox(this), "takesEpochBox", tr("Epoch"));
    m_epoch->setToolTip(tr("How far the run had learned; the weights of these epochs are kept"));
    m_count = named(new QSpinBox(this), "takesCountBox", tr("How many takes"));
    m_count->setRange(1, kMostCount);
    m_count->setValue(kUsualCount);
    m_candidates = named(new QSpinBox(this), "takesCandidatesBox", tr("Candidates"));
    m_candidates->setRange(1, kMostCandidates);
    m_candidates->setToolTip(
        tr("So many are drawn for each take; the one nearest to the piece is kept"));
    m_bars = named(new QSpinBox(this), "takesBarsBox", tr("Bars"));
    m_temperature = named(new QDoubleSpinBox(this), "takesTemperatureBox", tr("Temperature"));
    m_temperature->setSingleStep(0.05);
    m_temperature->setDecimals(2);
    m_temperature->setToolTip(tr("Below 1 takes play safe, above 1 they take risks"));
    m_end = named(new QComboBox(this), "takesEndBox", tr("Ending"));
    m_end->addItem(tr("As a piece ends"), static_cast<int>(TakeEnd::Ending));
    m_end->addItem(tr("As a loop: its first bar follows the last"),
                   static_cast<int>(TakeEnd::Loop));
    m_end->addItem(tr("Open: anywhere"), static_cast<int>(TakeEnd::Open));
    m_seed = named(new QSpinBox(this), "takesSeedBox", tr("Seed"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setToolTip(tr("The same seed with the same settings makes the same takes again"));
    m_note = roleLabel(this, {}, "muted", "takesNote");
    m_note->setWordWrap(true);
}

void MoreTakesDialog::buildStart() {
    m_start = named(new ElidedComboBox(this), "takesStartBox", tr("Start"));
    m_startBars = new QWidget(this);
    m_from = named(new QSpinBox(m_startBars), "takesFromBox", tr("First bar to go on from"));
    m_to = named(new QSpinBox(m_startBars), "takesToBox", tr("Last bar to go on from"));
    auto* row = new QHBoxLayout(m_startBars);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(m_from, 1);
    row->addWidget(roleLabel(this, tr("to"), "muted"));
    row->addWidget(m_to, 1);
}

QFormLayout* MoreTakesDialog::makeForm() {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Epoch"), m_epoch);
    form->addRow(tr("Takes"), m_count);
    form->addRow(tr("Each the best of"), m_candidates);
    form->addRow(tr("Bars"), m_bars);
    form->addRow(tr("Temperature"), m_temperature);
    form->addRow(tr("Go on from"), m_start);
    form->addRow(tr("Its bars"), m_startBars);
    form->addRow(tr("End"), m_end);
    form->addRow(tr("Seed"), m_seed);
    return form;
}

void MoreTakesDialog::connectControls() {
    connect(this, &QDialog::accepted, this, [this] {
        for (QAbstractSpinBox* box : findChildren<QAbstractSpinBox*>())
            box->interpretText();
        emit takesRequested(wish());
    });
    connect(m_start, &QComboBox::currentIndexChanged, this, &MoreTakesDialog::showBars);
    for (QSpinBox* box : {m_count, m_candidates})
        connect(box, &QSpinBox::valueChanged, this, &MoreTakesDialog::showNote);
    // One end of a range pushes the other, but not with the first digit that is typed.
    for (QSpinBox* box : {m_from, m_to})
        box->setKeyboardTracking(false);
    connect(m_from, &QSpinBox::valueChanged, this,
            [this](int bar) { m_to->setValue(std::max(bar, m_to->value())); });
    connect(m_to, &QSpinBox::valueChanged, this,
            [this](int bar) { m_from->setValue(std::min(bar, m_from->value())); });
}

void MoreTakesDialog::ask(const TakeOffer& offer) {
    const bool isSameRun = offer.run == m_offer.run && offer.recipe == m_offer.recipe;
    m_offer = offer;
    m_run->setText(offer.words);
    showEpochs(offer);
    showStarts(offer.starts);
    if (!isSameRun)
        showRecipe(offer.recipe);
    m_seed->setValue(static_cast<int>(offer.seed));
    showNote();
    open();
    m_go->setFocus();
}

void MoreTakesDialog::showEpochs(const TakeOffer& offer) {
    m_epoch->clear();
    const bool countsIterations = offer.recipe.countsIterations();
    int proposed = 0;
    for (const KeptEpoch& epoch : offer.epochs) {
        const bool isLast = epoch.epoch == offer.epochs.front().epoch;
        m_epoch->addItem(epochWords(epoch, isLast, countsIterations), epoch.epoch);
        if (offer.epoch ? *offer.epoch == epoch.epoch : epoch.isBest)
            proposed = m_epoch->count() - 1;
    }
    m_epoch->setCurrentIndex(proposed);
}

void MoreTakesDialog::showStarts(const QList<TakeStart>& starts) {
    m_start->clear();
    m_start->addItem(tr("Nothing: a new piece"));
    for (const TakeStart& start : starts)
        m_start->addItem(start.words);
    showBars();
}

void MoreTakesDialog::showRecipe(const Recipe& recipe) {
    const ModelFamily& family = modelFamily(recipe.family);
    const auto& sampling = recipe.sampling;
    m_candidates->setValue(sampling.candidates);
    // 0 stands for the settings of a published system.
    const bool hasSteps = sampling.steps > 0;
    m_bars->setRange(hasSteps ? 0 : 1, kMostBarsOfTake);
    m_bars->setSpecialValueText(hasSteps ? tr("as published") : QString());
    m_bars->setValue(hasSteps ? 0 : sampling.bars);
    const bool hasTopK = sampling.topK > 0;
    m_temperature->setRange(hasTopK ? 0.0 : kLowestTemperature, kHighestTemperature);
    m_temperature->setSpecialValueText(hasTopK ? tr("as published") : QString());
    m_temperature->setValue(hasTopK ? 0.0 : sampling.temperature);
    m_form->setRowVisible(m_temperature, family.hasTemperature);
    m_form->setRowVisible(m_start, family.plansTakes);
    m_form->setRowVisible(m_end, family.plansTakes);
    m_end->setCurrentIndex(0);
    showBars();
}

void MoreTakesDialog::showBars() {
    const int start = m_start->currentIndex() - 1;
    const bool isPossible = modelFamily(m_offer.recipe.family).plansTakes;
    const bool hasBars =
        isPossible && start >= 0 && start < m_offer.starts.size() && m_offer.starts[start].bars > 0;
    m_form->setRowVisible(m_startBars, hasBars);
    growToFit();
    if (!hasBars)
        return;
    const TakeStart& music = m_offer.starts[start];
    for (QSpinBox* box : {m_from, m_to})
        box->setRange(1, static_cast<int>(music.bars));
    m_to->setValue(static_cast<int>(music.bars));
    m_from->setValue(1);
}

void MoreTakesDialog::growToFit() {
    layout()->invalidate();
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void MoreTakesDialog::showNote() {
    QString words = tr("They appear among the takes as they are made, to be kept or thrown away. "
                       "The window and a run that trains go on meanwhile.");
    if (m_count->value() * m_candidates->value() > kMostCandidates)
        words = tr("%Ln candidate(s) are drawn in all, which may take a while.", nullptr,
                   m_count->value() * m_candidates->value()) +
                QLatin1Char(' ') + words;
    m_note->setText(words);
}

MoreTakesWish MoreTakesDialog::wish() const {
    const auto& sampling = m_offer.recipe.sampling;
    const bool plansTakes = modelFamily(m_offer.recipe.family).plansTakes;
    MoreTakesWish wish;
    wish.run = m_offer.run;
    wish.epoch = m_epoch->currentData().toInt();
    wish.takes.count = m_count->value();
    wish.takes.candidates = m_candidates->value();
    wish.takes.seed = static_cast<std::uint64_t>(m_seed->value());
    if (m_bars->value() > 0)
        wish.takes.bars = m_bars->value();
    const double shown = m_temperature->value();
    // The box rounds; what was not changed stays as it is.
    const bool isOther = std::abs(shown - sampling.temperature) >= kHalfDigit;
    if (shown > 0.0 && (isOther || sampling.topK > 0))
        wish.takes.temperature = shown;
    if (plansTakes) {
        wish.takes.end = static_cast<TakeEnd>(m_end->currentData().toInt());
        if (m_start->currentIndex() > 0)
            wish.start = m_start->currentIndex() - 1;
        wish.bars = {m_from->value() - 1, m_to->value() - 1};
    }
    return wish;
}

} // namespace leitmotif
