// SPDX-License-Identifier: GPL-3.0-or-later
// Notes drawn anew beside the runs that train.
#include "app/sessions/run_requests.h"
#include "app/sessions/training_session.h"
#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <stdexcept>

namespace leitmotif {
namespace {

std::atomic<int> g_computing = 0; // threads that are in the engine
std::atomic<int> g_passes = 0;    // turns that a run has given up
std::atomic<int> g_threads = 0;   // that the latest sampler was to use

/// Fails if another thread computes, too.
class Computing {
  public:
    Computing() { EXPECT_EQ(++g_computing, 1); }
    ~Computing() { --g_computing; }
};

/// Gives the score back as often as asked for.
class EchoSampler : public Sampler {
  public:
    Result<std::vector<Score>> generate(const GenerateRequest& /*request*/,
                                        std::stop_token /*stop*/) const override {
        return std::vector<Score>();
    }
    Result<std::vector<Score>> revise(const ReviseRequest& request,
                                      std::stop_token stop) const override {
        const Computing computing;
        if (request.passes == 0) // without an end
            while (!stop.stop_requested())
                std::this_thread::yield();
        if (request.passes == 2)
            throw std::runtime_error("by itself");
        const int count = stop.stop_requested() ? 0 : request.count;
        return std::vector<Score>(static_cast<std::size_t>(count), *request.score);
    }
};

/// Trains until it is stopped and takes turns as the trainer does.
class EndlessEngine : public TrainingEngine {
  public:
    void train(const RunRequest& request, const RunEventSink& sink,
               const RunControl& control) override {
        sink({request.run, RunStarted{}});
        while (!control.stop.stop_requested()) {
            while (*control.isPaused && !control.stop.stop_requested())
                std::this_thread::yield();
            if (control.turns->isOver()) {
                ++g_passes;
                control.turns->pass();
            }
            const Computing computing;
        }
        RunFinished finished;
        finished.end = RunEnd::Stopped;
        sink({request.run, finished});
    }
    Result<std::unique_ptr<Sampler>> sampler(std::shared_ptr<const Bytes> weights,
                                             const ComputeSettings& compute) override {
        g_threads = compute.threads;
        if (!weights)
            return Error{ErrorCode::CheckpointUnreadable, {"none"}};
        return std::unique_ptr<Sampler>(std::make_unique<EchoSampler>());
    }
    Result<BenchReport> bench(const BenchRequest& /*request*/) override { return BenchReport{}; }
    [[nodiscard]] std::string description() const override { return "endless"; }
};

using Answer = Result<std::vector<Score>>;

class RevisionTest : public testing::Test {
  protected:
    static constexpr int kThreads = 5; ///< that are wished for

    std::future<Answer> ask(int passes, int count = 1) {
        ReviseRequest request;
        request.score = std::make_shared<const Score>(m_score);
        request.passes = passes;
        request.count = count;
        auto promise = std::make_shared<std::promise<Answer>>();
        m_session.revise(m_weights, request, {.threads = kThreads},
                         [promise](Answer answer) { promise->set_value(std::move(answer)); });
        return promise->get_future();
    }

    void train(std::vector<std::int64_t> runs, int threads = 1) {
        std::vector<RunRequest> requests;
        for (const std::int64_t run : runs) {
            requests.emplace_back().run = run;
            requests.back().compute.threads = threads;
        }
        std::size_t started = 0;
        m_session.start(std::move(requests), nullptr);
        while (started < 1)
            started += m_session.events().waitAndDrain(std::chrono::seconds(10)).size();
    }

