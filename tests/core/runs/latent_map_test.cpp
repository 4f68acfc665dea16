// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/latent_map.h"

#include "core/base/random.h"
#include "core/encoding/pictures/roll_image.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

RollImage imageOf(const Score& score) {
    return *RollImage::fit(Corpus({{"piece.mid", score, false}}), {.columnsPerBeat = 4});
}

/// Two notes in one bar of 4/4.
Score twoNotes() {
    Score score = emptyScore();
    std::vector<Note> notes = {
        {.onset = {0}, .length = {960}, .pitch = {60}, .velocity = {100}},
        {.onset = {960}, .length = {480}, .pitch = {67}, .velocity = {40}},
    };
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return score;
}

/// Pixels of every kind, in a sheet of four pictures.
LatentMap randomMap() {
    Random random(3);
    const RollImage image = imageOf(twoNotes());
    LatentMap map;
    map.points = {{-1.5F, 0.25F, 0, 0, PieceRole::Training},
                  {0.5F, 3.0F, 2, 17, PieceRole::Validation},
                  {0.0F, -0.5F, 1, 4, PieceRole::Test}};
    map.shown = 0.625;
    map.side = 2;
    map.reach = 2.5;
    map.rows = image.rowCount();
    map.columns = image.columnCount();
    map.encoding = image.toJson();
    for (int i = 0; i < 4 * map.rows * map.columns; ++i)
        map.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
    return map;
}

TEST(LatentMap, PicturesLieFromTheUpperLeftToTheLowerRight) {
    LatentMap map = randomMap();
    map.side = 5;
    EXPECT_EQ(map.cellCount(), 25);
    EXPECT_DOUBLE_EQ(map.xOf(0), -2.5);
    EXPECT_DOUBLE_EQ(map.yOf(0), 2.5);
    EXPECT_DOUBLE_EQ(map.xOf(12), 0.0);
    EXPECT_DOUBLE_EQ(map.yOf(12), 0.0);
    EXPECT_DOUBLE_EQ(map.xOf(9), 2.5);
    EXPECT_DOUBLE_EQ(map.yOf(9), 1.25);
    EXPECT_DOUBLE_EQ(map.xOf(24), 2.5);
    EXPECT_DOUBLE_EQ(map.yOf(24), -2.5);
}

TEST(LatentMap, WhatIsKeptComesBack) {
    const LatentMap map = randomMap();
    const auto back = latentMapFromBytes(toBytes(map));
    ASSERT_TRUE(back) << describe(back.error());
    EXPECT_EQ(*back, map);
}

TEST(LatentMap, DamagedBytesAreTold) {
    const Bytes whole = toBytes(randomMap());
    Random random(4);
    int refused = 0;
    for (std::size_t length = 0; length < whole.size(); length += 1 + random.below(40)) {
        const auto cut = latentMapFromBytes(std::span(whole).first(length));
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error().code, ErrorCode::CheckpointUnreadable);
    }
    for (int round = 0; round < 500; ++round) { // never more than an error
        Bytes bytes = whole;
        bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
        const auto map = latentMapFromBytes(bytes);
        refused += map ? 0 : 1;
        if (map)
            for (int cell = 0; cell < map->cellCount(); ++cell)
                (void)scoreOf(*map, cell).has_value();
    }
    EXPECT_GT(refused, 10);
    LatentMap map = randomMap();
    map.pixels.pop_back();
    EXPECT_FALSE(latentMapFromBytes(toBytes(map)));
    map = randomMap();
    map.side = 100'000;
    EXPECT_FALSE(latentMapFromBytes(toBytes(map)));
    map = randomMap();
    map.points[0].bar = -1;
    EXPECT_FALSE(latentMapFromBytes(toBytes(map)));
    const Bytes deep(1'000'000, '[');
    EXPECT_FALSE(latentMapFromBytes(deep));
    Bytes ended = deep;
    ended.push_back('\n');
    EXPECT_FALSE(latentMapFromBytes(ended));
}

TEST(LatentMap, APictureSoundsAsItsHeardPixels) {
    const Score score = twoNotes();
    const RollImage image = imageOf(score);
    const RollPicture picture = image.encode({"piece.mid", score, false}).front();
    LatentMap map = randomMap();
    const std::size_t size = picture.size();
    for (std::size_t i = 0; i < size; ++i) { // the third of four
        const int hint = static_cast<int>(i) % LatentMap::kSounds;
        map.pixels[2 * size + i] =
            static_cast<std::uint8_t>(picture[i] > 0 ? LatentMap::kSounds + picture[i] : hint);
    }
    const auto heard = scoreOf(map, 2);
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->hash(), image.decode(std::span(&picture, 1)).hash());
    EXPECT_EQ(heard->noteCount(), 2U);
    map.rows -= 1;
    EXPECT_FALSE(scoreOf(map, 0)) << "it is not the encoding's picture";
}

} // namespace
} // namespace leitmotif
