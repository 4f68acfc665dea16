// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/compound_family.h"

#include "tests/core/encoding/random_pieces.h"
#include "tests/models/support/engine_run.h"
#include "tests/models/support/small_presets.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

namespace fs = std::filesystem;

Recipe smallCompound() {
    auto recipe = smallPreset("base-scratch");
    recipe.training.epochs = 2;
    recipe.training.length = 32;
    recipe.training.batch = 4;
    recipe.training.validation = 0.2;
    recipe.sampling.every = 1;
    recipe.sampling.candidates = 2;
    recipe.sampling.bars = 4;
    return recipe;
}

/// A corpus in memory, and the same in a file.
class StreamedCompound : public testing::Test {
  protected:
    StreamedCompound() {
        std::string pattern = (fs::temp_directory_path() / "leitmotif-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        Random random(8);
        std::vector<CorpusPiece> pieces;
        for (int i = 0; i < 70; ++i)
            pieces.push_back(randomPiece(random, {.hasFreeBeat = i % 9 == 8, .notes = 30}));
        m_whole = std::make_shared<const Corpus>(pieces);
        const auto recipe = smallCompound();
        auto writer = CompoundStoreWriter::create(path());
        std::vector<CorpusPiece> sample;
        CorpusFacts facts;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            EXPECT_TRUE(writer->add(
                encodedPiece(pieces[i], recipe.encoding, recipe.training.transposition)));
            facts.add(pieces[i]);
            if (isInSample(i, pieces.size()))
                sample.push_back(pieces[i]);
        }
        EXPECT_TRUE(writer->finish({1, 1}, ""));
        m_streamed = std::make_shared<const Corpus>(sample, facts, path());
    }
    ~StreamedCompound() override { fs::remove_all(m_folder); }

    [[nodiscard]] fs::path path() const { return m_folder / "corpus.notes"; }

    fs::path m_folder;
    std::shared_ptr<const Corpus> m_whole;
    std::shared_ptr<const Corpus> m_streamed;
};

TEST_F(StreamedCompound, LearnsTheSameToTheLastBit) {
    const auto inMemory = train(requestFor(smallCompound(), m_whole));
    const auto streamed = train(requestFor(smallCompound(), m_streamed));
    ASSERT_FALSE(streamed.error) << describe(*streamed.error);
    EXPECT_EQ(streamed.started->notes, inMemory.started->notes);
    EXPECT_EQ(streamed.started->validationNotes, inMemory.started->validationNotes);
    EXPECT_EQ(streamed.started->unigramNats, inMemory.started->unigramNats);
    ASSERT_EQ(streamed.epochs.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(streamed.epochs[i].loss, inMemory.epochs[i].loss);
        EXPECT_EQ(streamed.epochs[i].validationLoss, inMemory.epochs[i].validationLoss);
    }
    EXPECT_EQ(*streamed.last().weights, *inMemory.last().weights);
    EXPECT_EQ(streamed.takes.size(), inMemory.takes.size());
}

TEST_F(StreamedCompound, GoesOnFromACheckpointOfEither) {
    auto half = smallCompound();
    half.training.epochs = 1;
    half.training.schedule = "constant";
    const auto begun = train(requestFor(half, m_whole));
    half.training.epochs = 2;
    const auto there = train(continued(requestFor(half, m_whole), begun.last()));
    const auto here = train(continued(requestFor(half, m_streamed), begun.last()));
    ASSERT_FALSE(here.error) << describe(*here.error);
    ASSERT_EQ(here.epochs.size(), there.epochs.size());
    EXPECT_EQ(here.epochs.back().loss, there.epochs.back().loss);
    EXPECT_EQ(here.epochs.back().validationLoss, there.epochs.back().validationLoss);
}

TEST_F(StreamedCompound, WithoutItsFileIsAnError) {
    fs::remove(path());
    const auto report = train(requestFor(smallCompound(), m_streamed));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::FileNotReadable);
}

TEST_F(StreamedCompound, OtherFamiliesRefuseIt) {
    const auto report = train(requestFor(smallPreset("lstm"), m_streamed));
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->code, ErrorCode::TrainingFailed);
}

} // namespace
} // namespace leitmotif