    Random m_random{5};
    Score m_score = randomScore(m_random, 40);
    std::shared_ptr<const Bytes> m_weights = randomBytes(m_random, 10);
    TrainingSession m_session{
        [] { return Result(std::unique_ptr<TrainingEngine>(new EndlessEngine)); }};
};

TEST_F(RevisionTest, NeedsNoRunThatTrains) {
    const auto scores = require(ask(1, 3).get());
    ASSERT_EQ(scores.size(), 3U);
    EXPECT_EQ(scores.back().hash(), m_score.hash());
    EXPECT_FALSE(m_session.isBusy());
}

TEST_F(RevisionTest, GetsItsTurnBesideRunsThatTrainAndThatArePaused) {
    train({1, 2});
    EXPECT_EQ(require(ask(1).get()).size(), 1U);
    m_session.setPaused(true);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(require(ask(1).get()).size(), 1U);
    EXPECT_TRUE(m_session.isPaused());
    EXPECT_TRUE(m_session.isBusy());
}

TEST_F(RevisionTest, LeavesRunsTheThreadsThatTheyHave) {
    EXPECT_TRUE(ask(1).get());
    EXPECT_EQ(g_threads, kThreads);
    train({1, 2}, 3);
    EXPECT_TRUE(ask(1).get());
    EXPECT_EQ(g_threads, 3);
    m_session.setPaused(true);
    EXPECT_TRUE(ask(1).get());
    EXPECT_EQ(g_threads, 3);
    m_session.stopAll();
    while (m_session.isBusy())
        std::this_thread::yield();
    EXPECT_TRUE(ask(1).get());
    EXPECT_EQ(g_threads, kThreads);
}

TEST_F(RevisionTest, IsStoppedByHandByTheNextOneAndWithTheSession) {
    auto first = ask(0);
    m_session.stopSampling();
    EXPECT_TRUE(require(first.get()).empty());
    auto second = ask(0);
    auto third = ask(1);
    EXPECT_TRUE(require(second.get()).empty());
    EXPECT_EQ(require(third.get()).size(), 1U);
    train({1});
    (void)ask(0); // the session ends with both
}

TEST_F(RevisionTest, LongWorkGivesWayToRunsThatTrainButNotToPausedOnes) {
    train({1});
    const auto workUntil = [this](std::function<bool()> isDone) {
        auto promise = std::make_shared<std::promise<Result<void>>>();
        m_session.sample(
            m_weights, {.threads = kThreads},
            [isDone = std::move(isDone)](
                const Sampler& sampler, const TrainingSession::Sampling& sampling) -> Result<void> {
                const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
                ReviseRequest request;
                request.passes = 1;
                request.score = std::make_shared<const Score>(emptyScore());
                do {
                    sampling.giveWay();
                    if (!sampler.revise(request, sampling.stop)) // never while a run computes
                        return Error{ErrorCode::TrainingFailed, {"no scores"}};
                } while (!isDone() && std::chrono::steady_clock::now() < deadline);
                return {};
            },
            [promise](const Result<void>& outcome) { promise->set_value(outcome); });
        return promise->get_future();
    };
    const int before = g_passes; // one turn is given up for the work to begin
    EXPECT_TRUE(workUntil([before] { return g_passes > before + 2; }).get());
    EXPECT_GT(g_passes, before + 2) << "the run had its turns in between";
    m_session.setPaused(true);
    EXPECT_TRUE(workUntil([] { return true; }).get());
    EXPECT_TRUE(m_session.isPaused());
}

TEST_F(RevisionTest, TellsWhyItFailed) {
    EXPECT_EQ(ask(2).get().error(), (Error{ErrorCode::TrainingFailed, {"by itself"}}));
    m_weights.reset();
    EXPECT_EQ(ask(1).get().error(), (Error{ErrorCode::CheckpointUnreadable, {"none"}}));
    EXPECT_EQ(g_computing, 0);
}

TEST(LearnedRun, HoldsWhatARunLearnedAndFromWhat) {
    const TestFolder folder;
    Random random(3);
    const auto project = require(ProjectFile::open(folder / "x.leitmotif"));
    const Score score = randomScore(random, 100);
    const auto source = require(project->addSource("a.mid", midiBytes(score), {}));
    const auto corpus = require(corpusOf(require(project->sources())));
    const auto run = require(newRun(*project, require(preset("bilstm")), corpus, {source}, {})).run;
    EXPECT_EQ(learnedRun(*project, run, {}).error().code, ErrorCode::NoCheckpoint);
    EXPECT_EQ(learnedRun(*project, run + 1, {}).error().code, ErrorCode::NoSuchRun);
    const auto weights = randomBytes(random, 50);
    require(project->record(checkpointEvent(run, 4, weights, randomBytes(random, 60))));
    const LearnedRun learned = require(learnedRun(*project, run, {}));
    EXPECT_EQ(*learned.checkpoint.weights, *weights);
    EXPECT_EQ(learned.corpus->hash(), corpus->hash());

    const CopyFinder copies(*learned.corpus);
    const Take quotation = takeOf(learned, copies, score, 7);
    EXPECT_EQ(quotation.origin, (TakeOrigin{run, "bilstm", 4, 7}));
    EXPECT_EQ(quotation.notes, 100U);
    EXPECT_EQ(quotation.bars, score.barCount());
    EXPECT_DOUBLE_EQ(quotation.copied, 1.0);
    EXPECT_DOUBLE_EQ(takeOf(learned, copies, randomScore(random, 100), 7).copied, 0.0);
}

TEST(LearnedRun, IsBestAfterItsBestEpochOrElseItsLast) {
    const TestFolder folder;
    Random random(4);
    const auto project = require(ProjectFile::open(folder / "x.leitmotif"));
    const auto source =
        require(project->addSource("a.mid", midiBytes(randomScore(random, 50)), {}));
    const auto corpus = require(corpusOf(require(project->sources())));
    const auto run = require(newRun(*project, require(preset("bilstm")), corpus, {source}, {})).run;
    EXPECT_EQ(bestLearned(*project, run).error().code, ErrorCode::NoCheckpoint);
    EXPECT_EQ(bestLearned(*project, run + 1).error().code, ErrorCode::NoSuchRun);
    require(
        project->record(checkpointEvent(run, 9, randomBytes(random, 9), randomBytes(random, 9))));
    EXPECT_EQ(require(bestLearned(*project, run)).checkpoint.epoch, 9);
    CheckpointReady best;
    best.epoch = 4;
    best.isBest = true;
    best.weights = randomBytes(random, 9);
    require(project->record({run, best}));
    EXPECT_EQ(require(bestLearned(*project, run)).checkpoint.epoch, 4);
    EXPECT_EQ(require(learnedRun(*project, run, {})).checkpoint.epoch, 9);
}

TEST(CanRevise, IsTrueOfWhatReadsWhatFollows) {
    std::vector<std::string> names;
    for (const Recipe& one : presets())
        if (canRevise(one))
            names.push_back(one.name);
    EXPECT_EQ(names, (std::vector<std::string>{"base", "base-scratch", "bilstm"}));
}

} // namespace
} // namespace leitmotif
