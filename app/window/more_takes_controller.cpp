// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/more_takes_controller.h"

#include "app/window/background.h"
#include "app/window/project_run.h"
#include "core/runs/take_series.h"
#include "ui/base/words.h"
#include "ui/main_window.h"
#include "ui/panels/take_model.h"
#include "ui/roll/piano_roll.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr quint32 kSeeds = 1'000'000; // that are proposed: short enough to be noted down

/// The bars in which notes are selected. REQUIRES: some are.
BarRange barsOf(const ScoreSelection& selection, const MeterMap& meters) {
    std::optional<BarRange> bars;
    for (const auto& [track, notes] : selection.notes())
        for (const Note& note : notes) {
            const auto bar = meters.barAt(note.onset);
            if (!bars)
                bars = {bar, bar};
            bars = {std::min(bars->first, bar), std::max(bars->last, bar)};
        }
    return *bars;
}

/// The score with the selected notes alone.
Score selectedPart(Score score, const ScoreSelection& selection) {
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const NoteSelection& chosen = selection.in(i);
        auto notes = score.tracks[i]->notes();
        std::erase_if(notes, [&](const Note& note) { return !chosen.contains(note); });
        score.tracks[i] = std::make_shared<const Track>(std::move(notes), score.tracks[i]->events(),
                                                        score.tracks[i]->end());
    }
    return score;
}

} // namespace

MoreTakesController::MoreTakesController(ProjectController& project,
                                         const SourceController& sources,
                                         const DocumentController& document, const RunLibrary& runs,
                                         TakeLibrary& takes, TrainingController& training,
                                         BackgroundSampling& sampling, MainWindow& window,
                                         const PianoRoll& roll, QObject* parent)
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
      m_dialog(new MoreTakesDialog(&window)) {
    connect(&m_window.train(), &TrainPanel::moreTakesRequested, this,
            [this](qint64 run) { ask(run, {}); });
    connect(&m_window.takes(), &TakesPanel::moreRequested, this, &MoreTakesController::askForTake);
    connect(m_dialog, &MoreTakesDialog::takesRequested, this, &MoreTakesController::begin);
    connect(&m_takes, &TakeLibrary::arrivedToJudge, this, [this] { ++m_arrived; });
    connect(&m_project, &ProjectController::aboutToLeave, m_dialog, &QDialog::close);
}

void MoreTakesController::askForTake(qint64 take) {
    if (const auto found = m_takes.find(take))
        ask(found->origin.run, found->origin.epoch);
}

void MoreTakesController::ask(qint64 run, std::optional<int> epoch) {
    if (m_sampling.isBusy()) {
        emit noticed(tr("Other bars or takes are being worked out already."));
        return;
    }
    if (!m_runs.all().contains(run)) {
        emit noticed(tr("The run of this take was deleted, so it makes no more."));
        return;
    }
    m_project.ask(
        this, [run](ProjectFile& file) { return file.keptEpochs(run); },
        [this, run, epoch, asked = ++m_asked](const Result<std::vector<KeptEpoch>>& kept) {
            if (asked == m_asked && m_runs.all().contains(run))
                open(run, epoch, kept);
        });
}

void MoreTakesController::open(qint64 run, std::optional<int> epoch,
                               const Result<std::vector<KeptEpoch>>& kept) {
    if (!kept) {
        emit failed(sentenceOf(kept.error()));
        return;
    }
    if (kept->empty()) {
        emit failed(tr("Run %1 has kept nothing that it learned yet. Train it further.").arg(run));
        return;
    }
    const ProjectRun& facts = m_runs.all().at(run);
    TakeOffer offer;
    offer.run = run;
    offer.words = titleOf(run, facts);
    offer.recipe = facts.recipe;
    offer.epochs = *kept;
    offer.epoch = epoch;
    offer.seed = QRandomGenerator::global()->bounded(1U, kSeeds); // other takes each time
    m_starts.clear();
    offerSelection(offer);
    offerScores(offer);
    m_dialog->ask(offer);
}

void MoreTakesController::offerSelection(TakeOffer& offer) {
    const ScoreSelection& selection = m_roll.wholeSelection();
    if (m_document.isEmpty() || selection.isEmpty())
        return;
    const BarRange bars = barsOf(selection, m_document.score().meterMap());
    m_starts.push_back({m_document.title().toStdString(),
                        std::make_shared<const Score>(selectedPart(m_document.score(), selection)),
                        bars});
    offer.starts << TakeStart{tr("What is selected in the editor (bars %1 to %2)")
                                  .arg(bars.first + 1)
                                  .arg(bars.last + 1)};
}

