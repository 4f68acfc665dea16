// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "core/store/project_file.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>

namespace leitmotif {

/// The storage thread with the only ProjectFile of the program. Any thread gives it work, which is
/// done in that order; nobody waits for the disk unless he asks for an answer. A write that fails
/// for a reason that can pass, such as a full disk, is reported, kept in memory in order with those
/// after it, and tried again until the session ends, so that the work goes on. A checkpoint or
/// map that the next one of its run replaces is not kept so, and what can never be written is
/// reported and left out.
///
/// A project that is deleted, replaced or overwritten by somebody else is noticed within seconds,
/// saved in place of the deleted one or beside the other, and goes on there (path()); that is
/// reported as ProjectMoved. What is found damaged is reported as well.
class StoreSession {
  public:
    /// Called on the storage thread.
    using ErrorSink = std::function<void(const Error&)>;
    using Write = std::function<Result<void>(ProjectFile&)>;

    /// Opens or makes the project; see ProjectFile::open().
    static Result<std::unique_ptr<StoreSession>> open(const std::filesystem::path& path,
                                                      ErrorSink onError = {});
    /// Does what was given to it, closes the file and joins.
    ~StoreSession();
    StoreSession(const StoreSession&) = delete;
    StoreSession& operator=(const StoreSession&) = delete;

    [[nodiscard]] std::filesystem::path path() const;
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    /// Writes that wait until the project can be written.
    [[nodiscard]] std::size_t waitingWrites() const { return m_waitingCount; }

    /// A change to keep.
    void write(Write change);

    /// Keeps an event of a run and then hands it on, on the storage thread and whether or not it
    /// could be kept; a take gets its id.
    void record(RunEvent event, RunEventSink then = {});

    /// What `question(ProjectFile&)` returns, as a future.
    template <class Question>
    auto ask(Question question) -> std::future<std::invoke_result_t<Question, ProjectFile&>> {
        using Answer = std::invoke_result_t<Question, ProjectFile&>;
        auto task = std::make_shared<std::packaged_task<Answer(ProjectFile&)>>(std::move(question));
        auto answer = task->get_future();
        post([task](ProjectFile& file) { (*task)(file); });
        return answer;
    }

    /// The same, with `answered(answer)` called on the storage thread.
    template <class Question, class Answered>
    void ask(Question question, Answered answered) {
        post([question = std::move(question), answered = std::move(answered)](ProjectFile& file) {
            answered(question(file));
        });
    }

    /// Copies the project to `path` and goes on there. The old file stays, unless `removesOld`.
    /// Errors: ProjectNotWritable; then it goes on where it was.
    std::future<Result<void>> saveAs(const std::filesystem::path& path, bool removesOld);

    /// Returns when everything given so far is done.
    void flush();

  private:
    using Task = std::function<void(ProjectFile&)>;

    StoreSession(std::unique_ptr<ProjectFile> file, ErrorSink onError);
    void post(Task task);
    void work(const std::stop_token& quit);
    void attempt(Write change);
    void retryWaiting();
    /// Goes on elsewhere if the project's file is no longer there.
    void rescue();
    bool rescueAt(const std::filesystem::path& path, std::optional<Error>& failure);
    void tellDamage();
    Result<void> moveTo(const std::filesystem::path& path, bool removesOld);

    ErrorSink m_onError;
    std::atomic<bool> m_isReadOnly;
    std::atomic<std::size_t> m_waitingCount = 0;

    // Only on the storage thread
    std::unique_ptr<ProjectFile> m_file;
    std::deque<Write> m_waiting;
    bool m_isRescueFailureTold = false;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Task> m_tasks;     // guarded by m_mutex
    std::filesystem::path m_path; // guarded by m_mutex

    std::jthread m_thread; // last: it uses all of the above
};

/// Removes a project with everything that SQLite and its lock put beside it.
void removeProject(const std::filesystem::path& path);

} // namespace leitmotif
