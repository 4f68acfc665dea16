// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/training_progress.h"

#include "ui/base/words.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

QString minutesWords(double minutes) {
    const auto whole = static_cast<int>(std::lround(minutes));
    return minutes == whole ? TrainingProgress::tr("%n minute(s)", nullptr, whole)
                            : TrainingProgress::tr("%1 minutes").arg(QLocale().toString(minutes));
}

} // namespace

void TrainingProgress::setReady(bool isReady, const QString& reason) {
    m_isReady = isReady;
    m_reason = reason;
}

void TrainingProgress::setRuns(const QList<RunSummary>& runs, qint64 shown) {
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
}

bool TrainingProgress::isOfShown() const {
    return !isBusy() || trainingBehind() == nullptr;
}

double TrainingProgress::fraction() const {
    return isBusy() && (trainsSeveral() || trainingBehind() != nullptr) ? fractionOfAll()
                                                                        : m_history.fraction();
}

QString TrainingProgress::sentence() const {
    // What it says is about the runs that train; once all have ended, about the one that is shown.
    const bool isUnderWay = m_state == TrainingState::Training || m_state == TrainingState::Paused;
    const RunSummary* const behind = trainingBehind();
    QStringList words;
    if (isUnderWay && behind != nullptr)
        words << sentenceOfRun(*behind);
    if (isUnderWay && trainsSeveral())
        words << sentenceOfAll();
    if (!isUnderWay || m_together.isEmpty() || isShownTraining())
        words << stateSentence();
    if (const auto left = secondsLeft(); left && isBusy())
        words << tr("%1 left").arg(roughDuration(*left));
    if (m_history.finished() && !isBusy())
        words << tr("%1 in all").arg(roughDuration(m_history.finished()->seconds));
    if (m_history.secondsPerEpoch() && isBusy() && !trainsSeveral() && behind == nullptr)
        words << tr("%1 per %2")
                     .arg(roughDuration(*m_history.secondsPerEpoch()),
                          epochWord(m_history.countsIterations()));
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

double TrainingProgress::fractionOfAll() const {
    double sum = 0.0;
    for (const RunSummary& run : m_together)
        sum += run.isTraining
                   ? std::min(1.0, static_cast<double>(run.epochs) / std::max(1, run.planned))
                   : 1.0;
    return sum / static_cast<double>(std::max<qsizetype>(1, m_together.size()));
}

QString TrainingProgress::sentenceOfAll() const {
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

bool TrainingProgress::isShownTraining() const {
    const auto shown = std::ranges::find(m_together, m_shown, &RunSummary::id);
    return shown != m_together.end() && shown->isTraining;
}

const RunSummary* TrainingProgress::trainingBehind() const {
    const bool isAlone = m_together.size() == 1 && m_together.front().isTraining;
    return isAlone && m_together.front().id != m_shown ? &m_together.front() : nullptr;
}

QString TrainingProgress::sentenceOfRun(const RunSummary& run) const {
    const QString words =
        tr("%1, %2 of %3")
            .arg(run.title, epochNumber(std::min(run.epochs + 1, std::max(1, run.planned)),
                                        run.countsIterations))
            .arg(run.planned);
    return m_state == TrainingState::Paused ? tr("Paused: %1").arg(words)
                                            : tr("In training: %1").arg(words);
}

std::optional<double> TrainingProgress::secondsLeft() const {
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

QString TrainingProgress::stateSentence() const {
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

} // namespace leitmotif
