// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/revision_controller.h"

#include "app/sessions/run_requests.h"
#include "app/window/background.h"
#include "core/corpus/beat_kind.h"
#include "core/edit/score_difference.h"
#include "core/edit/settle.h"
#include "core/midi/import_report.h"
#include "core/runs/take_choice.h"
#include "ui/base/words.h"
#include "ui/main_window.h"
#include "ui/panels/source_words.h"
#include "ui/panels/take_model.h"
#include "ui/roll/piano_roll.h"

#include <QRandomGenerator>

namespace leitmotif {

namespace {

/// Its bars mean nothing, so a model learned none from it.
bool isMostlyFree(const Corpus& corpus) {
    std::size_t free = 0;
    std::size_t all = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        all += piece.score.noteCount();
        free += piece.hasFreeBeat ? piece.score.noteCount() : 0;
    }
    return 2 * free > all;
}

/// "2  Left hand · Grand piano"; the instrument only where the name does not tell it.
QString wordsOf(const TrackReport& track) {
    const QString name = trackName(track);
    const QString instrument = instrumentName(track);
    return name.contains(instrument, Qt::CaseInsensitive)
               ? name
               : QStringLiteral("%1 · %2").arg(name, instrument);
}

QList<LockableTrack> lockableTracks(const Score& score) {
    QList<LockableTrack> tracks;
    for (const TrackReport& track : reportOn(score, {}).tracks)
        if (track.notes > 0)
            tracks << LockableTrack{wordsOf(track), track.choice};
    return tracks;
}

} // namespace

RevisionController::RevisionController(ProjectController& project, const SourceController& sources,
                                       DocumentController& document, const RunLibrary& runs,
                                       TakeLibrary& takes, TrainingController& training,
                                       BackgroundSampling& sampling, MainWindow& window,
                                       PianoRoll& roll, QObject* parent)
    : QObject(parent),
      m_project(project),
      m_sources(sources),
      m_document(document),
      m_runs(runs),
      m_takes(takes),
      m_training(training),
      m_sampling(sampling),
      m_window(window),
      m_roll(roll),
      m_dialog(new ReviseDialog(&window)) {
    connect(&m_roll, &PianoRoll::fillRequested, this,
            [this](qint64 first, qint64 last) { askForDocument(true, first, last); });
    connect(&m_roll, &PianoRoll::rewriteRequested, this,
            [this](qint64 first, qint64 last) { askForDocument(false, first, last); });
    connect(&m_window.takes(), &TakesPanel::rewriteRequested, this,
            &RevisionController::askForTake);
    connect(m_dialog, &ReviseDialog::revisionRequested, this, &RevisionController::begin);
    connect(&m_sampling, &BackgroundSampling::busyChanged, this, &RevisionController::showPossible);
    connect(&m_runs, &RunLibrary::listChanged, this, &RevisionController::showPossible);
    connect(&m_document, &DocumentController::opened, this, [this] {
        if (m_task.document) // it asks about bars that are no longer in sight
            m_dialog->close();
    });
    showPossible();
}

void RevisionController::showPossible() {
    QString reason;
    if (m_sampling.isBusy())
        reason = tr("Other bars or takes are being worked out already");
    else if (m_runs.revisers().isEmpty())
        reason = tr("To fill and rewrite bars, first train the preset BiLSTM, which reads music "
                    "from both sides");
    if (m_reason == reason) // told anew at every epoch
        return;
    m_reason = reason;
    m_roll.setRevisable(reason.isEmpty(), reason);
    m_window.takes().setRewritable(reason.isEmpty(), reason);
}

void RevisionController::askForDocument(bool isFill, qint64 firstBar, qint64 lastBar) {
    if (m_document.isEmpty())
        return;
    Task task{std::make_shared<const Score>(m_document.score()), m_document.shown()};
    task.wish.isFill = isFill;
    task.wish.firstBar = firstBar;
    task.wish.lastBar = lastBar;
    ask(m_document.title(), std::move(task));
}

void RevisionController::askForTake(qint64 take) {
    const auto found = m_takes.find(take);
    if (!found)
        return;
    Task task{found->score};
    task.wish.lastBar = found->score->barCount() - 1;
    ask(titleOf(*found), std::move(task));
}

void RevisionController::ask(const QString& piece, Task task) {
    if (m_sampling.isBusy())
        return;
    m_task = std::move(task);
    if (followsNoBeat()) {
        emit failed(tr("%1 follows no beat, so it has no bars that could be filled or rewritten. "
                       "Quantize it first, or choose another piece.")
                        .arg(piece));
        return;
    }
    m_dialog->ask(piece, m_task.score->barCount(), lockableTracks(*m_task.score), m_runs.revisers(),
                  m_task.wish);
}

