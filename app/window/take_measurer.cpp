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

TakeMeasurer::TakeMeasurer(ProjectController& project, QObject* parent)
    : QObject(parent), m_project(project) {
    m_pool.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kMeasurePauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TakeMeasurer::begin);
    connect(&m_project, &ProjectController::aboutToLeave, this, &TakeMeasurer::leaveProject);
}

TakeMeasurer::~TakeMeasurer() {
    m_pool.waitForDone();
}

void TakeMeasurer::measure(const StoredTake& take, bool keeps) {
    m_wishes[take.id] = {take, keeps};
    m_pause.start();
}

void TakeMeasurer::leaveProject() {
    ++m_projectSerial;
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
        using Sources = Result<std::vector<StoredSource>>;
        m_project.store().ask([run](ProjectFile& file) -> Sources { return file.sourcesOf(run); },
                              [guard = QPointer<QObject>(this), this, serial = m_projectSerial,
                               wish = wish](Sources found) {
                                  deliver(guard, std::move(found),
                                          [this, serial, wish](Sources sources) {
                                              if (serial == m_projectSerial)
                                                  compare(wish, std::move(sources));
                                          });
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
            const CopyReport copied = finder->compare(*take.score);
            Measured measured{take, std::move(finder)};
            measured.take.copied = copied.share8;
            measured.take.longestCopy = copied.longest;
            measured.take.isMeasured = true;
            return measured;
        },
        [this, serial = m_projectSerial, keeps = wish.keeps](Result<Measured> done) {
            if (serial != m_projectSerial)
                return;
            if (!done) {
                emit failed(done.error());
                return;
            }
            m_run = done->take.origin.run;
            m_finder = std::move(done->finder);
            emit measured(done->take, keeps);
        });
}

} // namespace leitmotif
