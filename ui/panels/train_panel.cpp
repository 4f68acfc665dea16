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

QString minutesWords(double minutes) {
    const auto whole = static_cast<int>(std::lround(minutes));
    return minutes == whole ? TrainPanel::tr("%n minute(s)", nullptr, whole)
                            : TrainPanel::tr("%1 minutes").arg(QLocale().toString(minutes));
}

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
    connect(m_form, &RecipeForm::recipeChanged, this, &TrainPanel::recipeChanged);
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
    m_progress = named(new QProgressBar(this), "trainingProgress", tr("Progress"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    column->addWidget(m_progress);
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
        if (m_state == TrainingState::Paused)
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
    m_isReady = isReady;
    m_reason = reason;
    updateButtons();
    updateSentence();
}

void TrainPanel::setState(TrainingState state) {
    m_state = state;
    updateButtons();
    updateSentence();
}

void TrainPanel::setHistory(const LossHistory& history) {
    m_history = history;
    updateSentence();
}

void TrainPanel::setProblem(const QString& sentence) {
    m_problemTold = sentence;
    updateProblem();
}

void TrainPanel::updateProblem() {
    QString sentence = m_problemTold;
    QString tone = QStringLiteral("danger");
    if (sentence.isEmpty() && m_history.failure()) {
        sentence = sentenceOf(*m_history.failure());
    } else if (sentence.isEmpty() && !m_history.diagnoses().empty() &&
               m_history.diagnoses().back().kind != kGone) {
        sentence =
            QCoreApplication::translate("Diagnosis", m_history.diagnoses().back().message.c_str());
        tone = QStringLiteral("warning");
    }
    m_problem->setText(sentence);
    setStyleProperty(m_problem, "tone", tone);
    m_problem->setVisible(!sentence.isEmpty());
}

void TrainPanel::setRuns(const QList<RunSummary>& runs, qint64 shown) {
    QList<RunSummary> together;
    for (const RunSummary& run : runs)
        if (run.isTraining ||
            std::ranges::find(m_together, run.id, &RunSummary::id) != m_together.end())
            together << run;
    // Those that come after all have ended belong to others.
    if (std::ranges::none_of(together, &RunSummary::isTraining))
        together.clear();
    m_together = together;
    m_shown = shown;
    m_runs->setRuns(runs, shown);
    nameButtons();
    updateSentence();
}

double TrainPanel::fractionOfAll() const {
    double sum = 0.0;
    for (const RunSummary& run : m_together)
        sum += run.isTraining
                   ? std::min(1.0, static_cast<double>(run.epochs) / std::max(1, run.planned))
                   : 1.0;
    return sum / static_cast<double>(std::max<qsizetype>(1, m_together.size()));
}

QString TrainPanel::sentenceOfAll() const {
    const auto done =
        std::ranges::count_if(m_together, [](const RunSummary& run) { return !run.isTraining; });
    QStringList names;
    for (const RunSummary& run : m_together)
        if (run.isTraining)
            names.prepend(run.title);
    return tr("%1 of %n run(s) done, in training: %2", nullptr, static_cast<int>(m_together.size()))
        .arg(done)
        .arg(names.join(QStringLiteral(", ")));
}

bool TrainPanel::isShownTraining() const {
    const auto shown = std::ranges::find(m_together, m_shown, &RunSummary::id);
    return shown != m_together.end() && shown->isTraining;
}

const RunSummary* TrainPanel::trainingBehind() const {
    const bool isAlone = m_together.size() == 1 && m_together.front().isTraining;
    return isAlone && m_together.front().id != m_shown ? &m_together.front() : nullptr;
}

QString TrainPanel::sentenceOfRun(const RunSummary& run) const {
    const QString words =
        tr("%1, %2 of %3")
            .arg(run.title, epochNumber(std::min(run.epochs + 1, std::max(1, run.planned)),
                                        run.countsIterations))
            .arg(run.planned);
    return m_state == TrainingState::Paused ? tr("Paused: %1").arg(words)
                                            : tr("In training: %1").arg(words);
}

std::optional<double> TrainPanel::secondsLeft() const {
    if (const RunSummary* behind = trainingBehind())
        return behind->secondsLeft;
    if (!trainsSeveral())
        return m_history.secondsLeft();
    double sum = 0.0; // they take turns
    for (const RunSummary& run : m_together) {
        if (run.isTraining && !run.secondsLeft)
            return std::nullopt;
        sum += run.isTraining ? *run.secondsLeft : 0.0;
    }
    return sum;
}

void TrainPanel::updateButtons() {
    const bool isIdle = m_state == TrainingState::Idle;
    m_train->setVisible(isIdle);
    m_train->setEnabled(m_isReady);
    m_pause->setVisible(!isIdle);
    m_stop->setVisible(!isIdle);
    m_pause->setEnabled(m_state == TrainingState::Training || m_state == TrainingState::Paused);
    m_stop->setEnabled(m_state != TrainingState::Stopping);
    setIconName(m_pause, m_state == TrainingState::Paused ? QStringLiteral("play")
                                                          : QStringLiteral("pause"));
    nameButtons();
    m_form->setEnabled(isIdle);
    m_runs->setIdle(isIdle);
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

void TrainPanel::nameButtons() {
    const bool isPaused = m_state == TrainingState::Paused;
    m_pause->setAccessibleName(isPaused ? tr("Resume training") : tr("Pause training"));
    m_stop->setText(trainsSeveral() ? tr("Stop all and keep") : tr("Stop and keep"));
    if (trainsSeveral()) {
        m_pause->setToolTip(isPaused ? tr("Go on training all runs")
                                     : tr("Pause all runs; nothing is lost"));
        m_stop->setAccessibleName(tr("Stop all runs and keep what they learned"));
    } else {
        m_pause->setToolTip(isPaused ? tr("Go on training") : tr("Pause; nothing is lost"));
        m_stop->setAccessibleName(tr("Stop and keep what was learned"));
    }
    m_stop->setToolTip(m_stop->accessibleName());
    // Both words are tried, so that the buttons stay where they are when one becomes the other.
    const QString pause = trainsSeveral() ? tr("Pause all") : tr("Pause");
    const QString resume = trainsSeveral() ? tr("Resume all") : tr("Resume");
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
    m_stop->setText(trainsSeveral() ? tr("Stop all") : tr("Stop"));
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

QString TrainPanel::stateSentence() const {
    const int planned = m_history.plannedEpochs();
    const int current = std::min(m_history.lastEpoch() + 1, std::max(planned, 1));
    const bool countsIterations = m_history.countsIterations();
    const auto numbered = [=](int epoch) { return epochNumber(epoch, countsIterations); };
    const auto counted = [=](int epochs) { return epochCount(epochs, countsIterations); };
    switch (m_state) {
    case TrainingState::Starting:
        return tr("Getting ready…");
    case TrainingState::Training:
        return tr("%1 of %2").arg(capitalized(numbered(current))).arg(planned);
    case TrainingState::Paused:
        return tr("Paused in %1 of %2").arg(numbered(current)).arg(planned);
    case TrainingState::Stopping:
        return tr("Stopping after this batch…");
    case TrainingState::Idle:
        break;
    }
    if (const auto& finished = m_history.finished()) {
        const QString best =
            finished->bestEpoch ? tr("; best: %1").arg(numbered(*finished->bestEpoch)) : QString();
        if (isOutOfTime(*finished, planned))
            return tr("Stopped at its limit of %1 after %2 of %3%4")
                .arg(minutesWords(m_history.secondsAtMost() / 60.0))
                .arg(finished->epochs)
                .arg(counted(planned), best);
        switch (finished->end) {
        case RunEnd::Completed:
            return tr("Finished: %1%2").arg(counted(finished->epochs), best);
        case RunEnd::EarlyStopped:
            return tr("Stopped by itself after %1, as held-out notes were no longer expected "
                      "better%2")
                .arg(counted(finished->epochs), best);
        case RunEnd::Stopped:
            return tr("Stopped after %1 and kept%2").arg(counted(finished->epochs), best);
        }
    }
    if (!m_history.epochs().empty() && !m_history.failure())
        return tr("Interrupted after %1").arg(counted(m_history.lastEpoch()));
    if (!m_isReady)
        return m_reason.isEmpty() ? tr("Open a MIDI file to learn from.") : m_reason;
    return m_history.isEmpty() ? tr("Ready") : QString();
}

void TrainPanel::updateSentence() {
    // Of what trains, never of two runs in one breath; once all have ended, of what is shown.
    const bool isBusy = m_state != TrainingState::Idle;
    const bool isUnderWay = m_state == TrainingState::Training || m_state == TrainingState::Paused;
    const RunSummary* const behind = trainingBehind();
    QStringList words;
    if (isUnderWay && behind != nullptr)
        words << sentenceOfRun(*behind);
    if (isUnderWay && trainsSeveral())
        words << sentenceOfAll();
    if (!isUnderWay || m_together.isEmpty() || isShownTraining())
        words << stateSentence();
    if (const auto left = secondsLeft(); left && isBusy)
        words << tr("%1 left").arg(roughDuration(*left));
    if (m_history.finished() && !isBusy)
        words << tr("%1 in all").arg(roughDuration(m_history.finished()->seconds));
    if (m_history.secondsPerEpoch() && isBusy && !trainsSeveral() && behind == nullptr)
        words << tr("%1 per %2")
                     .arg(roughDuration(*m_history.secondsPerEpoch()),
                          epochWord(m_history.countsIterations()));
    words.removeAll(QString());
    m_sentence->setText(words.join(QStringLiteral(" · ")));
    m_sentence->setVisible(!words.isEmpty());
    // Two lines while it trains, so that nothing around it moves as its numbers grow.
    m_sentence->setMinimumHeight(isBusy ? 2 * fontMetrics().lineSpacing() : 0);
    m_progress->setVisible(isBusy || !m_history.isEmpty());
    const double fraction =
        isBusy && (trainsSeveral() || behind != nullptr) ? fractionOfAll() : m_history.fraction();
    m_progress->setValue(static_cast<int>(fraction * kProgressSteps));

    if (const auto& started = m_history.started()) {
        const QString device = started->device == "cuda" ? tr("GPU") : tr("CPU");
        QString facts = tr("%1, %n thread(s)", nullptr, started->threads).arg(device);
        if (started->parameters > 0)
            facts = tr("%1 · %2 weights").arg(facts, roughCount(started->parameters));
        m_machine->setText(facts);
    }
    m_machine->setVisible(m_history.started().has_value() && (!isBusy || behind == nullptr));
    updateProblem();
}

void TrainPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_form->setTheme(theme);
    refreshIcons(*this, theme);
}

} // namespace leitmotif
