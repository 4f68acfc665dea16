// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/fluid_log.h"
#include "app/devices/soundfont_library.h"
#include "app/devices/synth_engine.h"
#include "core/base/units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstring>
#include <numbers>
#include <string_view>
#include <vector>

namespace leitmotif {
namespace {

constexpr double kRate = 48'000.0;
constexpr int kLastPitched = 111; // of the programs; percussion and effects follow

std::vector<float> played(std::uint8_t channel, int program, int key, int velocity,
                          double seconds) {
    auto engine = SynthEngine::create(findSoundFonts({}, {}).back(), kRate);
    EXPECT_TRUE(engine);
    const auto status = [channel](int kind) { return static_cast<std::uint8_t>(kind | channel); };
    (*engine)->sendRt(0, {status(0xb0), 91, 0}); // no reverb
    (*engine)->sendRt(0, {status(0xc0), static_cast<std::uint8_t>(program), 0});
    (*engine)->sendRt(
        0, {status(0x90), static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(velocity)});
    std::vector<float> sound;
    std::array<float, SynthEngine::kBlock> left{};
    std::array<float, SynthEngine::kBlock> right{};
    while (static_cast<double>(sound.size()) < seconds * kRate) {
        (*engine)->renderRt(left, right);
        for (std::size_t i = 0; i < left.size(); ++i)
            sound.push_back(0.5F * (left[i] + right[i]));
    }
    return sound;
}

double peakOf(const std::vector<float>& sound) {
    double peak = 0;
    for (const float x : sound)
        peak = std::max(peak, std::abs(static_cast<double>(x)));
    return peak;
}

double levelOf(const std::vector<float>& sound) {
    double power = 0;
    for (const float x : sound)
        power += static_cast<double>(x) * x;
    return 10 * std::log10(power / static_cast<double>(sound.size()) + 1e-12);
}

/// The strength of one frequency under a Hann window.
double strengthAt(const std::vector<float>& sound, double hertz) {
    const auto turn = std::polar(1.0, -2 * std::numbers::pi * hertz / kRate);
    std::complex<double> place = 1;
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double window = 1 - std::cos(2 * std::numbers::pi * static_cast<double>(i) /
                                           static_cast<double>(sound.size()));
        sum += place * (window * sound[i]);
        place *= turn;
    }
    return std::abs(sum);
}

/// Cents between the strongest frequency near `hertz` and `hertz`.
double detuning(const std::vector<float>& sound, double hertz) {
    constexpr int kFarthest = 20;
    std::vector<double> strengths;
    for (int cents = -kFarthest; cents <= kFarthest; ++cents)
        strengths.push_back(strengthAt(sound, hertz * std::exp2(cents / 1200.0)));
    return static_cast<double>(std::ranges::max_element(strengths) - strengths.begin()) - kFarthest;
}

TEST(BuiltinSoundFont, IsSmallAndLoadsWithoutAWarning) {
    EXPECT_LT(builtinSoundFontBytes().size(), 3'000'000U);
    (void)FluidLog::take();
    const auto engine = SynthEngine::create(findSoundFonts({}, {}).back(), kRate);
    ASSERT_TRUE(engine);
    for (int program = 0; program < 128; ++program)
        (*engine)->sendRt(0, {0xc0, static_cast<std::uint8_t>(program), 0});
    EXPECT_EQ(FluidLog::take(), std::vector<std::string>{});
}

TEST(BuiltinSoundFont, EveryProgramSoundsOnEveryOctaveWithoutClipping) {
    for (int program = 0; program < 128; ++program)
        for (const int key : {24, 48, 60, 84, 108}) {
            const double peak = peakOf(played(0, program, key, 127, 0.15));
            EXPECT_GT(peak, 1e-3) << "program " << program << " key " << key;
            EXPECT_LT(peak, Limiter::kCeiling) << "program " << program << " key " << key;
        }
}

TEST(BuiltinSoundFont, PitchedProgramsAreInTune) {
    for (int program = 0; program <= kLastPitched; ++program) {
        auto sound = played(0, program, 69, 100, 1.3);
        sound.erase(sound.begin(), sound.begin() + 4'800); // the attack
        EXPECT_LE(std::abs(detuning(sound, 440.0)), 3.0) << "program " << program;
    }
}

TEST(BuiltinSoundFont, ProgramsAreAboutEquallyLoud) {
    std::vector<double> levels;
    for (int program = 0; program <= kLastPitched; ++program)
        levels.push_back(levelOf(played(0, program, 60, 90, 0.4)));
    std::vector<double> sorted = levels;
    std::ranges::sort(sorted);
    const double middle = sorted[sorted.size() / 2];
    for (std::size_t program = 0; program < levels.size(); ++program)
        EXPECT_NEAR(levels[program], middle, 8.0) << "program " << program;
}

TEST(BuiltinSoundFont, HarderNotesAreLouder) {
    for (int program = 0; program <= kLastPitched; program += 8) {
        const double soft = levelOf(played(0, program, 60, 40, 0.3));
        const double hard = levelOf(played(0, program, 60, 120, 0.3));
        EXPECT_GT(hard, soft + 9) << "program " << program;
    }
}

TEST(BuiltinSoundFont, TheDrumsOfGeneralMidiSoundAtOnce) {
    for (int key = 27; key <= 87; ++key) {
        const auto sound = played(kDrumChannel, 0, key, 110, 0.3);
        const double peak = peakOf(sound);
        EXPECT_GT(peak, 0.01) << key;
        EXPECT_LT(peak, Limiter::kCeiling) << key;
        const auto onset =
            std::ranges::find_if(sound, [peak](float x) { return std::abs(x) > 0.02 * peak; });
        EXPECT_LE(onset - sound.begin(), 64 + Limiter::kLatency) << key;
    }
}

TEST(BuiltinSoundFont, PluckedAndStruckProgramsBeginAtOnce) {
    for (const int program : {0, 1, 4, 6, 9, 12, 13, 16, 24, 25, 33, 45, 46, 80, 105, 115}) {
        const auto sound = played(0, program, 69, 110, 0.4);
        const double peak = peakOf(sound);
        const auto onset =
            std::ranges::find_if(sound, [peak](float x) { return std::abs(x) > 0.02 * peak; });
        EXPECT_LE(onset - sound.begin(), 64) << program;
    }
}

TEST(BuiltinSoundFont, SustainedProgramsSustainAndPluckedOnesDieAway) {
    for (const int program : {16, 19, 40, 48, 52, 56, 68, 73, 80, 88}) {
        auto sound = played(0, program, 60, 100, 4.0);
        const std::vector<float> late(sound.end() - 24'000, sound.end());
        const std::vector<float> early(sound.begin() + 24'000, sound.begin() + 48'000);
        EXPECT_NEAR(levelOf(late), levelOf(early), 3.0) << program;
    }
    for (const int program : {0, 6, 12, 24, 45}) {
        auto sound = played(0, program, 60, 100, 4.0);
        const std::vector<float> late(sound.end() - 24'000, sound.end());
        const std::vector<float> early(sound.begin(), sound.begin() + 24'000);
        EXPECT_LT(levelOf(late), levelOf(early) - 10) << program;
    }
}

/// The sample headers and points, read straight from the file.
TEST(BuiltinSoundFont, LoopsHaveNoSeam) {
    const auto bytes = builtinSoundFontBytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto u32 = [&bytes](std::size_t place) {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes.data() + place, sizeof value);
        return value;
    };
    const std::size_t points = text.find("smpl") + 8;
    const auto point = [&](std::size_t index) {
        std::int16_t value = 0;
        std::memcpy(&value, bytes.data() + points + 2 * index, sizeof value);
        return static_cast<int>(value);
    };
    const std::size_t headers = text.rfind("shdr");
    const std::size_t count = u32(headers + 4) / 46 - 1;
    EXPECT_GT(count, 100U);
    int loops = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t header = headers + 8 + 46 * i;
        const std::size_t start = u32(header + 20), loopStart = u32(header + 28),
                          loopEnd = u32(header + 32);
        if (loopEnd == loopStart)
            continue;
        ++loops;
        int steepest = 0;
        for (std::size_t p = std::max(loopStart, start + 1); p < loopEnd; ++p)
            steepest = std::max(steepest, std::abs(point(p) - point(p - 1)));
        EXPECT_LE(std::abs(point(loopStart) - point(loopEnd - 1)), steepest + 1) << &text[header];
        for (std::size_t p = 0; p < 8; ++p)
            EXPECT_LE(std::abs(point(loopEnd + p) - point(loopStart + p)), 1) << &text[header];
    }
    EXPECT_GT(loops, 80);
}

} // namespace
} // namespace leitmotif
