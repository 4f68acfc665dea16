// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/training_session.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace leitmotif {

namespace {

/// Of a run that never began, so there is nothing to keep: it only tells the owner.
RunEvent neverBegun(std::int64_t run) {
    RunFinished finished;
    finished.end = RunEnd::Stopped;
    return {run, finished};
}

} // namespace

TrainingSession::TrainingSession(EngineMaker makeEngine)
    : m_makeEngine(std::move(makeEngine)),
      m_events(std::make_shared<Mailbox<RunEvent>>()),
      m_thread([this](const std::stop_token& quit) { work(quit); }) {}

TrainingSession::~TrainingSession() {
    m_thread.request_stop();
    stopAll();
    m_thread.join();
}

void TrainingSession::prepare() {
    {
        const std::lock_guard lock(m_mutex);
        m_isEngineWanted = true;
    }
    m_arrived.notify_one();
}

void TrainingSession::start(std::vector<RunRequest> requests, StoreSession* store) {
    {
        const std::lock_guard lock(m_mutex);
        for (RunRequest& request : requests)
            m_waiting.push_back(std::make_shared<Job>(Job{std::move(request), store}));
    }
    m_arrived.notify_one();
}

void TrainingSession::stop(std::int64_t run) {
    const std::lock_guard lock(m_mutex);
    if (m_current && m_current->request.run == run)
        m_current->stop.request_stop();
    if (std::erase_if(m_waiting, [&](const auto& job) { return job->request.run == run; }) > 0)
        m_events->post(neverBegun(run));
}

void TrainingSession::stopAll() {
    const std::lock_guard lock(m_mutex);
    if (m_current)
        m_current->stop.request_stop();
    for (const auto& job : std::exchange(m_waiting, {}))
        m_events->post(neverBegun(job->request.run));
}

bool TrainingSession::isBusy() const {
    const std::lock_guard lock(m_mutex);
    return m_current || !m_waiting.empty();
}

void TrainingSession::work(const std::stop_token& quit) {
    while (const auto job = next(quit))
        train(*job);
}

std::shared_ptr<TrainingSession::Job> TrainingSession::next(const std::stop_token& quit) {
    std::unique_lock lock(m_mutex);
    m_current = nullptr;
    for (;;) {
        m_arrived.wait(lock, quit, [this] { return m_isEngineWanted || !m_waiting.empty(); });
        if (quit.stop_requested())
            return nullptr;
        if (!m_waiting.empty())
            break;
        m_isEngineWanted = false;
        lock.unlock();
        (void)engine().has_value(); // a failure is told when a run needs it
        lock.lock();
    }
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    return m_current;
}

void TrainingSession::train(Job& job) {
    const std::int64_t run = job.request.run;
    const auto made = engine();
    if (!made) {
        deliver(job, {run, RunFailed{made.error()}});
        return;
    }
    try {
        (*made)->train(job.request, [&](RunEvent event) { deliver(job, std::move(event)); },
                       {job.stop.get_token(), &m_isPaused});
    } catch (const std::exception& exception) {
        deliver(job, {run, RunFailed{{ErrorCode::TrainingFailed, {exception.what()}}}});
    }
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
    if (!m_engine) {
        auto made = m_makeEngine();
        if (!made)
            return made.error();
        m_engine = std::move(*made);
    }
    return m_engine.get();
}

} // namespace leitmotif
