// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "tests/core/store/test_project.h"

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>

namespace leitmotif {
namespace {

class ProjectFileTest : public testing::Test {
  protected:
    std::int64_t addRun(const Recipe& recipe = {}) {
        return require(m_project->addRun(recipe, 7, {}));
    }

    void reopen() {
        m_project.reset();
        m_project = require(ProjectFile::open(m_path));
    }

    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
    std::unique_ptr<ProjectFile> m_project = require(ProjectFile::open(m_path));
    Random m_random{5};
};

TEST_F(ProjectFileTest, IsEmptyUntilSomethingIsAdded) {
    EXPECT_TRUE(require(m_project->isEmpty()));
    require(m_project->addSource("a.mid", {1, 2, 3}, {}));
    EXPECT_FALSE(require(m_project->isEmpty()));
}

TEST_F(ProjectFileTest, KeepsSourcesWithTheirSelections) {
    const CorpusSelection selection{{0, 3, 17}, BarRange{4, 11}};
    const auto first = require(m_project->addSource("a.mid", {1, 2, 3}, {}));
    const auto second = require(m_project->addSource("b/\xc3\xa4.mid", {}, selection));
    EXPECT_EQ(require(m_project->addSource("a.mid", {1, 2, 3}, {})), first);
    EXPECT_NE(require(m_project->addSource("a.mid", {1, 2, 3}, selection)), first);
    reopen();
    const auto sources = require(m_project->sources());
    ASSERT_EQ(sources.size(), 3U);
    EXPECT_EQ(sources[0].name, "a.mid");
    EXPECT_EQ(*sources[0].bytes, (Bytes{1, 2, 3}));
    EXPECT_TRUE(sources[0].selection.tracks.empty());
    EXPECT_FALSE(sources[0].selection.bars);
    EXPECT_EQ(sources[1].id, second);
    EXPECT_EQ(sources[1].name, "b/\xc3\xa4.mid");
    EXPECT_TRUE(sources[1].bytes->empty());
    EXPECT_EQ(sources[1].selection.tracks, selection.tracks);
    EXPECT_EQ(sources[1].selection.bars, selection.bars);
}

TEST_F(ProjectFileTest, KeepsWhatSourcesAreForAndHowTheyAreRead) {
    const std::vector<CorpusSelection> selections = {
        {},
        {{}, std::nullopt, PieceRole::Validation},
        {{1}, std::nullopt, PieceRole::Test},
        {{1}, BarRange{0, 3}, PieceRole::Test},
        {{}, {}, PieceRole::Training, {0, 9}},
        {{}, {}, PieceRole::Validation, {3}},
        {{}, {}, {}, {}, BeatChoice::Free},
        {{1}, {}, {}, {2}, BeatChoice::Fixed},
        {{1}, {}, PieceRole::Test, {}, BeatChoice::Free},
        {.tracks = {2}, .bars = {}, .text = TextEncoding::Japanese},
        {.tracks = {}, .bars = {}, .role = PieceRole::Test, .text = TextEncoding::Cyrillic}};
    std::vector<std::int64_t> ids;
    for (const CorpusSelection& selection : selections) {
        ids.push_back(require(m_project->addSource("a.mid", {1, 2, 3}, selection)));
        EXPECT_EQ(require(m_project->addSource("a.mid", {1, 2, 3}, selection)), ids.back());
    }
    const auto run = require(m_project->addRun({}, 7, ids));
    reopen();
    const auto sources = require(m_project->sourcesOf(run));
    ASSERT_EQ(sources.size(), selections.size());
    for (std::size_t i = 0; i < sources.size(); ++i)
        EXPECT_EQ(sources[i].selection, selections[i]) << i;
}

TEST_F(ProjectFileTest, ARunRemembersWhatItLearnedFrom) {
    const auto source = require(m_project->addSource("a.mid", {1, 2, 3}, {{2}, BarRange{0, 7}}));
    const auto unused = require(m_project->addSource("b.mid", {4}, {}));
    const auto run = require(m_project->addRun({}, 7, {source}));
    require(m_project->setSelection(source, {{5}, std::nullopt}));
    require(m_project->removeSource(source));
    require(m_project->removeSource(unused));
    reopen();
    EXPECT_TRUE(require(m_project->sources()).empty());
    const auto sources = require(m_project->sourcesOf(run));
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(*sources[0].bytes, (Bytes{1, 2, 3}));
    EXPECT_EQ(sources[0].selection.tracks, (std::vector<std::size_t>{2}));
    EXPECT_EQ(sources[0].selection.bars, (BarRange{0, 7}));
    EXPECT_EQ(m_project->sourcesOf(run + 1).error().code, ErrorCode::NoSuchRun);
}

TEST_F(ProjectFileTest, ManySourcesAreStoredAsOneByOne) {
    const auto source = [](const char* name, Bytes bytes) {
        return StoredSource{0,
                            name,
                            std::make_shared<const Bytes>(std::move(bytes)),
                            {.tracks = {}, .bars = {}, .role = PieceRole::Test}};
    };
    const auto single =
        require(m_project->addSource("a.mid", {1, 2}, source("a.mid", {}).selection));
    KnownSources known;
    const auto first = require(m_project->addSources(
        std::vector{source("a.mid", {1, 2}), source("b.mid", {1, 2}), source("c.mid", {3})},
        known));
    const auto again = require(m_project->addSources(
        std::vector{source("c.mid", {3}), source("c.mid", {4}), source("b.mid", {1, 2})}, known));
    EXPECT_EQ(first.at(0), single);
    EXPECT_EQ(again.at(0), first.at(2));
    EXPECT_EQ(again.at(2), first.at(1));
    EXPECT_EQ(require(m_project->sources()).size(), 4U);

    const auto run = require(m_project->addRun({}, 7, {again[1], first[1]}));
    const auto heads = require(m_project->sourceHeadsOf(run));
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_EQ(heads[1].name, "b.mid");
    EXPECT_EQ(heads[1].hash, hashOf(Bytes{1, 2}));
    EXPECT_EQ(heads[1].size, 2U);
    EXPECT_EQ(heads[1].selection, source("", {}).selection);
    EXPECT_EQ(*require(m_project->sourceBytes(heads[0].id)), Bytes{4});
    EXPECT_EQ(m_project->sourceHeadsOf(run + 1).error().code, ErrorCode::NoSuchRun);

    runSql(m_path, "UPDATE source SET midi = x'0505' WHERE name = 'b.mid'");
    reopen();
    EXPECT_EQ(m_project->sourceHeadsOf(run).error().code, ErrorCode::ProjectDamaged);
    EXPECT_EQ(m_project->sourceBytes(heads[1].id).error().code, ErrorCode::ProjectDamaged);
}

TEST_F(ProjectFileTest, EditsOfNotesAsTheyWereReadOnceStillFit) {
    // Two starts and one end of a key: the first note took that end, and the second hung.
    const Note first{.onset = {0}, .length = {10}, .onOrder = 1, .offOrder = 4};
    const Note second{.onset = {20}, .length = {10}, .onOrder = 2, .offOrder = 3};
    Score score;
    score.tracks = {std::make_shared<const Track>(std::vector{first.withLength({30}), second},
                                                  std::vector<Event>{}, Tick{90})};
    Bytes midi = midiBytes(score);
    const Bytes lastEnd = {0, 60, 64}; // both end at one tick, by running status
    const auto place = std::search(midi.begin(), midi.end(), lastEnd.begin(), lastEnd.end());
    ASSERT_NE(place, midi.end());
    midi.erase(place, place + 3);
    midi[21] = static_cast<std::uint8_t>(midi[21] - 3); // the length of the track
    const auto before = require(readMidi(midi, "a.mid", {.isBeforeFormat3 = true})).score;
    const auto now = require(readMidi(midi, "a.mid")).score;
    const Note taken = before.tracks[0]->notes()[0];
    ASSERT_NE(taken, now.tracks[0]->notes()[0]);
    ScoreEdit edit;
    edit.tracks = {{0, {taken}, {taken.withPitch({72})}, {}, {}}};
    const auto source = require(m_project->addSource("a.mid", midi, {}));
    require(m_project->addEdit({DocumentKey::Kind::Source, source}, {"Move", false, edit}));
    reopen();
    const auto documents = require(m_project->documents());
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_EQ(documents[0].score.hash(), require(applied(before, edit)).hash());
    EXPECT_EQ(documents[0].damage, "");
}

TEST_F(ProjectFileTest, KeepsLossesToTheLastBit) {
    const auto run = addRun();
    std::vector<EpochFinished> epochs;
    for (int epoch = 1; epoch <= 200; ++epoch) {
        const auto number = [&] {
            const auto value = std::bit_cast<double>(m_random());
            return std::isfinite(value) ? value : 0.1;
        };
        EpochFinished finished{epoch, number(), {}, {}, m_random.below(2) == 0, number(), {}};
        if (m_random.below(2) == 0)
            finished.validationLoss = number();
        if (m_random.below(2) == 0)
            finished.networkValidationLoss = number();
        if (m_random.below(2) == 0)
            finished.measures = {{"kl", number()}, {"reconstruction", number()}};
        require(m_project->record({run, finished}));
        epochs.push_back(std::move(finished));
    }
    reopen();
    const auto stored = require(m_project->run(run)).epochs;
    ASSERT_EQ(stored.size(), epochs.size());
    for (std::size_t i = 0; i < epochs.size(); ++i) {
        EXPECT_EQ(stored[i].epoch, epochs[i].epoch);
        EXPECT_EQ(std::bit_cast<std::uint64_t>(stored[i].loss),
                  std::bit_cast<std::uint64_t>(epochs[i].loss));
        EXPECT_EQ(stored[i].validationLoss, epochs[i].validationLoss);
        EXPECT_EQ(stored[i].networkValidationLoss, epochs[i].networkValidationLoss);
        EXPECT_EQ(stored[i].isBest, epochs[i].isBest);
        EXPECT_EQ(stored[i].seconds, epochs[i].seconds);
        EXPECT_EQ(stored[i].measures, epochs[i].measures);
    }
}

TEST_F(ProjectFileTest, ALossThatIsNotANumberStaysOne) {
    const auto run = addRun();
    require(m_project->record(epochEvent(run, 1, std::numeric_limits<double>::quiet_NaN())));
    require(m_project->record(epochEvent(run, 2, std::numeric_limits<double>::infinity())));
    const auto epochs = require(m_project->run(run)).epochs;
    EXPECT_TRUE(std::isnan(epochs[0].loss));
    EXPECT_TRUE(std::isinf(epochs[1].loss));
}

TEST_F(ProjectFileTest, TellsTheStoryOfARun) {
    Recipe recipe;
    recipe.name = "lstm";
    recipe.seed = 0x1fedcba9876543U;
    recipe.training.epochs = 12;
    const auto run = require(m_project->addRun(recipe, 0xffffffffffffff01U, {}));
    EXPECT_EQ(require(m_project->run(run)).state, RunState::Stopped);
    RunStarted started;
    started.parameters = 117'000;
    started.device = "cpu";
    started.precision = "f32";
    started.threads = 3;
    started.notes = 1'300;
    started.validationNotes = 144;
    started.unigramNats = 9.25;
    started.epochs = 12;
    require(m_project->record({run, started}));
    EXPECT_EQ(require(m_project->run(run)).state, RunState::Running);
    require(m_project->record({run, RunFinished{RunEnd::EarlyStopped, 9, 7, 3.25, 12.5}}));
    reopen();
    const auto stored = require(m_project->run(run));
    EXPECT_EQ(stored.recipe, recipe);
    EXPECT_EQ(stored.corpusHash, 0xffffffffffffff01U);
    EXPECT_EQ(stored.state, RunState::Finished);
    EXPECT_EQ(stored.started->parameters, 117'000);
    EXPECT_EQ(stored.started->threads, 3);
    EXPECT_EQ(stored.started->validationNotes, 144U);
    EXPECT_EQ(stored.started->unigramNats, 9.25);
    EXPECT_FALSE(stored.started->ngramNats);
    EXPECT_EQ(stored.finished->end, RunEnd::EarlyStopped);
    EXPECT_EQ(stored.finished->bestEpoch, 7);
    EXPECT_EQ(stored.finished->testLoss, 3.25);

    started.firstEpoch = 10; // resumed, then failed
    require(m_project->record({run, started}));
    EXPECT_FALSE(require(m_project->run(run)).finished);
    require(m_project->record({run, RunFailed{{ErrorCode::TrainingDiverged, {"10", "4"}}}}));
    const auto failed = require(m_project->run(run));
    EXPECT_EQ(failed.state, RunState::Failed);
    EXPECT_EQ(failed.failure, describe({ErrorCode::TrainingDiverged, {"10", "4"}}));

    recipe.training.epochs = 20;
    require(m_project->setRecipe(run, recipe));
    EXPECT_EQ(require(m_project->run(run)).recipe.training.epochs, 20);
    EXPECT_EQ(m_project->record(epochEvent(99, 1, 1.0)).error().code, ErrorCode::NoSuchRun);
}

TEST_F(ProjectFileTest, KeepsTakesOnce) {
    const auto run = addRun();
    Take take;
    take.origin = {run, "lstm", 5, 0x8000000000000001U};
    take.score = std::make_shared<const Score>(randomScore(m_random, 30));
    take.notes = 30;
    take.bars = 8;
    take.copied = 0.125;
    take.longestCopy = 9;
    take.seconds = 1.5;
    const auto id = require(m_project->record({run, TakeSampled{take}}));
    EXPECT_EQ(require(m_project->record({run, TakeSampled{take}})), id);
    take.origin.seed = 2;
    const auto other = require(m_project->record({run, TakeSampled{take}}));
    EXPECT_NE(other, id);
    reopen();
    const auto takes = require(m_project->takes());
    ASSERT_EQ(takes.size(), 2U);
    EXPECT_EQ(takes[0].id, id);
    EXPECT_EQ(takes[0].origin, (TakeOrigin{run, "lstm", 5, 0x8000000000000001U}));
    EXPECT_EQ(midiBytes(*takes[0].score), midiBytes(*take.score));
    EXPECT_EQ(takes[0].notes, 30U);
    EXPECT_EQ(takes[0].bars, 8);
    EXPECT_EQ(takes[0].copied, 0.125);
    EXPECT_EQ(takes[0].longestCopy, 9U);
    EXPECT_EQ(takes[0].seconds, 1.5);
    require(m_project->removeTake(id));
    EXPECT_EQ(require(m_project->takes()).front().id, other);
}

TEST_F(ProjectFileTest, KeepsWeightsOfSampledAndBestEpochsAndTheStateOfTheLast) {
    const auto run = addRun();
    std::vector<std::shared_ptr<const Bytes>> weights;
    std::vector<std::shared_ptr<const Bytes>> training;
    EXPECT_EQ(m_project->resumePoint(run).error().code, ErrorCode::NoCheckpoint);
    for (int epoch = 1; epoch <= 11; ++epoch) {
        weights.push_back(randomBytes(m_random, 5'000));
        training.push_back(randomBytes(m_random, 9'000));
        CheckpointReady ready{epoch, false, false, true, weights.back(), training.back()};
        ready.isSampled = epoch % 5 == 0;
        ready.isBest = epoch == 3 || epoch == 7;
        require(m_project->record({run, ready}));
    }
    reopen();
    const auto weightsOf = [&](int epoch) {
        return m_project->checkpoint(run, {EpochChoice::Kind::Number, epoch});
    };
    for (const int kept : {5, 7, 10, 11})
        EXPECT_EQ(*require(weightsOf(kept)).weights, *weights[static_cast<std::size_t>(kept - 1)]);
    for (const int dropped : {1, 3, 8, 9, 12})
        EXPECT_EQ(weightsOf(dropped).error().code, ErrorCode::NoCheckpoint);
    EXPECT_EQ(require(m_project->checkpoint(run, {EpochChoice::Kind::Best, 0})).epoch, 7);
    EXPECT_EQ(require(m_project->checkpoint(run, {EpochChoice::Kind::Last, 0})).epoch, 11);
    EXPECT_EQ(require(m_project->keptEpochs(run)),
              (std::vector<KeptEpoch>{{11, false}, {10, false}, {7, true}, {5, false}}));
    const auto last = require(m_project->resumePoint(run));
    EXPECT_EQ(last.epoch, 11);
    EXPECT_EQ(*last.weights, *weights[10]);
    EXPECT_EQ(*last.training, *training[10]);
    EXPECT_EQ(require(m_project->run(run)).lastCheckpoint, 11);
    EXPECT_EQ(m_project->resumePoint(run + 1).error().code, ErrorCode::NoSuchRun);
}

TEST_F(ProjectFileTest, ACheckpointWithinTheFirstEpochIsOneToGoOnFrom) {
    const auto run = addRun();
    EXPECT_FALSE(require(m_project->run(run)).lastCheckpoint);
    const auto training = randomBytes(m_random, 90);
    require(m_project->record(checkpointEvent(run, 0, randomBytes(m_random, 50), training)));
    EXPECT_EQ(require(m_project->runs()).front().lastCheckpoint, 0);
    EXPECT_EQ(*require(m_project->resumePoint(run)).training, *training);
}

TEST_F(ProjectFileTest, RemovingARunGivesItsSpaceBack) {
    const auto small = addRun();
    require(m_project->record(
        checkpointEvent(small, 1, randomBytes(m_random, 1'000), randomBytes(m_random, 1'000))));
    const auto big = addRun();
    require(m_project->record(checkpointEvent(big, 1, randomBytes(m_random, 2'000'000),
                                              randomBytes(m_random, 2'000'000))));
    reopen();
    const auto before = std::filesystem::file_size(m_path);
    require(m_project->removeRun(big));
    m_project.reset();
    EXPECT_LT(std::filesystem::file_size(m_path), before - 3'900'000);
    m_project = require(ProjectFile::open(m_path));
    EXPECT_EQ(require(m_project->runs()).size(), 1U);
    EXPECT_EQ(m_project->run(big).error().code, ErrorCode::NoSuchRun);
    EXPECT_EQ(m_project->removeRun(big).error().code, ErrorCode::NoSuchRun);
}

TEST_F(ProjectFileTest, ARunThatHasEndedKeepsItsLastTwoStates) {
    const auto run = addRun();
    for (const int epoch : {1, 2, 3})
        require(m_project->record(checkpointEvent(run, epoch, randomBytes(m_random, 1'000),
                                                  randomBytes(m_random, 2'000))));
    require(m_project->record({run, RunFinished{}}));
    reopen();
    EXPECT_EQ(require(m_project->resumePoint(run)).epoch, 3);
    runSql(m_path, "UPDATE checkpoint SET training = zeroblob(9) WHERE epoch = 3");
    reopen();
    EXPECT_EQ(require(m_project->resumePoint(run)).epoch, 2);
    runSql(m_path, "UPDATE checkpoint SET training = zeroblob(9)");
    reopen();
    EXPECT_EQ(m_project->resumePoint(run).error().code, ErrorCode::CheckpointDamaged);
}

TEST_F(ProjectFileTest, ACopyIsEqualAndIndependent) {
    const auto run = addRun();
    require(m_project->record(epochEvent(run, 1, 2.5)));
    const auto copyPath = m_folder / "copy.leitmotif";
    std::ofstream(copyPath) << "replaced";
    require(m_project->copyTo(copyPath));
    require(m_project->record(epochEvent(run, 2, 2.25)));
    const auto copy = require(ProjectFile::open(copyPath));
    EXPECT_FALSE(copy->isReadOnly());
    EXPECT_EQ(require(copy->run(run)).epochs.size(), 1U);
    EXPECT_EQ(require(m_project->run(run)).epochs.size(), 2U);
    EXPECT_EQ(m_project->copyTo(copyPath).error().code, ErrorCode::ProjectNotWritable);
    EXPECT_EQ(m_project->copyTo(m_folder / "none" / "x.leitmotif").error().code,
              ErrorCode::ProjectNotWritable);
    EXPECT_TRUE(m_project->copyTo(m_path));
}

TEST_F(ProjectFileTest, LeavesOneFileBehind) {
    require(m_project->record(epochEvent(addRun(), 1, 2.5)));
    m_project.reset();
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
        ++files;
    EXPECT_EQ(files, 1U);
}

TEST_F(ProjectFileTest, ARunThatGoesOnFromEarlierForgetsWhatCameAfter) {
    const auto run = addRun();
    const auto other = addRun();
    for (int epoch = 1; epoch <= 6; ++epoch) {
        auto finished = std::get<EpochFinished>(epochEvent(run, epoch, 9.0 - epoch).what);
        finished.measures["kl"] = epoch;
        require(m_project->record({run, finished}));
        require(m_project->record({other, finished}));
    }
    RunStarted again;
    again.firstEpoch = 5;
    require(m_project->record({run, again}));
    reopen();
    ASSERT_EQ(require(m_project->run(run)).epochs.size(), 4U);
    EXPECT_EQ(require(m_project->run(run)).epochs.back().measures.at("kl"), 4.0);
    EXPECT_EQ(require(m_project->run(other)).epochs.size(), 6U);
    require(m_project->record(epochEvent(run, 5, 1.0)));
    const auto epochs = require(m_project->run(run)).epochs;
    ASSERT_EQ(epochs.size(), 5U);
    EXPECT_TRUE(epochs.back().measures.empty());
}

/// A map of one picture with a note, told apart by `bar`.
LatentMapDrawn mapAt(int epoch, int bar) {
    LatentMap map;
    map.points = {{0.5F, -0.5F, 0, bar, PieceRole::Training}};
    map.side = map.rows = 1;
    map.reach = 2.0;
    map.columns = 8;
    map.pixels = {0, 200, 200, 30, 0, 0, 0, 0};
    return {epoch, false, std::make_shared<const LatentMap>(map)};
}

TEST_F(ProjectFileTest, KeepsTheNewestLatentMapOfARun) {
    const auto run = addRun();
    const auto other = addRun();
    EXPECT_FALSE(require(m_project->latentMap(run)));
    require(m_project->record({run, mapAt(1, 3)}));
    require(m_project->record({run, mapAt(2, 4)}));
    require(m_project->record({other, mapAt(1, 5)}));
    reopen();
    const auto kept = require(m_project->latentMap(run));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->epoch, 2);
    EXPECT_EQ(*kept->map, *mapAt(2, 4).map);
    require(m_project->removeRun(run));
    EXPECT_FALSE(require(m_project->latentMap(run)));
    EXPECT_TRUE(require(m_project->latentMap(other)));
}

} // namespace
} // namespace leitmotif
