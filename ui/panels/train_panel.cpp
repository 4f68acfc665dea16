// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/train_panel.h"

#include "ui/base/controls.h"
#include "ui/base/whole_rows_scroll.h"
#include "ui/base/words.h"
#include "ui/base/wrapped_label.h"
#include "ui/panels/recipe_form.h"
#include "ui/panels/run_list.h"
#include "ui/theme/icons.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

constexpr int kProgressSteps = 1000;
constexpr int kLeastForm = 52;
constexpr int kIconButtonWidth = 44;

} // namespace

TrainPanel::TrainPanel(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("trainPanel"));
    setProperty("role", QStringLiteral("panel"));
    auto* scroll = new WholeRowsScroll(this);
    scroll->setObjectName(QStringLiteral("recipeScroll"));
    auto* page = new QWidget(scroll);
    auto* pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(0, 0, 0, 0);
    m_form = new RecipeForm(page);
    pageColumn->addWidget(m_form);
    pageColumn->addStretch(1);
    scroll->setPage(
        page, [this] { return m_form->rows(); }, kLeastForm);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kPanelMargin, kPanelMargin);
    column->setSpacing(kGap);
    column->addWidget(heading(this, tr("Train")));
    column->addWidget(scroll, 1);
    buildProgress(column);
    buildButtons(column);
    connect(m_form, &RecipeForm::recipesChanged, this, &TrainPanel::recipesChanged);
    connect(m_form, &RecipeForm::computeChanged, this, &TrainPanel::computeChanged);
    connect(m_form, &RecipeForm::unfolded, this, [this, scroll, page](const QWidget* top) {
        QTimer::singleShot(0, this, [scroll, page, top] { // once it is laid out
            scroll->verticalScrollBar()->setValue(top->mapTo(page, QPoint()).y());
        });
    });
    updateButtons();
    updateSentence();
}

void TrainPanel::buildProgress(QVBoxLayout* column) {
    m_bar = named(new QProgressBar(this), "trainingProgress", tr("Progress"));
    m_bar->setRange(0, kProgressSteps);
    m_bar->setTextVisible(false);
    column->addWidget(m_bar);
    m_sentence = new WrappedLabel(this);
    m_machine = new WrappedLabel(this);
    m_problem = new WrappedLabel(this);
    setRole(*m_sentence, "text", "trainingState");
    setRole(*m_machine, "muted", "trainingMachine");
    setRole(*m_problem, "text", "trainingProblem");
    m_problem->setProperty("tone", QStringLiteral("danger"));
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    for (QLabel* label : {m_sentence, m_machine, m_problem})
        lines->addWidget(label);
    m_problem->hide();
    column->addLayout(lines);
    m_runs = new RunList(this);
    column->addWidget(m_runs);

    connect(m_runs, &RunList::runSelected, this, &TrainPanel::runSelected);
    connect(m_runs, &RunList::continueRequested, this, &TrainPanel::continueRequested);
    connect(m_runs, &RunList::removeRequested, this, &TrainPanel::removeRunRequested);
    connect(m_runs, &RunList::moreTakesRequested, this, &TrainPanel::moreTakesRequested);
}

void TrainPanel::buildButtons(QVBoxLayout* column) {
    // At the bottom, where no line above, however long it gets, moves them.
    m_train = named(new QPushButton(tr("Train"), this), "trainButton", tr("Train"));
    m_train->setProperty("role", QStringLiteral("primary"));
    setIconName(m_train, QStringLiteral("train"));
    setShortcut(m_train, QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_pause = named(new QPushButton(this), "pauseTrainingButton", tr("Pause"));
    m_stop = named(new QPushButton(this), "stopTrainingButton", tr("Stop and keep"));
    setIconName(m_stop, QStringLiteral("stop"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    for (QPushButton* button : {m_train, m_pause, m_stop})
        buttons->addWidget(button);
    m_pause->setMinimumWidth(kIconButtonWidth); // its icon does where the words have no room
    column->addLayout(buttons);
    connect(m_train, &QPushButton::clicked, this, &TrainPanel::trainRequested);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_progress.state() == TrainingState::Paused)
            emit resumeRequested();
        else
            emit pauseRequested();
    });
    connect(m_stop, &QPushButton::clicked, this, &TrainPanel::stopRequested);
}

Recipe TrainPanel::recipe() const {
    return m_form->recipe();
}

std::vector<Recipe> TrainPanel::recipes() const {
    return m_form->recipes();
}

void TrainPanel::setRecipe(const Recipe& recipe) {
    m_form->setRecipe(recipe);
}

ComputeSettings TrainPanel::compute() const {
    return m_form->compute();
}

void TrainPanel::setComputeChoices(int mostThreads, const QStringList& devices) {
    m_form->setComputeChoices(mostThreads, devices);
}

void TrainPanel::setCompute(const ComputeSettings& compute) {
    m_form->setCompute(compute);
}

void TrainPanel::setReady(bool isReady, const QString& reason) {
    m_progress.setReady(isReady, reason);
    updateButtons();
    updateSentence();
}

void TrainPanel::setState(TrainingState state) {
    m_progress.setState(state);
    updateButtons();
    updateSentence();
}

