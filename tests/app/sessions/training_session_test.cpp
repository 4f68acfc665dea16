// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/training_session.h"
#include "tests/core/store/test_project.h"

#include <map>
#include <stdexcept>

namespace leitmotif {
namespace {

/// Trains nothing: tells of as many epochs as planned, or until it is stopped.
class FakeEngine : public TrainingEngine {
  public:
    void train(const RunRequest& request, const RunEventSink& sink,
               const RunControl& control) override {
        if (request.recipe.name == "throws")
            throw std::runtime_error("by itself");
        sink({request.run, RunStarted{}});
        RunFinished finished;
        while (finished.epochs < request.recipe.training.epochs && !control.stop.stop_requested()) {
            if (*control.isPaused) {
                std::this_thread::yield();
                continue;
            }
            sink(epochEvent(request.run, ++finished.epochs, 1.0));
        }
        if (control.stop.stop_requested())
            finished.end = RunEnd::Stopped;
        sink({request.run, finished});
    }
    Result<std::unique_ptr<Sampler>> sampler(std::shared_ptr<const Bytes> /*weights*/,
                                             const ComputeSettings& /*compute*/) override {
        return Error{ErrorCode::CheckpointUnreadable, {"none"}};
    }
    Result<BenchReport> bench(const BenchRequest& /*request*/) override { return BenchReport{}; }
    [[nodiscard]] std::string description() const override { return "fake"; }
};

Result<std::unique_ptr<TrainingEngine>> makeFake() {
    return std::unique_ptr<TrainingEngine>(std::make_unique<FakeEngine>());
}

RunRequest requestFor(std::int64_t run, int epochs, const std::string& name = "lstm") {
    RunRequest request;
    request.run = run;
    request.recipe.name = name;
    request.recipe.training.epochs = epochs;
    return request;
}

constexpr int kEndless = 1'000'000'000;

/// Events until each of `runs` has ended.
std::vector<RunEvent> untilEnded(TrainingSession& session, std::size_t runs) {
    std::vector<RunEvent> all;
    while (runs > 0) {
        for (RunEvent& event : session.events().waitAndDrain(std::chrono::seconds(10))) {
            if (std::holds_alternative<RunFinished>(event.what) ||
                std::holds_alternative<RunFailed>(event.what))
                --runs;
            all.push_back(std::move(event));
        }
    }
    return all;
}

void waitForEpoch(TrainingSession& session) {
    for (;;)
        for (const RunEvent& event : session.events().waitAndDrain(std::chrono::seconds(10)))
            if (std::holds_alternative<EpochFinished>(event.what))
                return;
}

RunEnd endOf(const std::vector<RunEvent>& events, std::int64_t run) {
    for (const RunEvent& event : events) {
        const auto* finished = std::get_if<RunFinished>(&event.what);
        if (finished && event.run == run)
            return finished->end;
    }
    throw std::runtime_error("the run has not finished");
}

TEST(TrainingSession, TrainsRunsOneAfterTheOther) {
    TrainingSession session(makeFake);
    session.prepare();
    session.start({requestFor(1, 3), requestFor(2, 2)}, nullptr);
    session.start({requestFor(3, 1)}, nullptr);
    std::vector<std::int64_t> order;
    for (const RunEvent& event : untilEnded(session, 3)) {
        if (std::holds_alternative<EpochFinished>(event.what))
            order.push_back(event.run);
    }
    EXPECT_EQ(order, (std::vector<std::int64_t>{1, 1, 1, 2, 2, 3}));
}

/// Hands the turn on after every epoch, as often as it can.
class TurnTakingEngine : public FakeEngine {
  public:
    void train(const RunRequest& request, const RunEventSink& sink,
               const RunControl& control) override {
        for (int epoch = 1; epoch <= request.recipe.training.epochs; ++epoch) {
            sink(epochEvent(request.run, epoch, 1.0));
            control.turns->pass();
        }
        sink({request.run, RunFinished{}});
    }
};

TEST(TrainingSession, RunsOfOneStartTakeTurns) {
    TrainingSession session(
        [] { return Result(std::unique_ptr<TrainingEngine>(new TurnTakingEngine)); });
    session.start({requestFor(1, 20), requestFor(2, 20), requestFor(3, 20)}, nullptr);
    session.start({requestFor(4, 1)}, nullptr);
    std::map<std::int64_t, int> epochs;
    int widest = 0;
    for (const RunEvent& event : untilEnded(session, 4))
        if (const auto* epoch = std::get_if<EpochFinished>(&event.what)) {
            epochs[event.run] = epoch->epoch;
            if (event.run == 4) // waits until the others have ended
                EXPECT_EQ(epochs[1] + epochs[2] + epochs[3], 60);
            else
                widest = std::max(widest, epochs[1] - std::min(epochs[2], epochs[3]));
        }
    EXPECT_LE(widest, 1);
}

TEST(TrainingSession, KeepsAnEventBeforeItIsSeen) {
    const TestFolder folder;
    const auto path = folder / "song.leitmotif";
    const auto store = require(StoreSession::open(path));
    const auto run =
        require(store->ask([](ProjectFile& project) { return project.addRun({}, 7, {}); }).get());
    TrainingSession session(makeFake);
    session.start({requestFor(run, 20)}, store.get());
    const auto looking = require(ProjectFile::openToRead(path));
    bool hasEnded = false;
    while (!hasEnded)
        for (const RunEvent& event : session.events().waitAndDrain(std::chrono::seconds(10))) {
            if (const auto* epoch = std::get_if<EpochFinished>(&event.what)) {
                EXPECT_GE(require(looking->run(run)).epochs.size(),
                          static_cast<std::size_t>(epoch->epoch));
            }
            hasEnded |= std::holds_alternative<RunFinished>(event.what);
        }
    EXPECT_EQ(require(looking->run(run)).state, RunState::Finished);
}

TEST(TrainingSession, StopsTheCurrentRunAndGoesOnWithTheNext) {
    TrainingSession session(makeFake);
    session.start({requestFor(1, kEndless), requestFor(2, 1)}, nullptr);
    waitForEpoch(session);
    EXPECT_TRUE(session.isBusy());
    session.stop(1);
    const auto events = untilEnded(session, 2);
    EXPECT_EQ(endOf(events, 1), RunEnd::Stopped);
    EXPECT_EQ(endOf(events, 2), RunEnd::Completed);
}

TEST(TrainingSession, TakesWaitingRunsOutOfTheQueue) {
    TrainingSession session(makeFake);
    session.start({requestFor(1, kEndless), requestFor(2, 1), requestFor(3, 1)}, nullptr);
    waitForEpoch(session);
    session.stop(2);
    session.stopAll();
    const auto events = untilEnded(session, 3);
    for (const std::int64_t run : {1, 2, 3})
        EXPECT_EQ(endOf(events, run), RunEnd::Stopped);
    for (const RunEvent& event : events)
        EXPECT_TRUE(event.run == 1 || !std::holds_alternative<RunStarted>(event.what));
}

TEST(TrainingSession, PausesAndGoesOn) {
    TrainingSession session(makeFake);
    session.setPaused(true);
    session.start({requestFor(1, 5)}, nullptr);
    const auto first = session.events().waitAndDrain(std::chrono::seconds(10));
    ASSERT_EQ(first.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<RunStarted>(first.front().what));
    session.setPaused(false);
    EXPECT_EQ(endOf(untilEnded(session, 1), 1), RunEnd::Completed);
}

TEST(TrainingSession, EndsWithARunUnderWay) {
    auto session = std::make_unique<TrainingSession>(makeFake);
    session->start({requestFor(1, kEndless), requestFor(2, kEndless)}, nullptr);
    waitForEpoch(*session);
    session.reset();
    SUCCEED();
}

TEST(TrainingSession, TellsWhyARunFailed) {
    const Error missing{ErrorCode::EngineUnavailable, {"it is not here"}};
    TrainingSession without([&]() -> Result<std::unique_ptr<TrainingEngine>> { return missing; });
    without.prepare();
    without.start({requestFor(1, 1), requestFor(2, 1)}, nullptr);
    for (const RunEvent& event : untilEnded(without, 2))
        EXPECT_EQ(std::get<RunFailed>(event.what).error, missing);

    TrainingSession throwing(makeFake);
    throwing.start({requestFor(1, 1, "throws"), requestFor(2, 1)}, nullptr);
    const auto events = untilEnded(throwing, 2);
    EXPECT_EQ(std::get<RunFailed>(events.front().what).error,
              (Error{ErrorCode::TrainingFailed, {"by itself"}}));
    EXPECT_EQ(endOf(events, 2), RunEnd::Completed);
}

} // namespace
} // namespace leitmotif
