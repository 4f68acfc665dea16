// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_list.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/words.h"
#include "ui/base/wrapped_label.h"
#include "ui/theme/icons.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

constexpr int kRateDigits = 7;    // after the point
constexpr int kBoxEdges = 32;     // beside its digits
constexpr int kFewestLetters = 6; // of a run that are seen

/// Shows no zeros at the end.
class RateBox : public QDoubleSpinBox {
  public:
    using QDoubleSpinBox::QDoubleSpinBox;

    [[nodiscard]] QString textFromValue(double value) const override {
        QString text = QDoubleSpinBox::textFromValue(value);
        while (text.endsWith(locale().zeroDigit()))
            text.chop(1);
        return text.endsWith(locale().decimalPoint()) ? text + locale().zeroDigit() : text;
    }
};

QString wordsOf(const RunSummary& run) {
    QStringList words = {RunList::tr("Run %1: %2").arg(run.id).arg(run.title),
                         epochCount(run.epochs, run.countsIterations), run.state};
    if (run.bestLoss) {
        const QString loss = QLocale().toString(*run.bestLoss, 'f', 3);
        words << (run.isOfHiddenNotes ? RunList::tr("best %1 on hidden notes").arg(loss)
                                      : RunList::tr("best %1").arg(loss));
    }
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

} // namespace

RunList::RunList(QWidget* parent) : QWidget(parent) {
    m_box = named(new ElidedComboBox(this), "runBox", tr("Shown run"));
    m_box->setToolTip(tr("The run whose losses are shown"));
    m_box->setMinimumContentsLength(kFewestLetters);
    m_remove = iconButton(this, "trash", "removeRunButton", tr("Delete this run and its takes"));
    m_note = new WrappedLabel(this);
    m_note->setText(tr("Its source has changed since."));
    setRole(*m_note, "muted", "runNote");
    m_more = iconButton(this, "dice", "moreTakesOfRunButton", tr("Make more takes of this run"));
    m_continue =
        named(new QPushButton(tr("Continue"), this), "continueButton", tr("Continue this run"));
    m_continue->setToolTip(tr("Goes on from the last checkpoint as if nothing had come between"));
    m_epochs =
        named(new QSpinBox(this), "continueEpochsBox", tr("Continue to %1").arg(epochWord(false)));
    m_epochs->setRange(1, 1'000'000);
    m_epochs->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00000")) + kBoxEdges);
    m_until = roleLabel(this, tr("to"), "muted");
    m_until->setBuddy(m_epochs);
    m_rate = named(new RateBox(this), "continueRateBox", tr("Learning rate to go on with"));
    m_rate->setToolTip(tr("A lower one helps a run on whose losses became infinite"));
    m_rate->setDecimals(kRateDigits);
    m_rate->setRange(std::pow(10.0, -kRateDigits), 1.0);
    m_rate->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_rateLabel = roleLabel(this, tr("learning rate"), "muted");
    m_rateLabel->setBuddy(m_rate);

    auto* first = new QHBoxLayout;
    first->setSpacing(kSmallGap);
    first->addWidget(m_box, 1);
    first->addWidget(m_more);
    first->addWidget(m_remove);
    auto* second = new QHBoxLayout;
    second->setSpacing(kGap);
    second->addWidget(m_continue, 1);
    second->addWidget(m_until);
    second->addWidget(m_epochs);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(first);
    column->addWidget(m_note);
    column->addLayout(second);
    auto* third = new QHBoxLayout;
    third->setSpacing(kGap);
    third->addStretch(1);
    third->addWidget(m_rateLabel);
    third->addWidget(m_rate);
    column->addLayout(third);

    connect(m_box, &QComboBox::activated, this, [this] {
        showCurrent();
        if (const RunSummary* run = current())
            emit runSelected(run->id);
    });
    connect(m_continue, &QPushButton::clicked, this, [this] {
        if (const RunSummary* run = current())
            emit continueRequested(run->id, m_epochs->value(), otherRate(*run));
    });
    connect(m_more, &QToolButton::clicked, this, [this] {
        if (const RunSummary* run = current())
            emit moreTakesRequested(run->id);
    });
    connect(m_remove, &QToolButton::clicked, this, [this] {
        if (const RunSummary* run = current())
            emit removeRequested(run->id);
    });
    showCurrent();
}

std::optional<double> RunList::otherRate(const RunSummary& run) const {
    // The box rounds; a rate that is as it was goes on to the last bit.
    const bool isAsBefore =
        std::abs(m_rate->value() - run.learningRate) < std::pow(10.0, -kRateDigits);
    return isAsBefore ? std::nullopt : std::optional(m_rate->value());
}

const RunSummary* RunList::current() const {
    const qint64 id = m_box->currentData().toLongLong();
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [id](const RunSummary& run) { return run.id == id; });
    return found != m_runs.end() ? &*found : nullptr;
}

void RunList::setRuns(const QList<RunSummary>& runs, qint64 shown) {
    if (runs == m_runs && m_box->currentData().toLongLong() == shown)
        return;
    m_runs = runs;
    // Rows stay where they are, so that an open list does not jump at every epoch.
    while (m_box->count() > runs.size())
        m_box->removeItem(m_box->count() - 1);
    while (m_box->count() < runs.size())
        m_box->addItem(QString());
    for (int row = 0; row < m_box->count(); ++row) {
        const QString words = wordsOf(runs[row]);
        m_box->setItemText(row, words);
        m_box->setItemData(row, runs[row].id);
        m_box->setItemData(row, words, Qt::ToolTipRole);
    }
    m_box->setCurrentIndex(std::max(0, m_box->findData(shown)));
    showCurrent();
}

void RunList::setIdle(bool isIdle) {
    m_isIdle = isIdle;
    showCurrent();
}

void RunList::showCurrent() {
    const RunSummary* run = current();
    setVisible(run != nullptr);
    const bool canContinue = run != nullptr && run->canContinue && m_isIdle;
    for (QWidget* widget : {static_cast<QWidget*>(m_continue), static_cast<QWidget*>(m_until),
                            static_cast<QWidget*>(m_epochs)})
        widget->setVisible(canContinue);
    // Asked only where another one is called for: the panel has little room.
    const bool needsOtherRate = canContinue && run->nextRate != run->learningRate;
    m_rateLabel->setVisible(needsOtherRate);
    m_rate->setVisible(needsOtherRate);
    m_remove->setEnabled(run != nullptr && m_isIdle);
    m_more->setVisible(run != nullptr && run->canSample);
    m_note->setVisible(run != nullptr && run->isSourceChanged);
    if (!canContinue)
        return;
    const QString words = tr("Continue to %1").arg(epochWord(run->countsIterations));
    m_epochs->setAccessibleName(words);
    m_epochs->setToolTip(words);
    // To the planned end, or as far again past it.
    const int end = run->epochs < run->planned ? run->planned : run->epochs + run->planned;
    m_epochs->setMinimum(run->epochs + 1);
    m_epochs->setValue(std::max(end, run->epochs + 1));
    m_rate->setValue(run->nextRate);
}

} // namespace leitmotif
