// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_store.h"

#include "core/encoding/compound/compound_encoding.h"
#include "core/encoding/compound/compound_streams.h"
#include "tests/core/encoding/random_pieces.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

#include <sys/resource.h>

namespace leitmotif {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kKey = 77;

class CompoundStoreTest : public testing::Test {
  protected:
    CompoundStoreTest() {
        std::string pattern = (fs::temp_directory_path() / "leitmotif-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        Random random(5);
        for (int i = 0; i < 12; ++i) {
            m_pieces.push_back(randomPiece(random, {.hasFreeBeat = i % 3 == 2}));
            m_pieces.back().role = static_cast<PieceRole>(i % 5 % 3);
        }
    }
    ~CompoundStoreTest() override { fs::remove_all(m_folder); }

    [[nodiscard]] fs::path path() const { return m_folder / "corpus.notes"; }

    /// Writes all pieces; the last error.
    [[nodiscard]] Result<void> write(std::size_t times = 1) const {
        auto writer = CompoundStoreWriter::create(path());
        if (!writer)
            return writer.error();
        for (std::size_t i = 0; i < times * m_pieces.size(); ++i)
            if (auto added = writer->add(encodedPiece(m_pieces[i % m_pieces.size()], {}, 5));
                !added)
                return added;
        return writer->finish({kKey, kKey + 1}, "remarks");
    }

    [[nodiscard]] Error openError() const {
        const auto store = CompoundStore::open(path(), kKey);
        return store ? Error{ErrorCode::BadArgument} : store.error();
    }

    fs::path m_folder;
    std::vector<CorpusPiece> m_pieces;
};

TEST_F(CompoundStoreTest, HoldsThePiecesThatWereWritten) {
    ASSERT_TRUE(write());
    for (const auto key : {kKey, kKey + 1}) {
        const auto store = CompoundStore::open(path(), key);
        ASSERT_TRUE(store) << describe(store.error());
        ASSERT_EQ(store->pieces().size(), m_pieces.size());
        EXPECT_EQ(store->remarks(), "remarks");
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const auto encoding = CompoundEncoding::fitted(Corpus({m_pieces[i]}), {}, 5);
            const auto expected = encoding.piece(m_pieces[i]);
            const auto view = store->view(i);
            store->release(); // it is read again
            EXPECT_EQ(view.hasFreeBeat, expected.hasFreeBeat);
            EXPECT_TRUE(std::ranges::equal(view.notes, expected.notes));
            EXPECT_TRUE(std::ranges::equal(view.bars, expected.bars));
            EXPECT_TRUE(std::ranges::equal(view.programs, expected.programs));
            EXPECT_EQ(store->pieces()[i].stride, m_pieces[i].hasFreeBeat ? 1 : encoding.stride());
        }
    }
}

TEST_F(CompoundStoreTest, CountsAndHashAreThoseOfTheScores) {
    ASSERT_TRUE(write());
    const auto facts = CompoundStore::openChecked(path()).value().facts();
    const Corpus corpus(m_pieces);
    EXPECT_EQ(facts.hash(), corpus.hash());
    EXPECT_EQ(facts.noteCount(), corpus.noteCount());
    for (const auto role : {PieceRole::Training, PieceRole::Validation, PieceRole::Test})
        EXPECT_EQ(facts.noteCount(role), corpus.noteCount(role));
}

TEST_F(CompoundStoreTest, EqualPiecesGiveEqualFiles) {
    const auto bytes = [&] { return readFile(path()).value(); };
    ASSERT_TRUE(write());
    const auto first = bytes();
    ASSERT_TRUE(write());
    EXPECT_EQ(bytes(), first);
}

TEST_F(CompoundStoreTest, EveryDamageIsSeen) {
    ASSERT_TRUE(write());
    const auto whole = readFile(path()).value();
    Random random(6);
    for (int round = 0; round < 200; ++round) {
        auto bytes = whole;
        if (round % 4 == 0)
            bytes.resize(random.below(whole.size()));
        else
            bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        std::ofstream(path(), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        EXPECT_EQ(openError().code, ErrorCode::FileNotReadable) << "round " << round;
    }
}

TEST_F(CompoundStoreTest, OfOtherMusicIsNotOpened) {
    EXPECT_EQ(openError().code, ErrorCode::FileNotReadable); // there is none yet
    ASSERT_TRUE(write());
    EXPECT_EQ(CompoundStore::open(path(), kKey + 2).error().code, ErrorCode::FileNotReadable);
}

TEST_F(CompoundStoreTest, WhatIsNotFinishedLeavesNothing) {
    {
        auto writer = CompoundStoreWriter::create(path());
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->add(encodedPiece(m_pieces[0], {}, 5)));
    }
    EXPECT_TRUE(fs::is_empty(m_folder));
}

TEST_F(CompoundStoreTest, AFullDiskIsReportedAndKeepsWhatWasThere) {
    ASSERT_TRUE(write());
    const auto before = readFile(path()).value();
    struct rlimit old {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    auto* const oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { 1U << 16U, old.rlim_max };
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto written = write(50);
    ::setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, oldHandler);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::FileNotWritable);
    EXPECT_EQ(written.error().arguments.front(), path().string());
    EXPECT_EQ(readFile(path()).value(), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder), {}), 1);
}

TEST(CompoundStreams, AreThoseOfTheScore) {
    Random random(7);
    EncodingOptions options;
    options.stepsPerBeat = 12;
    for (int round = 0; round < 40; ++round) {
        const auto piece =
            randomPiece(random, {.isOnGrid = true, .hasMeterChanges = false, .hasPedal = false});
        const auto encoding = CompoundEncoding::fitted(Corpus({piece}), options, 0);
        const auto words = encoding.piece(piece);
        const auto streams = noteStreams(words);
        const auto expected = noteStreams(encoding.score(words), piece.hasFreeBeat, true);
        const auto heard = [](const std::vector<StreamNote>& stream) {
            std::vector<std::pair<std::int64_t, int>> notes;
            for (const auto& note : stream)
                notes.emplace_back(note.step, note.pitch);
            return notes;
        };
        EXPECT_EQ(heard(streams.pitched), heard(expected.pitched)) << "round " << round;
        EXPECT_EQ(heard(streams.drums), heard(expected.drums)) << "round " << round;
        std::size_t sameLength = 0;
        for (std::size_t i = 0; i < std::min(streams.pitched.size(), expected.pitched.size()); ++i)
            sameLength += streams.pitched[i].steps == expected.pitched[i].steps ? 1 : 0;
        EXPECT_GE(sameLength * 10, streams.pitched.size() * 9) << "round " << round;
    }
}

} // namespace
} // namespace leitmotif
