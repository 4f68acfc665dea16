// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/test_project.h"

#include "assets/demo_pieces.h"
#include "core/midi/smf_reader.h"

namespace leitmotif {

namespace {

constexpr std::int64_t kRun = 1;

} // namespace

TestProject::TestProject(int takes) {
    auto file = ProjectFile::open(path());
    EXPECT_TRUE(file);
    const auto midi = demoPieces().front().midi;
    const auto source =
        (*file)->addSource("piece.mid", Bytes(midi.begin(), midi.end()), {}).value_or(0);
    EXPECT_EQ((*file)->addRun(*preset("lstm"), 7, {source}).value_or(0), kRun);
    EXPECT_TRUE((*file)->record({kRun, RunStarted{}}));
    for (int epoch = 1; epoch <= takes; ++epoch) {
        EpochFinished finished;
        finished.epoch = epoch;
        finished.loss = 2.0;
        EXPECT_TRUE((*file)->record({kRun, finished}));
        EXPECT_TRUE((*file)->record({kRun, TakeSampled{take(epoch)}}));
    }
    EXPECT_TRUE((*file)->record({kRun, RunFinished{}}));
}

Take TestProject::take(int epoch) {
    return takeOf(readMidi(demoPieces().front().midi, "take")->score,
                  {kRun, "lstm", epoch, static_cast<std::uint64_t>(epoch)});
}

std::filesystem::path TestProject::path() const {
    return m_folder.filePath(QStringLiteral("song.leitmotif")).toStdString();
}

std::vector<StoredTake> TestProject::takes() const {
    const auto file = ProjectFile::openToRead(path());
    EXPECT_TRUE(file);
    return (*file)->takes().value_or({});
}

std::vector<StoredRun> TestProject::runs() const {
    const auto file = ProjectFile::openToRead(path());
    EXPECT_TRUE(file);
    return (*file)->runs().value_or({});
}

} // namespace leitmotif
