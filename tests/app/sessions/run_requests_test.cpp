// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/run_requests.h"
#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

namespace leitmotif {
namespace {

class RunRequestsTest : public testing::Test {
  protected:
    TestFolder m_folder;
    std::unique_ptr<ProjectFile> m_project = require(ProjectFile::open(m_folder / "x.leitmotif"));
    Random m_random{9};
};

TEST_F(RunRequestsTest, SaysHowManyNotesAreMissing) {
    const Bytes midi = midiBytes(randomScore(m_random, 17));
    require(m_project->addSource("few.mid", midi, {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    EXPECT_EQ(checkEnough(*corpus).error(),
              (Error{ErrorCode::TooFewNotes, {"few.mid", "17", "64"}}));
    require(m_project->addSource("many.mid", midiBytes(randomScore(m_random, 64)), {}));
    EXPECT_TRUE(checkEnough(*require(corpusOf(require(m_project->sources())))));
}

TEST_F(RunRequestsTest, ARunGoesOnWithWhatItHadAndWhere) {
    const auto source = require(
        m_project->addSource("a.mid", midiBytes(randomScore(m_random, 200)), {{}, BarRange{2, 9}}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    Recipe recipe;
    recipe.name = "lstm";
    recipe.training.epochs = 10;
    const auto fresh = require(newRun(*m_project, recipe, corpus, {source}, {3, "cpu", "f32"}));
    EXPECT_EQ(fresh.recipe, recipe);
    EXPECT_EQ(fresh.compute.threads, 3);

    // Without a checkpoint it begins anew.
    const auto again = require(resumedRun(*m_project, fresh.run, {}));
    EXPECT_FALSE(again.weights);
    EXPECT_EQ(again.corpus->hash(), corpus->hash());

    require(m_project->setSelection(source, {}));
    RunStarted started;
    started.threads = 3;
    started.device = "cpu";
    started.precision = "bf16";
    require(m_project->record({fresh.run, started}));
    const auto weights = randomBytes(m_random, 50);
    const auto training = randomBytes(m_random, 60);
    require(m_project->record(checkpointEvent(fresh.run, 4, weights, training)));
    const auto resumed = require(resumedRun(*m_project, fresh.run, {20, std::nullopt}));
    EXPECT_EQ(resumed.run, fresh.run);
    EXPECT_EQ(*resumed.weights, *weights);
    EXPECT_EQ(*resumed.training, *training);
    EXPECT_EQ(resumed.corpus->hash(), corpus->hash());
    EXPECT_EQ(resumed.compute.threads, 3);
    EXPECT_EQ(resumed.compute.precision, "bf16");
    EXPECT_EQ(resumed.recipe.training.epochs, 20);
    EXPECT_EQ(require(m_project->run(fresh.run)).recipe.training.epochs, 20);
    EXPECT_EQ(require(resumedRun(*m_project, fresh.run, {std::nullopt, 1})).compute.threads, 1);
    EXPECT_EQ(resumedRun(*m_project, 99, {}).error().code, ErrorCode::NoSuchRun);

    const auto changed = require(resumedRun(
        *m_project, fresh.run, {.settings = {{"learning_rate", "0.25"}, {"clip", "2"}}}));
    EXPECT_EQ(changed.recipe.training.learningRate, 0.25);
    EXPECT_EQ(changed.recipe.training.clip, 2.0);
    EXPECT_EQ(require(m_project->run(fresh.run)).recipe, changed.recipe);
    for (const auto& [key, value] : {std::pair("length", "7"), {"learning_rate", "much"}}) {
        const auto refused = resumedRun(*m_project, fresh.run, {.settings = {{key, value}}});
        EXPECT_EQ(refused.error().code, ErrorCode::BadSetting) << key;
    }
    EXPECT_EQ(require(m_project->run(fresh.run)).recipe, changed.recipe);
}

TEST_F(RunRequestsTest, ALimitThatARunHasReachedDoesNotHoldForMoreEpochs) {
    const auto source =
        require(m_project->addSource("a.mid", midiBytes(randomScore(m_random, 100)), {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    Recipe recipe;
    recipe.training.epochs = 400;
    recipe.training.minutes = 2.0;
    recipe.training.patience = 7;
    const auto resumed = [&](std::optional<RunEnd> end, std::optional<int> epochs) {
        const auto run = require(newRun(*m_project, recipe, corpus, {source}, {})).run;
        require(m_project->record(
            checkpointEvent(run, 42, randomBytes(m_random, 9), randomBytes(m_random, 9))));
        RunFinished finished;
        finished.end = end.value_or(RunEnd::Completed);
        if (end)
            require(m_project->record({run, finished}));
        return require(resumedRun(*m_project, run, {epochs})).recipe;
    };
    for (const auto end : {RunEnd::Completed, RunEnd::EarlyStopped}) {
        EXPECT_EQ(resumed(end, {}), recipe);
        EXPECT_EQ(resumed(end, 80).training.minutes, 0.0);
        EXPECT_EQ(resumed(end, 80).training.patience, end == RunEnd::EarlyStopped ? 0 : 7);
    }
    for (const auto end : {std::optional<RunEnd>(), std::optional(RunEnd::Stopped)}) {
        EXPECT_EQ(resumed(end, 80).training.minutes, 2.0) << "what was cut off keeps its plan";
        EXPECT_EQ(resumed(end, 80).training.patience, 7);
    }
}

TEST_F(RunRequestsTest, ALimitOfUpdatesHoldsUpToItsPlan) {
    const auto source =
        require(m_project->addSource("a.mid", midiBytes(randomScore(m_random, 100)), {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    Recipe recipe;
    recipe.training.epochs = 400;
    recipe.training.maxUpdates = 4'000;
    const auto run = require(newRun(*m_project, recipe, corpus, {source}, {})).run;
    RunStarted started;
    started.epochs = 40; // of a hundred batches
    require(m_project->record({run, started}));
    require(m_project->record(
        checkpointEvent(run, 20, randomBytes(m_random, 9), randomBytes(m_random, 9))));
    RunFinished stopped;
    stopped.end = RunEnd::Stopped;
    stopped.epochs = 20;
    require(m_project->record({run, stopped}));
    EXPECT_EQ(require(m_project->run(run)).plannedEpochs(), 40);
    const auto limitFor = [&](std::optional<int> epochs) {
        return require(resumedRun(*m_project, run, {epochs})).recipe.training.maxUpdates;
    };
    EXPECT_EQ(limitFor({}), 4'000);
    EXPECT_EQ(limitFor(40), 4'000) << "the same end was asked for";
    EXPECT_EQ(limitFor(41), 0);
}

TEST_F(RunRequestsTest, ARunDoesNotGoOnToWhatIsDone) {
    const auto source =
        require(m_project->addSource("a.mid", midiBytes(randomScore(m_random, 100)), {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    Recipe recipe;
    recipe.training.epochs = 42;
    const auto run = require(newRun(*m_project, recipe, corpus, {source}, {})).run;
    EXPECT_EQ(require(resumedRun(*m_project, run, {1})).recipe.training.epochs,
              1); // nothing is done yet
    require(m_project->setRecipe(run, recipe));
    const auto endless = resumedRun(*m_project, run, {2'000'000}); // no recipe may say so
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().code, ErrorCode::BadSetting);
    require(m_project->record(
        checkpointEvent(run, 42, randomBytes(m_random, 9), randomBytes(m_random, 9))));

    // Killed between its last epoch and its end: that it comes to its end is still to be done.
    EXPECT_EQ(require(resumedRun(*m_project, run, {42})).recipe.training.epochs, 42);
    require(m_project->record({run, RunFinished{}}));
    for (const int epochs : {5, 41, 42}) {
        const auto refused = resumedRun(*m_project, run, {epochs, {}, {{"learning_rate", "0.25"}}});
        ASSERT_FALSE(refused) << epochs;
        EXPECT_EQ(refused.error(),
                  (Error{ErrorCode::BadSetting,
                         {"epochs", std::to_string(epochs), "43 and more, as 42 are done"}}));
    }
    EXPECT_EQ(require(m_project->run(run)).recipe, recipe);
    EXPECT_EQ(require(resumedRun(*m_project, run, {})).recipe, recipe);
    EXPECT_EQ(require(resumedRun(*m_project, run, {43})).recipe.training.epochs, 43);
    EXPECT_EQ(require(m_project->run(run)).recipe.training.epochs, 43);
}

TEST_F(RunRequestsTest, NoneOfSeveralRunsIsStoredIfOneMakesNoSense) {
    const auto source =
        require(m_project->addSource("a.mid", midiBytes(randomScore(m_random, 100)), {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    Recipe greedy;
    greedy.training.validation = 0.5;
    greedy.training.test = 0.5;
    const auto one = newRun(*m_project, greedy, corpus, {source}, {});
    ASSERT_FALSE(one);
    EXPECT_EQ(one.error().code, ErrorCode::BadSetting);
    const auto several = newRuns(*m_project, {{}, greedy}, corpus, {source}, {});
    ASSERT_FALSE(several);
    EXPECT_EQ(several.error().code, ErrorCode::BadSetting);
    EXPECT_TRUE(require(m_project->runs()).empty());
}

TEST_F(RunRequestsTest, ADamagedRunIsNotBegunAnew) {
    const auto source =
        require(m_project->addSource("a.mid", midiBytes(randomScore(m_random, 100)), {}));
    const auto corpus = require(corpusOf(require(m_project->sources())));
    const auto run = require(newRun(*m_project, {}, corpus, {source}, {})).run;
    require(m_project->record(
        checkpointEvent(run, 4, randomBytes(m_random, 9), randomBytes(m_random, 9))));
    const auto path = m_project->path();
    m_project.reset();
    runSql(path, "UPDATE checkpoint SET training = zeroblob(9)");
    const Bytes before = require(readFile(path));
    m_project = require(ProjectFile::open(path));
    const auto resumed = resumedRun(*m_project, run, {50});
    ASSERT_FALSE(resumed);
    EXPECT_EQ(resumed.error().code, ErrorCode::CheckpointDamaged);
    EXPECT_EQ(learnedRun(*m_project, run, {}).error().code, ErrorCode::WeightsDamaged);
    EXPECT_EQ(bestLearned(*m_project, run).error().code, ErrorCode::WeightsDamaged);
    m_project.reset();
    EXPECT_EQ(require(readFile(path)), before);
}

} // namespace
} // namespace leitmotif
