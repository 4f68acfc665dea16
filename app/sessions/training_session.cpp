// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/training_session.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace leitmotif {

namespace {

/// Long enough that switching costs nothing, short enough that all plots move.
constexpr std::chrono::milliseconds kSlice{250};

/// Of a run that never began, so there is nothing to keep: it only tells the owner.
RunEvent neverBegun(std::int64_t run) {
    RunFinished finished;
    finished.end = RunEnd::Stopped;
    return {run, finished};
}

} // namespace

TrainingSession::TrainingSession(EngineMaker makeEngine, std::function<void()> prepareThread)
    : m_makeEngine(std::move(makeEngine)),
      m_prepareThread(std::move(prepareThread)),
      m_events(std::make_shared<Mailbox<RunEvent>>()),
      m_turns(kSlice),
      m_thread([this](const std::stop_token& quit) { work(quit); }) {}

TrainingSession::~TrainingSession() {
    m_thread.request_stop();
    stopSampling();
    stopAll();
    m_thread.join();
}

void TrainingSession::setPaused(bool isPaused) {
    const MutexLock lock(m_mutex);
    m_isPaused = isPaused;
    holdRuns();
}

void TrainingSession::holdRuns() {
    m_isHeld = m_isPaused && !m_isSamplingWaiting;
}

void TrainingSession::sample(std::shared_ptr<const Bytes> weights, const ComputeSettings& compute,
                             SamplingWork work, SamplingEnd then) {
    m_sampling = {}; // joins the one before
    m_sampling = std::jthread([this, weights = std::move(weights), compute, work = std::move(work),
                               then = std::move(then)](const std::stop_token& stop) mutable {
        if (m_prepareThread)
            m_prepareThread();
        then(sampleInTurn(std::move(weights), compute, work, stop));
    });
}

void TrainingSession::revise(std::shared_ptr<const Bytes> weights, ReviseRequest request,
                             const ComputeSettings& compute, RevisionSink then) {
    auto scores = std::make_shared<std::vector<Score>>();
    auto work = [scores, request = std::move(request)](const Sampler& sampler,
                                                       const Sampling& sampling) -> Result<void> {
        auto revised = sampler.revise(request, sampling.stop);
        if (!revised)
            return revised.error();
        *scores = std::move(*revised);
        return {};
    };
    sample(std::move(weights), compute, std::move(work),
           [scores, then = std::move(then)](const Result<void>& outcome) {
               using Scores = Result<std::vector<Score>>;
               then(outcome ? Scores(std::move(*scores)) : Scores(outcome.error()));
           });
}

int TrainingSession::threadsInUse(int wished) const {
    const MutexLock lock(m_mutex);
    return m_current.empty() ? wished : m_current.front()->request.compute.threads;
}

void TrainingSession::waitUnheld(const std::function<void()>& wait) {
    const auto setWaiting = [this](bool isWaiting) {
        const MutexLock lock(m_mutex);
        m_isSamplingWaiting = isWaiting;
        holdRuns();
    };
    setWaiting(true);
    wait();
    setWaiting(false);
}

Result<void> TrainingSession::sampleInTurn(std::shared_ptr<const Bytes> weights,
                                           ComputeSettings compute, const SamplingWork& work,
                                           const std::stop_token& stop) {
    const auto made = engine();
    if (!made)
        return made.error();
    const std::uint64_t place = m_turns.ask();
    waitUnheld([&] { m_turns.begin(place); });
    // Threads are a setting of the whole process: another number would change the run's losses.
    compute.threads = threadsInUse(compute.threads);
    const auto giveWay = [this] {
        if (!m_isPaused && m_turns.isOver()) // a paused run would only be trained on
            waitUnheld([this] { m_turns.pass(); });
    };
    Result<void> outcome;
    try {
        const auto sampler = (*made)->sampler(std::move(weights), compute);
        outcome = sampler ? work(**sampler, {stop, giveWay}) : Result<void>(sampler.error());
    } catch (const std::exception& exception) {
        outcome = Error{ErrorCode::TrainingFailed, {exception.what()}};
    }
    m_turns.end();
    return outcome;
}