void TrainPanel::setHistory(const LossHistory& history) {
    m_progress.setHistory(history);
    updateSentence();
}

void TrainPanel::setProblem(const QString& sentence) {
    m_problemTold = sentence;
    updateProblem();
}

void TrainPanel::updateProblem() {
    const LossHistory& history = m_progress.history();
    QString sentence = m_problemTold;
    QString tone = QStringLiteral("danger");
    if (sentence.isEmpty() && history.failure()) {
        sentence = sentenceOf(*history.failure());
    } else if (sentence.isEmpty() && !history.diagnoses().empty() &&
               history.diagnoses().back().kind != kGone) {
        sentence =
            QCoreApplication::translate("Diagnosis", history.diagnoses().back().message.c_str());
        tone = QStringLiteral("warning");
    }
    m_problem->setText(sentence);
    setStyleProperty(m_problem, "tone", tone);
    m_problem->setVisible(!sentence.isEmpty());
}

void TrainPanel::setRuns(const QList<RunSummary>& runs, qint64 shown) {
    m_progress.setRuns(runs, shown);
    m_runs->setRuns(runs, shown);
    nameButtons();
    updateSentence();
}

void TrainPanel::updateButtons() {
    const bool isIdle = m_progress.state() == TrainingState::Idle;
    m_train->setVisible(isIdle);
    m_train->setEnabled(m_progress.isReady());
    m_pause->setVisible(!isIdle);
    m_stop->setVisible(!isIdle);
    m_pause->setEnabled(m_progress.state() == TrainingState::Training ||
                        m_progress.state() == TrainingState::Paused);
    m_stop->setEnabled(m_progress.state() != TrainingState::Stopping);
    setIconName(m_pause, m_progress.state() == TrainingState::Paused ? QStringLiteral("play")
                                                                     : QStringLiteral("pause"));
    nameButtons();
    m_form->setEnabled(isIdle);
    m_runs->setIdle(isIdle);
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

void TrainPanel::nameButtons() {
    const bool isPaused = m_progress.state() == TrainingState::Paused;
    m_pause->setAccessibleName(isPaused ? tr("Resume training") : tr("Pause training"));
    m_stop->setText(m_progress.trainsSeveral() ? tr("Stop all and keep") : tr("Stop and keep"));
    if (m_progress.trainsSeveral()) {
        m_pause->setToolTip(isPaused ? tr("Go on training all runs")
                                     : tr("Pause all runs; nothing is lost"));
        m_stop->setAccessibleName(tr("Stop all runs and keep what they learned"));
    } else {
        m_pause->setToolTip(isPaused ? tr("Go on training") : tr("Pause; nothing is lost"));
        m_stop->setAccessibleName(tr("Stop and keep what was learned"));
    }
    m_stop->setToolTip(m_stop->accessibleName());
    // Both words are tried, so that the buttons stay where they are when one becomes the other.
    const QString pause = m_progress.trainsSeveral() ? tr("Pause all") : tr("Pause");
    const QString resume = m_progress.trainsSeveral() ? tr("Resume all") : tr("Resume");
    int widest = 0;
    for (const QString& one : {resume, pause}) {
        m_pause->setText(one);
        widest = std::max(widest, m_pause->sizeHint().width());
    }
    const int room = contentsRect().width() - 2 * kPanelMargin - kGap;
    const QString stop = m_stop->text();
    const int wanted = m_stop->sizeHint().width();
    const bool hasRoom = widest + wanted <= room;
    // The panel grows for no button: it is as wide as what it shows while nothing trains.
    m_stop->setText(m_progress.trainsSeveral() ? tr("Stop all") : tr("Stop"));
    m_stop->setMinimumWidth(m_stop->sizeHint().width());
    if (kIconButtonWidth + wanted <= room)
        m_stop->setText(stop);
    m_pause->setText(!hasRoom ? QString() : isPaused ? resume : pause);
    m_pause->setMaximumWidth(hasRoom ? QWIDGETSIZE_MAX : kIconButtonWidth);
}

void TrainPanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    nameButtons();
}

void TrainPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        nameButtons();
}

void TrainPanel::updateSentence() {
    const LossHistory& history = m_progress.history();
    const QString sentence = m_progress.sentence();
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    // Two lines while it trains, so that nothing around it moves as its numbers grow.
    m_sentence->setMinimumHeight(m_progress.isBusy() ? 2 * fontMetrics().lineSpacing() : 0);
    m_bar->setVisible(m_progress.isBusy() || !history.isEmpty());
    m_bar->setValue(static_cast<int>(m_progress.fraction() * kProgressSteps));

    if (const auto& started = history.started()) {
        const QString device = started->device == "cuda" ? tr("GPU") : tr("CPU");
        QString facts = tr("%1, %n thread(s)", nullptr, started->threads).arg(device);
        if (started->parameters > 0)
            facts = tr("%1 · %2 weights").arg(facts, roughCount(started->parameters));
        m_machine->setText(facts);
    }
    m_machine->setVisible(history.started().has_value() && m_progress.isOfShown());
    updateProblem();
}

void TrainPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_form->setTheme(theme);
    refreshIcons(*this, theme);
}

} // namespace leitmotif
