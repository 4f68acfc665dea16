// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/take_measurer.h"

#include "app/sessions/run_requests.h"
#include "app/window/background.h"

#include <utility>

namespace leitmotif {

namespace {

constexpr int kMeasurePauseMs = 300;

struct Measured {
    StoredTake take;
    std::shared_ptr<const CopyFinder> finder;
};

} // namespace

TakeMeasurer::TakeMeasurer(ProjectController& project, TakeLibrary& takes, QObject* parent)
    : QObject(parent), m_project(project), m_takes(takes) {
    m_pool.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kMeasurePauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TakeMeasurer::begin);
    connect(&m_project, &ProjectController::aboutToLeave, this, &TakeMeasurer::leaveProject);
    connect(&m_takes, &TakeLibrary::updated, this,
            [this](const StoredTake& take) { measureIfNeeded(take, true); });
    connect(&m_takes, &TakeLibrary::replaced, this, [this] {
        for (const StoredTake& take : m_takes.all())
            measureIfNeeded(take, false); // opening writes nothing
    });
}

TakeMeasurer::~TakeMeasurer() {
    m_pool.waitForDone();
}

void TakeMeasurer::measureIfNeeded(const StoredTake& take, bool keeps) {
    if (take.isMeasured)
        return;
    m_wishes[take.id] = {take, keeps};
    m_pause.start();
}

void TakeMeasurer::leaveProject() {
    m_pause.stop();
    m_wishes.clear();
    m_run = 0;
    m_finder.reset();
}

void TakeMeasurer::begin() {
    for (const auto& [_, wish] : std::exchange(m_wishes, {})) {
        const std::int64_t run = wish.take.origin.run;
        if (m_finder && m_run == run) {
            compare(wish, std::vector<StoredSource>());
            continue;
        }
        m_project.ask(
            this, [run](ProjectFile& file) { return file.sourcesOf(run); },
            [this, wish = wish](Result<std::vector<StoredSource>> sources) {
                compare(wish, std::move(sources));
            });
    }
}

void TakeMeasurer::compare(Wish wish, Result<std::vector<StoredSource>> sources) {
    if (!sources) {
        emit failed(sources.error());
        return;
    }
    const Finder known = m_run == wish.take.origin.run ? m_finder : nullptr;
    runInBackground(
        m_pool, this,
        [take = wish.take, sources = *std::move(sources), known]() -> Result<Measured> {
            Finder finder = known;
            if (!finder) {
                const auto corpus = corpusOf(sources);
                if (!corpus)
                    return corpus.error();
                finder = std::make_shared<const CopyFinder>(**corpus);
            }
            Measured measured{take, std::move(finder)};
            measure(measured.take, *measured.finder);
            measured.take.isMeasured = true;
            return measured;
        },
        [this, serial = m_project.serial(), keeps = wish.keeps](Result<Measured> done) {
            if (serial != m_project.serial())
                return;
            if (!done) {
                emit failed(done.error());
                return;
            }
            m_run = done->take.origin.run;
            m_finder = std::move(done->finder);
            finish(done->take, keeps);
        });
}

void TakeMeasurer::finish(const StoredTake& measured, bool keeps) {
    const auto take = m_takes.find(measured.id);
    if (!take || take->score != measured.score) // deleted or edited again
        return;
    m_takes.update(measured);
    if (keeps && measured.isEdited)
        m_project.store().write([id = measured.id, measures = TakeMeasures(measured)](
                                    ProjectFile& file) { return file.setMeasures(id, measures); });
}

} // namespace leitmotif