void TrainingSession::prepare() {
    {
        const MutexLock lock(m_mutex);
        m_isEngineWanted = true;
    }
    m_arrived.notify_one();
}

void TrainingSession::start(std::vector<RunRequest> requests, StoreSession* store) {
    Jobs jobs;
    for (RunRequest& request : requests)
        jobs.push_back(std::make_shared<Job>(Job{std::move(request), store}));
    {
        const MutexLock lock(m_mutex);
        m_waiting.push_back(std::move(jobs));
    }
    m_arrived.notify_one();
}

void TrainingSession::stop(std::int64_t run) {
    const MutexLock lock(m_mutex);
    const auto isWanted = [&](const auto& job) { return job->request.run == run; };
    for (const auto& job : m_current)
        if (isWanted(job))
            job->stop.request_stop();
    for (Jobs& jobs : m_waiting)
        if (std::erase_if(jobs, isWanted) > 0)
            m_events->post(neverBegun(run));
}

void TrainingSession::stopAll() {
    const MutexLock lock(m_mutex);
    for (const auto& job : m_current)
        job->stop.request_stop();
    for (const Jobs& jobs : std::exchange(m_waiting, {}))
        for (const auto& job : jobs)
            m_events->post(neverBegun(job->request.run));
}

bool TrainingSession::isBusy() const {
    const MutexLock lock(m_mutex);
    return !m_current.empty() || !m_waiting.empty();
}

void TrainingSession::work(const std::stop_token& quit) {
    if (m_prepareThread)
        m_prepareThread(); // those that it starts are as it is
    for (Jobs jobs = next(quit); !jobs.empty(); jobs = next(quit)) {
        const auto made = engine();
        // All places first: else the first run trains alone until the last thread has started.
        std::vector<std::uint64_t> places;
        for (std::size_t i = 0; made && i < jobs.size(); ++i)
            places.push_back(m_turns.ask());
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < jobs.size(); ++i)
            if (made)
                threads.emplace_back(
                    [this, job = jobs[i], made, place = places[i]] { train(*job, **made, place); });
            else
                deliver(*jobs[i], {jobs[i]->request.run, RunFailed{made.error()}});
    }
}

bool TrainingSession::waitForWork(const std::stop_token& quit) {
    std::erase_if(m_waiting, [](const Jobs& jobs) { return jobs.empty(); });
    m_arrived.wait(m_mutex, quit,
                   [this]() REQUIRES(m_mutex) { return m_isEngineWanted || !m_waiting.empty(); });
    return !quit.stop_requested();
}

TrainingSession::Jobs TrainingSession::next(const std::stop_token& quit) {
    {
        const MutexLock lock(m_mutex);
        m_current.clear();
    }
    for (;;) {
        {
            const MutexLock lock(m_mutex);
            if (!waitForWork(quit))
                return {};
            if (!m_waiting.empty()) {
                m_current = std::move(m_waiting.front());
                m_waiting.pop_front();
                return m_current;
            }
            m_isEngineWanted = false;
        }
        (void)engine().has_value(); // a failure is told when a run needs it
    }
}

void TrainingSession::train(Job& job, TrainingEngine& engine, std::uint64_t place) {
    const std::int64_t run = job.request.run;
    m_turns.begin(place);
    try {
        if (job.stop.stop_requested())
            m_events->post(neverBegun(run));
        else
            engine.train(job.request, [&](RunEvent event) { deliver(job, std::move(event)); },
                         {job.stop.get_token(), &m_isHeld, &m_turns});
    } catch (const std::exception& exception) {
        deliver(job, {run, RunFailed{{ErrorCode::TrainingFailed, {exception.what()}}}});
    }
    m_turns.end();
}

void TrainingSession::deliver(const Job& job, RunEvent event) {
    if (!job.store) {
        m_events->post(std::move(event));
        return;
    }
    job.store->record(std::move(event),
                      [events = m_events](RunEvent kept) { events->post(std::move(kept)); });
}

Result<TrainingEngine*> TrainingSession::engine() {
    const MutexLock lock(m_engineMutex);
    if (!m_engine) {
        auto made = m_makeEngine();
        if (!made)
            return made.error();
        m_engine = std::move(*made);
    }
    return m_engine.get();
}

} // namespace leitmotif
