// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/store_session.h"
#include "core/store/project_lock.h"
#include "tests/core/store/test_project.h"

#include <csignal>
#include <mutex>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace leitmotif {
namespace {

/// Errors as they are reported on the storage thread.
class Reported {
  public:
    StoreSession::ErrorSink sink() {
        return [this](const Error& error) {
            const std::lock_guard lock(m_mutex);
            m_codes.push_back(error.code);
        };
    }
    std::vector<ErrorCode> codes() {
        const std::lock_guard lock(m_mutex);
        return m_codes;
    }

  private:
    std::mutex m_mutex;
    std::vector<ErrorCode> m_codes;
};

std::int64_t addRun(StoreSession& store) {
    return require(store.ask([](ProjectFile& project) { return project.addRun({}, 7, {}); }).get());
}

std::size_t epochsIn(const std::filesystem::path& path, std::int64_t run) {
    return require(require(ProjectFile::openToRead(path))->run(run)).epochs.size();
}

constexpr rlim_t kFull = 1; // bytes of a file: nothing fits any more

class StoreSessionTest : public testing::Test {
  protected:
    /// What `work(limitTo)` returns in a process of its own, whose files it can limit.
    template <class Work>
    static int statusOnASmallDisk(Work work) {
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            ::_exit(work([](rlim_t size) {
                const rlimit limit{size, RLIM_INFINITY};
                ::setrlimit(RLIMIT_FSIZE, &limit);
            }));
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
    Reported m_reported;
};

TEST_F(StoreSessionTest, WritesEverythingInOrderBeforeItCloses) {
    std::int64_t run = 0;
    std::vector<int> seen;
    {
        const auto store = require(StoreSession::open(m_path, m_reported.sink()));
        run = addRun(*store);
        for (int epoch = 1; epoch <= 100; ++epoch)
            store->record(epochEvent(run, epoch, 1.0 / epoch), [&](const RunEvent& event) {
                seen.push_back(std::get<EpochFinished>(event.what).epoch);
            });
    }
    EXPECT_EQ(epochsIn(m_path, run), 100U);
    ASSERT_EQ(seen.size(), 100U);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_TRUE(m_reported.codes().empty());
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
}

TEST_F(StoreSessionTest, HandsATakeOnWithItsIdOnceItIsKept) {
    const auto store = require(StoreSession::open(m_path, m_reported.sink()));
    const auto run = addRun(*store);
    Random random(4);
    Take take;
    take.origin = {run, "lstm", 5, 1};
    take.score = std::make_shared<const Score>(randomScore(random, 16));
    std::int64_t id = 0;
    store->record({run, TakeSampled{take}},
                  [&](const RunEvent& event) { id = std::get<TakeSampled>(event.what).take.id; });
    store->flush();
    EXPECT_GT(id, 0);
    const auto takes = store->ask([](ProjectFile& project) { return project.takes(); }).get();
    EXPECT_EQ(require(takes).front().id, id);
}

TEST_F(StoreSessionTest, AnswersOnTheStorageThreadToo) {
    const auto store = require(StoreSession::open(m_path));
    std::optional<bool> isEmpty;
    std::thread::id where;
    store->ask([](ProjectFile& project) { return project.isEmpty(); },
               [&](const Result<bool>& answer) {
                   isEmpty = require(answer);
                   where = std::this_thread::get_id();
               });
    store->flush();
    EXPECT_EQ(isEmpty, true);
    EXPECT_NE(where, std::this_thread::get_id());
}

TEST_F(StoreSessionTest, ReportsAWriteThatCannotBeAndGoesOn) {
    const auto store = require(StoreSession::open(m_path, m_reported.sink()));
    store->record(epochEvent(99, 1, 0.5));
    const auto run = addRun(*store);
    store->record(epochEvent(run, 1, 0.5));
    store->flush();
    EXPECT_EQ(m_reported.codes(), std::vector{ErrorCode::NoSuchRun});
    EXPECT_EQ(store->waitingWrites(), 0U);
    EXPECT_EQ(epochsIn(m_path, run), 1U);
}

TEST_F(StoreSessionTest, ASecondSessionReadsOnlyAndSaysSo) {
    const auto store = require(StoreSession::open(m_path));
    const auto second = require(StoreSession::open(m_path, m_reported.sink()));
    EXPECT_FALSE(store->isReadOnly());
    EXPECT_TRUE(second->isReadOnly());
    second->write([](ProjectFile& project) { return project.setSelection(1, {}); });
    second->flush();
    EXPECT_EQ(m_reported.codes(), std::vector{ErrorCode::ProjectReadOnly});
    EXPECT_EQ(second->waitingWrites(), 0U);
}

TEST_F(StoreSessionTest, SavingElsewhereGoesOnThere) {
    const auto there = m_folder / "there.leitmotif";
    const auto kept = m_folder / "kept.leitmotif";
    auto store = require(StoreSession::open(m_path));
    const auto run = addRun(*store);
    store->record(epochEvent(run, 1, 0.5));
    require(store->saveAs(there, true).get());
    EXPECT_EQ(store->path(), there);
    EXPECT_FALSE(std::filesystem::exists(m_path));
    EXPECT_FALSE(ProjectLock::isHeld(m_path));
    store->record(epochEvent(run, 2, 0.25));
    require(store->saveAs(kept, false).get());
    store->record(epochEvent(run, 3, 0.125));
    EXPECT_EQ(store->saveAs(m_folder / "none" / "x.leitmotif", true).get().error().code,
              ErrorCode::ProjectNotWritable);
    EXPECT_EQ(store->path(), kept);
    store.reset();
    EXPECT_EQ(epochsIn(there, run), 2U);
    EXPECT_EQ(epochsIn(kept, run), 3U);
}

TEST_F(StoreSessionTest, KeepsWritesForAFullDiskUntilThereIsRoom) {
    EXPECT_EQ(statusOnASmallDisk([&](const auto& limitTo) {
                  auto store = require(StoreSession::open(m_path, m_reported.sink()));
                  const auto run = addRun(*store);
                  store->flush();
                  limitTo(kFull);
                  for (int epoch = 1; epoch <= 20; ++epoch)
                      store->record(epochEvent(run, epoch, 1.0 / epoch));
                  store->flush();
                  if (store->waitingWrites() != 20 ||
                      m_reported.codes() != std::vector{ErrorCode::ProjectNotWritable})
                      return 2;
                  limitTo(RLIM_INFINITY);
                  store.reset();
                  return epochsIn(m_path, run) == 20 ? 0 : 3;
              }),
              0);
}

TEST_F(StoreSessionTest, KeepsTheLastCheckpointForAFullDiskAndNoneThatIsReplaced) {
    EXPECT_EQ(statusOnASmallDisk([&](const auto& limitTo) {
                  Random random(8);
                  auto store = require(StoreSession::open(m_path, m_reported.sink()));
                  const auto run = addRun(*store);
                  store->flush();
                  limitTo(kFull);
                  CheckpointReady ready{
                      4, false, false, false, randomBytes(random, 500), randomBytes(random, 600)};
                  store->record({run, ready});
                  store->flush();
                  if (store->waitingWrites() != 0)
                      return 2;
                  ready.epoch = 5;
                  ready.isLast = true; // nothing comes after it
                  store->record({run, ready});
                  store->record({run, RunFinished{}});
                  store->flush();
                  limitTo(RLIM_INFINITY);
                  store.reset();
                  const auto project = require(ProjectFile::openToRead(m_path));
                  const auto point = project->resumePoint(run);
                  return point && point->epoch == 5 && *point->training == *ready.training ? 0 : 3;
              }),
              0);
}

/// Can never be kept: its name is no text.
Result<void> addImpossibleRun(ProjectFile& project) {
    Recipe recipe;
    recipe.name = "\xff";
    const auto run = project.addRun(recipe, 7, {});
    return run ? Result<void>() : run.error();
}

TEST_F(StoreSessionTest, LeavesOutWhatCanNeverBeWritten) {
    const auto store = require(StoreSession::open(m_path, m_reported.sink()));
    store->write(addImpossibleRun);
    const auto run = addRun(*store);
    store->record(epochEvent(run, 1, 0.5));
    store->flush();
    EXPECT_EQ(m_reported.codes(), std::vector{ErrorCode::ProjectCannotHold});
    EXPECT_EQ(store->waitingWrites(), 0U);
    EXPECT_EQ(epochsIn(m_path, run), 1U);
}

TEST_F(StoreSessionTest, LeavesItOutAlsoAfterItWaitedForAFullDisk) {
    EXPECT_EQ(
        statusOnASmallDisk([&](const auto& limitTo) {
            auto store = require(StoreSession::open(m_path, m_reported.sink()));
            const auto run = addRun(*store);
            store->flush();
            limitTo(kFull);
            store->record(epochEvent(run, 1, 0.5));
            store->write(addImpossibleRun);
            store->record(epochEvent(run, 2, 0.25));
            store->flush();
            if (store->waitingWrites() != 3)
                return 2;
            limitTo(RLIM_INFINITY);
            store.reset();
            const std::vector expected{ErrorCode::ProjectNotWritable, ErrorCode::ProjectCannotHold};
            return epochsIn(m_path, run) == 2 && m_reported.codes() == expected ? 0 : 3;
        }),
        0);
}

TEST_F(StoreSessionTest, AProjectThatIsDeletedIsMadeAnew) {
    std::int64_t run = 0;
    {
        const auto store = require(StoreSession::open(m_path, m_reported.sink()));
        run = addRun(*store);
        store->record(epochEvent(run, 1, 0.5));
        store->flush();
        std::filesystem::remove(m_path);
        store->record(epochEvent(run, 2, 0.25));
        store->flush();
        EXPECT_EQ(store->path(), m_path);
        EXPECT_EQ(m_reported.codes(), std::vector{ErrorCode::ProjectMoved});
        EXPECT_EQ(epochsIn(m_path, run), 2U);
        store->record(epochEvent(run, 3, 0.125));
    }
    EXPECT_EQ(epochsIn(m_path, run), 3U);
    EXPECT_EQ(m_reported.codes().size(), 1U);
    EXPECT_FALSE(std::filesystem::exists(m_path.string() + "-wal"));
}

TEST_F(StoreSessionTest, AProjectThatIsReplacedOrOverwrittenGoesOnBesideIt) {
    const auto other = m_folder / "other.leitmotif";
    require(require(ProjectFile::open(other))->addRun({}, 9, {}));
    const Bytes others = require(readFile(other));
    std::size_t blows = 0;
    for (const bool isOverwritten : {false, true}) {
        std::filesystem::path kept;
        std::int64_t run = 0;
        {
            const auto store = require(StoreSession::open(m_path, m_reported.sink()));
            run = addRun(*store);
            store->record(epochEvent(run, 1, 0.5));
            store->flush();
            if (isOverwritten) {
                std::filesystem::copy_file(other, m_path,
                                           std::filesystem::copy_options::overwrite_existing);
            } else {
                std::filesystem::copy_file(other, m_folder / "new");
                std::filesystem::rename(m_folder / "new", m_path);
            }
            store->record(epochEvent(run, 2, 0.25));
            store->flush();
            kept = store->path();
        }
        EXPECT_NE(kept, m_path);
        EXPECT_EQ(kept.parent_path(), m_path.parent_path());
        EXPECT_EQ(epochsIn(kept, run), 2U);
        EXPECT_EQ(require(readFile(m_path)), others) << isOverwritten;
        EXPECT_EQ(m_reported.codes(), std::vector(++blows, ErrorCode::ProjectMoved));
        EXPECT_FALSE(std::filesystem::exists(m_path.string() + "-wal"));
    }
}

TEST_F(StoreSessionTest, TellsOfDamage) {
    {
        const auto store = require(StoreSession::open(m_path, m_reported.sink()));
        store->record(epochEvent(addRun(*store), 1, 0.5));
    }
    runSql(m_path, "UPDATE epoch SET loss = 1");
    const auto store = require(StoreSession::open(m_path, m_reported.sink()));
    const auto runs = store->ask([](ProjectFile& project) { return project.runs(); }).get();
    EXPECT_EQ(require(runs).size(), 1U);
    store->flush();
    EXPECT_EQ(m_reported.codes(), std::vector{ErrorCode::ProjectDamaged});
}

} // namespace
} // namespace leitmotif
