// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/sf2_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif::soundfont {
namespace {

std::uint32_t u32At(const Bytes& bytes, std::size_t place) {
    return bytes[place] | bytes[place + 1] << 8U | bytes[place + 2] << 16U |
           static_cast<std::uint32_t>(bytes[place + 3]) << 24U;
}

std::size_t find(const Bytes& bytes, const std::string& tag) {
    const auto found = std::search(bytes.begin(), bytes.end(), tag.begin(), tag.end());
    return static_cast<std::size_t>(found - bytes.begin());
}

Bank smallBank() {
    Bank bank{
        .name = "Small", .copyright = "None", .samples = {}, .instruments = {}, .presets = {}};
    bank.samples.push_back({.name = "Wave",
                            .points = {0, 100, 0, -100},
                            .rate = 1'000,
                            .loopStart = 0,
                            .loopEnd = 4,
                            .rootKey = 60});
    bank.instruments.push_back({.name = "Tone",
                                .settings = {{Generator::VolumeRelease, 0}},
                                .zones = {{.sample = 0}},
                                .velocityToFilter = 1'000});
    bank.presets = {{.name = "B", .program = 1}, {.name = "A", .program = 0}};
    return bank;
}

TEST(Sf2Writer, ChunksFillTheFileExactly) {
    const Bytes bytes = sf2Bytes(smallBank());
    EXPECT_EQ(u32At(bytes, 4) + 8, bytes.size());
    std::size_t place = 12;
    int lists = 0;
    for (; place < bytes.size(); ++lists) {
        EXPECT_EQ(std::string(bytes.begin() + static_cast<std::ptrdiff_t>(place),
                              bytes.begin() + static_cast<std::ptrdiff_t>(place) + 4),
                  "LIST");
        place += 8 + u32At(bytes, place + 4);
    }
    EXPECT_EQ(place, bytes.size());
    EXPECT_EQ(lists, 3);
}

TEST(Sf2Writer, RecordsHaveTheLengthsOfTheSpecification) {
    const Bytes bytes = sf2Bytes(smallBank());
    const auto length = [&bytes](const char* tag) { return u32At(bytes, find(bytes, tag) + 4); };
    EXPECT_EQ(length("phdr"), 3U * 38); // two presets and the end
    EXPECT_EQ(length("pbag"), 3U * 4);
    EXPECT_EQ(length("pmod"), 1U * 10);
    EXPECT_EQ(length("pgen"), 3U * 4);
    EXPECT_EQ(length("inst"), 2U * 22);
    EXPECT_EQ(length("ibag"), 3U * 4); // for all zones, one zone, the end
    EXPECT_EQ(length("imod"), 2U * 10);
    EXPECT_EQ(length("igen"), 5U * 4); // release; range, mode, sample; the end
    EXPECT_EQ(length("shdr"), 2U * 46);
    EXPECT_EQ(length("smpl"), 2U * (4 + 46));
}

TEST(Sf2Writer, PresetsStandInOrder) {
    const Bytes bytes = sf2Bytes(smallBank());
    EXPECT_EQ(bytes[find(bytes, "phdr") + 8], 'A');
}

TEST(Sf2Writer, UnitsAreThoseOfTheFormat) {
    EXPECT_EQ(timecents(1.0), 0);
    EXPECT_EQ(timecents(2.0), 1'200);
    EXPECT_EQ(absoluteCents(440.0), 6'900);
}

} // namespace
} // namespace leitmotif::soundfont
