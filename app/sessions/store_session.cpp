// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/store_session.h"

#include "app/sessions/unsaved_projects.h"

#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

namespace leitmotif {

namespace {

constexpr std::chrono::seconds kRetryInterval{2};

/// The next one replaces it anyway, so it is not worth keeping in memory for a full disk.
bool isSuperseded(const RunEvent& event) {
    if (const auto* drawn = std::get_if<LatentMapDrawn>(&event.what))
        return !drawn->isLast;
    const auto* checkpoint = std::get_if<CheckpointReady>(&event.what);
    return checkpoint && !checkpoint->isBest && !checkpoint->isSampled && !checkpoint->isLast;
}

/// Where nothing stands: the path itself, if the project was deleted, and names beside it.
std::vector<std::filesystem::path> placesBeside(const std::filesystem::path& project) {
    std::error_code code;
    std::vector<std::filesystem::path> places;
    if (!std::filesystem::exists(std::filesystem::symlink_status(project, code)))
        places.push_back(project);
    for (int number = 1; places.size() < 2; ++number) {
        auto place = project;
        place.replace_filename(project.stem().string() + "-kept" +
                               (number > 1 ? std::to_string(number) : "") +
                               project.extension().string());
        if (!std::filesystem::exists(std::filesystem::symlink_status(place, code)))
            places.push_back(std::move(place));
    }
    return places;
}

} // namespace

Result<std::unique_ptr<StoreSession>> StoreSession::open(const std::filesystem::path& path,
                                                         ErrorSink onError) {
    auto file = ProjectFile::open(path);
    if (!file)
        return file.error();
    return std::unique_ptr<StoreSession>(new StoreSession(std::move(*file), std::move(onError)));
}

StoreSession::StoreSession(std::unique_ptr<ProjectFile> file, ErrorSink onError)
    : m_onError(std::move(onError)),
      m_isReadOnly(file->isReadOnly()),
      m_file(std::move(file)),
      m_path(m_file->path()),
      m_thread([this](const std::stop_token& quit) { work(quit); }) {}

StoreSession::~StoreSession() {
    m_thread.request_stop();
    m_thread.join();
}

std::filesystem::path StoreSession::path() const {
    const std::lock_guard lock(m_mutex);
    return m_path;
}

void StoreSession::write(Write change) {
    post([this, change = std::move(change)](ProjectFile&) { attempt(change); });
}

void StoreSession::record(RunEvent event, RunEventSink then) {
    post([this, event = std::move(event), then = std::move(then)](ProjectFile& file) mutable {
        if (isSuperseded(event)) {
            const auto recorded = file.record(event);
            if (!recorded && m_onError && !file.isDisplaced()) // which is told once
                m_onError(recorded.error());
        } else {
            auto* const sampled = std::get_if<TakeSampled>(&event.what);
            const auto id = std::make_shared<std::int64_t>(0); // outlives a retry
            attempt([event, id](ProjectFile& target) -> Result<void> {
                const auto recorded = target.record(event);
                if (!recorded)
                    return recorded.error();
                *id = *recorded;
                return {};
            });
            if (sampled)
                sampled->take.id = *id;
        }
        if (then)
            then(std::move(event));
    });
}

std::future<Result<void>> StoreSession::saveAs(const std::filesystem::path& path, bool removesOld) {
    return ask([this, path, removesOld](ProjectFile&) { return moveTo(path, removesOld); });
}

Result<void> StoreSession::moveTo(const std::filesystem::path& path, bool removesOld) {
    retryWaiting();
    const auto old = m_file->path();
    if (const auto copied = m_file->copyTo(path); !copied)
        return copied.error();
    std::error_code code;
    if (std::filesystem::equivalent(path, old, code))
        return {};
    auto file = ProjectFile::open(path);
    if (!file)
        return file.error();
    m_file = std::move(*file);
    m_isReadOnly = m_file->isReadOnly();
    {
        const std::lock_guard lock(m_mutex);
        m_path = path;
    }
    if (removesOld)
        removeProject(old);
    return {};
}

void StoreSession::flush() {
    ask([](ProjectFile&) { return true; }).wait();
}

void StoreSession::post(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_arrived.notify_one();
}

void StoreSession::work(const std::stop_token& quit) {
    for (;;) {
        std::deque<Task> tasks;
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait_for(lock, quit, kRetryInterval, [this] { return !m_tasks.empty(); });
            tasks = std::exchange(m_tasks, {});
        }
        rescue();
        if (tasks.empty() && quit.stop_requested())
            break;
        for (const Task& task : tasks) {
            task(*m_file);
            tellDamage();
        }
        if (tasks.empty())
            retryWaiting();
    }
    retryWaiting();
    tellDamage();
    m_file->prepareToClose();
    rescue();
    m_file.reset();
}

void StoreSession::attempt(Write change) {
    if (m_waiting.empty()) {
        auto written = change(*m_file);
        if (!written && m_file->isDisplaced()) {
            rescue();
            written = change(*m_file);
        }
        if (written)
            return;
        if (m_onError && !m_file->isDisplaced())
            m_onError(written.error());
        if (written.error().code != ErrorCode::ProjectNotWritable || m_isReadOnly)
            return;
    }
    m_waiting.push_back(std::move(change));
    m_waitingCount = m_waiting.size();
}

void StoreSession::retryWaiting() {
    while (!m_waiting.empty()) {
        const auto written = m_waiting.front()(*m_file);
        if (!written && written.error().code == ErrorCode::ProjectNotWritable)
            break;
        if (!written && m_onError)
            m_onError(written.error());
        m_waiting.pop_front();
    }
    m_waitingCount = m_waiting.size();
}

void StoreSession::tellDamage() {
    for (const Error& error : m_file->takeDamage())
        if (m_onError)
            m_onError(error);
}

void StoreSession::rescue() {
    if (!m_file->isDisplaced())
        return;
    const auto old = m_file->path();
    std::optional<Error> failure;
    for (const auto& path : placesBeside(old))
        if (rescueAt(path, failure)) {
            if (m_onError)
                m_onError({ErrorCode::ProjectMoved, {old.string(), path.string()}});
            return;
        }
    const auto unsaved = newUnsavedPath(userDataFolder());
    if (unsaved && rescueAt(*unsaved, failure)) {
        if (m_onError)
            m_onError({ErrorCode::ProjectMoved, {old.string(), unsaved->string()}});
    } else if (failure && m_onError && !std::exchange(m_isRescueFailureTold, true)) {
        m_onError(*failure);
    }
}

bool StoreSession::rescueAt(const std::filesystem::path& path, std::optional<Error>& failure) {
    if (const auto moved = m_file->moveTo(path); !moved) {
        failure = failure.value_or(moved.error());
        return false;
    }
    auto file = ProjectFile::open(path);
    if (!file) {
        failure = file.error();
        return false;
    }
    m_file = std::move(*file);
    m_isReadOnly = m_file->isReadOnly();
    const std::lock_guard lock(m_mutex);
    m_path = path;
    return true;
}

void removeProject(const std::filesystem::path& path) {
    for (const char* const ending : {"", "-wal", "-shm", "-journal", "-lock"}) {
        std::error_code code;
        std::filesystem::remove(path.string() + ending, code);
    }
}

} // namespace leitmotif