bool RevisionController::followsNoBeat() const {
    const bool isSource = m_task.document && m_task.document->kind == DocumentKey::Kind::Source;
    const BeatChoice choice =
        isSource ? m_sources.selection(m_task.document->id).beat : BeatChoice::Automatic;
    return choice == BeatChoice::Free ||
           (choice == BeatChoice::Automatic && beatKindOf(*m_task.score) == BeatKind::Free);
}

void RevisionController::begin(const RevisionWish& wish) {
    m_task.wish = wish;
    m_task.seed = QRandomGenerator::global()->generate(); // another answer each time
    const QString bars = tr("bars %1 to %2").arg(wish.firstBar + 1).arg(wish.lastBar + 1);
    const auto number =
        m_sampling.begin(wish.isFill ? tr("Filling %1").arg(bars) : tr("Rewriting %1").arg(bars));
    m_project.ask(
        this, [run = wish.run](ProjectFile& file) { return bestLearned(file, run); },
        [this, number](Result<LearnedRun> learned) {
            if (m_sampling.isUnderWay(number))
                take(std::move(learned), number);
        });
}

void RevisionController::take(Result<LearnedRun> learned, std::uint64_t number) {
    if (!learned)
        finish(learned.error());
    else if (!isMostlyFree(*learned->corpus))
        revise(std::move(*learned), number);
    else {
        m_sampling.end();
        emit failed(tr("The run learned music without a beat, so it knows no bars. Choose a run "
                       "that learned music with a beat."));
    }
}

void RevisionController::revise(LearnedRun learned, std::uint64_t number) {
    const RevisionWish& wish = m_task.wish;
    ReviseRequest request;
    request.score = m_task.score;
    request.firstBar = wish.firstBar;
    request.lastBar = wish.lastBar;
    if (!wish.isFill)
        request.share = wish.share;
    request.passes = wish.passes;
    request.locked = wish.locked;
    request.seed = m_task.seed;
    request.temperature = learned.run.recipe.sampling.temperature;
    request.topP = learned.run.recipe.sampling.topP;
    auto weights = learned.checkpoint.weights;
    m_training.revise(std::move(weights), request,
                      [guard = QPointer<QObject>(this), this, number, task = m_task,
                       learned = std::move(learned)](Result<std::vector<Score>> scores) {
                          // On a thread of the session: what follows takes a moment for a long
                          // piece.
                          deliver(guard, outcomeOf(task, learned, std::move(scores)),
                                  [this, number](Result<std::optional<Outcome>> outcome) {
                                      if (m_sampling.isUnderWay(number))
                                          finish(std::move(outcome));
                                  });
                      });
}

Result<std::optional<RevisionController::Outcome>>
RevisionController::outcomeOf(const Task& task, const LearnedRun& learned,
                              Result<std::vector<Score>> scores) {
    if (!scores)
        return scores.error();
    if (scores->empty())
        return std::optional<Outcome>();
    Outcome outcome;
    if (!task.document) {
        const auto copies = copyFinderOf(*learned.corpus);
        if (!copies)
            return copies.error();
        outcome.take = takeOf(learned, *copies, std::move(scores->front()), task.seed);
    } else {
        outcome.edit = difference(*task.score, scores->front());
    }
    return std::optional(std::move(outcome));
}

void RevisionController::finish(Result<std::optional<Outcome>> outcome) {
    m_sampling.end();
    if (!outcome)
        emit failed(whyNot(outcome.error(), !m_task.wish.locked.empty()));
    else if (*outcome)
        keep(std::move(**outcome));
}

void RevisionController::keep(Outcome outcome) {
    if (outcome.take) {
        m_takes.keep(*outcome.take);
        return;
    }
    if (outcome.edit.isEmpty()) {
        emit noticed(tr("The same notes came out again; nothing has changed."));
        return;
    }
    keepEdit(std::move(outcome.edit));
}

void RevisionController::keepEdit(ScoreEdit edit) {
    const DocumentKey document = *m_task.document;
    const Score* const now = m_document.scoreOf(document);
    if (!now) // removed meanwhile
        return;
    if (!applied(*now, edit)) { // edited meanwhile
        emit failed(tr("Notes of these bars were changed meanwhile, so they stay as they are. Fill "
                       "or rewrite them again."));
        return;
    }
    m_document.editDocument(document, settled(*now, std::move(edit)),
                            m_task.wish.isFill ? tr("Fill bars") : tr("Rewrite bars"));
    if (m_document.isShown(document))
        emit noticed(tr("The bars have new notes. Undo brings the old ones back."));
    else
        emit noticed(tr("The bars have new notes, in the piece that was shown before."));
}

QString RevisionController::whyNot(const Error& error, bool hasLocks) {
    if (error.code == ErrorCode::BadArgument && hasLocks)
        return tr("The run plays none of the tracks that are not kept: it learned other "
                  "instruments. Keep fewer tracks, or choose another run.");
    if (error.code == ErrorCode::BadArgument) // all else that it could be was looked at before
        return tr("The run plays no track of this piece: it learned other instruments. Choose "
                  "another run.");
    return sentenceOf(error);
}

} // namespace leitmotif