void MoreTakesController::offerScores(TakeOffer& offer) {
    const auto add = [&](const QString& name, const Score& score) {
        if (score.noteCount() == 0)
            return;
        m_starts.push_back({name.toStdString(), std::make_shared<const Score>(score), {}});
        offer.starts << TakeStart{name, score.barCount()};
    };
    if (!m_document.isEmpty())
        add(tr("In the editor: %1").arg(m_document.title()), m_document.score());
    const DocumentKey source{DocumentKey::Kind::Source, m_sources.current()};
    if (source.id != 0 && !m_document.isShown(source)) {
        const Score* const edited = m_document.scoreOf(source);
        add(m_sources.name(source.id), edited ? *edited : m_sources.original(source.id));
    }
    const auto id = m_window.takes().currentTake();
    const auto take = id ? m_takes.find(*id) : std::nullopt;
    if (take && !m_document.isShown({DocumentKey::Kind::Take, take->id}))
        add(tr("The chosen take: %1").arg(titleOf(*take)), *take->score);
}

void MoreTakesController::begin(const MoreTakesWish& wish) {
    if (m_sampling.isBusy())
        return;
    MoreTakesWish whole = wish;
    if (wish.start) {
        const Start& chosen = m_starts[static_cast<std::size_t>(*wish.start)];
        const auto start = startOf(*chosen.score, chosen.name, chosen.bars.value_or(wish.bars));
        if (!start) {
            emit failed(sentenceOf(start.error()));
            return;
        }
        whole.takes.start = *start;
        whole.takes.startBar = (*start)->barCount();
    }
    m_wanted = wish.takes.count;
    m_made = 0;
    m_arrived = 0;
    const auto number = m_sampling.begin(progressWords());
    m_window.takes().focusList(); // where they are judged by a key each
    const EpochChoice epoch{EpochChoice::Kind::Number, wish.epoch};
    m_project.ask(
        this, [run = wish.run, epoch](ProjectFile& file) { return learnedRun(file, run, epoch); },
        [this, whole, number](Result<LearnedRun> learned) {
            if (!m_sampling.isUnderWay(number))
                return;
            if (learned)
                make(whole, std::move(*learned), number);
            else
                finish(learned.error());
        });
}

void MoreTakesController::make(const MoreTakesWish& wish, LearnedRun learned,
                               std::uint64_t number) {
    const auto request = generateRequest(learned.run.recipe, wish.takes);
    if (!request) {
        finish(request.error());
        return;
    }
    const QPointer<QObject> guard(this);
    auto weights = learned.checkpoint.weights;
    auto work =
        [guard, this, number, takes = wish.takes, request = *request, learned = std::move(learned)](
            const Sampler& sampler, const TrainingSession::Sampling& sampling) -> Result<void> {
        const auto draw = [&](std::uint64_t seed, int count) {
            sampling.giveWay();
            GenerateRequest one = request;
            one.seed = seed;
            one.count = count;
            return sampler.generate(one, sampling.stop);
        };
        const auto tell = [&](Take take) -> Result<void> {
            deliver(guard, std::move(take), [this, number](Take made) { add(made, number); });
            return {};
        };
        const auto choice = choiceFor(learned.run.recipe, *learned.corpus, takes);
        if (!choice)
            return Result<void>(choice.error());
        const auto made = makeTakes(draw, *choice, originOf(learned), takes, tell, sampling.stop);
        return made ? Result<void>() : Result<void>(made.error());
    };
    m_training.sample(std::move(weights), std::move(work),
                      [guard, this, number](Result<void> outcome) {
                          deliver(guard, std::move(outcome), [this, number](Result<void> end) {
                              if (m_sampling.isUnderWay(number))
                                  finish(end);
                          });
                      });
}

void MoreTakesController::add(const Take& take, std::uint64_t number) {
    if (!m_sampling.isUnderWay(number))
        return;
    m_takes.keepToJudge(take);
    ++m_made;
    m_sampling.tell(progressWords());
}

QString MoreTakesController::progressWords() const {
    return tr("Making take %1 of %2").arg(std::min(m_made + 1, m_wanted)).arg(m_wanted);
}

void MoreTakesController::finish(const Result<void>& outcome) {
    m_sampling.end();
    if (!outcome) {
        emit failed(sentenceOf(outcome.error()));
        return;
    }
    // Once all that were made are in the project.
    m_project.ask(
        this, [](ProjectFile&) { return true; },
        [this, made = m_made](bool) {
            if (made > 0 && m_arrived == 0)
                emit noticed(tr("These takes are there already. Another seed makes others."));
            else if (m_arrived > 0)
                emit noticed(
                    tr("%n new take(s): K keeps one, X throws it away.", nullptr, m_arrived));
        });
}

} // namespace leitmotif
