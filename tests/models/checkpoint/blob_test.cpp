// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/blob.h"

#include "core/base/random.h"

#include <cmath>
#include <gtest/gtest.h>

namespace leitmotif {
namespace {

constexpr std::string_view kMagic = "TESTBLOB";

Blob someBlob() {
    return {{{"epoch", 7}, {"loss", 0.1}, {"name", "ünïcode"}},
            {{"a", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"none", {0, 4}, {}}, {"b", {1}, {-0.0F}}}};
}

TEST(Blob, ComesBackAsItWas) {
    const auto blob = someBlob();
    const auto again = unpacked(kMagic, packed(kMagic, blob));
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(again->header, blob.header);
    EXPECT_EQ(again->arrays, blob.arrays);
    EXPECT_EQ(again->header.at("loss").get<double>(), 0.1);
}

TEST(Blob, InBf16KeepsEightBitsOfEachNumber) {
    Random random(3);
    Blob blob = someBlob();
    auto& values = blob.arrays.emplace_back(NamedArray{"c", {1000}, {}}).values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(static_cast<float>(random.normal()));
    const auto bytes = packed(kMagic, blob, Storage::BF16);
    EXPECT_LT(bytes.size(), packed(kMagic, blob).size() - 1900);
    const auto again = unpacked(kMagic, bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->header, blob.header);
    EXPECT_EQ(again->arrays[0], blob.arrays[0]); // small whole numbers are exact
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_NEAR(again->arrays.back().values[i], values[i], std::abs(values[i]) / 256.0F);
    EXPECT_EQ(packed(kMagic, *again, Storage::BF16), bytes); // rounding once more changes nothing
}

TEST(Blob, EveryTruncationIsAnError) {
    const auto bytes = packed(kMagic, someBlob());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto result = unpacked(kMagic, std::span(bytes).first(size));
        ASSERT_FALSE(result) << size;
        EXPECT_EQ(result.error().code, ErrorCode::CheckpointUnreadable);
    }
}

TEST(Blob, EveryFlippedBitIsAnError) {
    const auto bytes = packed(kMagic, someBlob());
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        auto damaged = bytes;
        damaged[i / 8] = static_cast<std::uint8_t>(damaged[i / 8] ^ (1U << (i % 8)));
        EXPECT_FALSE(unpacked(kMagic, damaged)) << i;
    }
}

/// Damage behind a hash that is right again must not crash either.
TEST(Blob, DamageWithARightHashIsAnErrorOrHarmless) {
    const auto bytes = packed(kMagic, someBlob());
    Random random(5);
    for (int round = 0; round < 20'000; ++round) {
        auto damaged = bytes;
        for (std::uint64_t i = 0, count = 1 + random.below(3); i < count; ++i)
            damaged[random.below(damaged.size() - 8)] =
                static_cast<std::uint8_t>(random.below(256));
        damaged.resize(damaged.size() - 8);
        const auto hash = hashOf(damaged);
        for (int i = 0; i < 8; ++i)
            damaged.push_back(static_cast<std::uint8_t>(hash >> (8 * i)));
        const auto result = unpacked(kMagic, damaged);
        if (!result)
            EXPECT_EQ(result.error().code, ErrorCode::CheckpointUnreadable);
        else
            for (const auto& array : result->arrays)
                EXPECT_LE(array.values.size() * sizeof(float), bytes.size());
    }
}

TEST(Blob, RefusesAnotherKindAndANewerVersion) {
    auto bytes = packed(kMagic, someBlob());
    EXPECT_FALSE(unpacked("OTHERONE", bytes));
    bytes[8] = 2;
    EXPECT_FALSE(unpacked(kMagic, bytes));
}

} // namespace
} // namespace leitmotif
