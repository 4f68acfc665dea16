// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/audio_file.h"

#include "core/base/files.h"
#include "tests/app/devices/score_builder.h"

#include <gtest/gtest.h>
#include <sndfile.h>

#include <cmath>
#include <csignal>

#include <sys/resource.h>

namespace leitmotif {
namespace {

namespace fs = std::filesystem;

struct Recording {
    SF_INFO info{};
    std::vector<float> left;
};

Recording readBack(const fs::path& path) {
    Recording recording;
    SNDFILE* const file = sf_open(path.c_str(), SFM_READ, &recording.info);
    EXPECT_NE(file, nullptr) << path;
    if (!file)
        return recording;
    std::vector<float> frame(static_cast<std::size_t>(recording.info.channels));
    while (sf_readf_float(file, frame.data(), 1) == 1)
        recording.left.push_back(frame[0]);
    sf_close(file);
    return recording;
}

class AudioFile : public ::testing::Test {
  protected:
    void SetUp() override {
        m_folder = fs::path(::testing::TempDir()) /
                   ("audio-" +
                    std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    void TearDown() override { fs::remove_all(m_folder); }
    [[nodiscard]] std::size_t filesInFolder() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()));
    }

    fs::path m_folder;
};

TEST_F(AudioFile, HoldsTheNotesWhereTheyBelong) {
    const std::vector<std::int64_t> ticks = {0, 481, 903, 1'500, 2'477};
    for (const char* name : {"take.wav", "take.FLAC", "take.ogg"}) {
        const fs::path path = m_folder / name;
        ASSERT_TRUE(renderAudioFile(strokes(ticks), path)) << name;
        const Recording recording = readBack(path);
        EXPECT_EQ(recording.info.samplerate, 44'100);
        EXPECT_EQ(recording.info.channels, 2);
        float peak = 0;
        for (const float x : recording.left)
            peak = std::max(peak, std::abs(x));
        EXPECT_GT(peak, 0.02F) << name;
        EXPECT_LE(peak, 1.0F);
        const auto onsets = onsetsOf(recording.left, 0.1F * peak, 4'000);
        ASSERT_EQ(onsets.size(), ticks.size()) << name;
        for (std::size_t i = 0; i < ticks.size(); ++i)
            EXPECT_LE(
                std::abs(onsets[i] - std::llround(static_cast<double>(ticks[i]) / 960 * 44'100)),
                64)
                << name << ' ' << i;
        const double seconds = static_cast<double>(recording.left.size()) / 44'100;
        EXPECT_GT(seconds, 2.6);
        EXPECT_LT(seconds, 2.6 + 4.2);
    }
}

TEST_F(AudioFile, IsTheSameEveryTime) {
    ASSERT_TRUE(renderAudioFile(strokes({0, 300, 500}, 60, 0, 200), m_folder / "a.wav"));
    ASSERT_TRUE(renderAudioFile(strokes({0, 300, 500}, 60, 0, 200), m_folder / "b.wav"));
    EXPECT_TRUE(*readFile(m_folder / "a.wav") == *readFile(m_folder / "b.wav"));
}

TEST_F(AudioFile, FollowsTempoAndSampleRate) {
    RenderOptions options;
    options.plan = {.sampleRate = 48'000, .tempoFactor = 2.0};
    ASSERT_TRUE(renderAudioFile(strokes({0, 960}), m_folder / "a.wav", options));
    const Recording recording = readBack(m_folder / "a.wav");
    EXPECT_EQ(recording.info.samplerate, 48'000);
    const auto onsets = onsetsOf(recording.left, 0.02F, 4'000);
    ASSERT_EQ(onsets.size(), 2U);
    EXPECT_NEAR(static_cast<double>(onsets[1] - onsets[0]), 24'000, 64);
}

TEST_F(AudioFile, AnEmptyScoreIsAShortSilence) {
    ASSERT_TRUE(renderAudioFile(emptyScore(), m_folder / "a.wav"));
    EXPECT_LT(readBack(m_folder / "a.wav").left.size(), 44'100U);
}

TEST_F(AudioFile, RefusesNamesThatSayNoFormat) {
    EXPECT_EQ(renderAudioFile(strokes({0}), m_folder / "a.mp3").error().code,
              ErrorCode::UnknownEnding);
    EXPECT_EQ(filesInFolder(), 0U);
    EXPECT_EQ(renderAudioFile(strokes({0}), m_folder / "none" / "a.wav").error().code,
              ErrorCode::RenderFailed);
}

TEST_F(AudioFile, StoppedItLeavesNothingBehind) {
    std::stop_source stop;
    RenderOptions options;
    options.stop = stop.get_token();
    double share = 0;
    options.progress = [&](double done) {
        EXPECT_GE(done, share);
        share = done;
        if (done > 0.5)
            stop.request_stop();
    };
    const auto result = renderAudioFile(strokes({0, 480, 960}), m_folder / "a.wav", options);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::RenderCancelled);
    EXPECT_LT(share, 0.9);
    EXPECT_EQ(filesInFolder(), 0U);
}

/// A limit on the size of files stands for a full disk.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit m_before{};
    void (*m_handler)(int);
};

TEST_F(AudioFile, AFullDiskKeepsTheOldFile) {
    for (const char* name : {"a.wav", "a.flac", "a.ogg"}) {
        const fs::path path = m_folder / name;
        ASSERT_TRUE(renderAudioFile(strokes({0}), path));
        const auto before = *readFile(path);
        for (const rlim_t room : {2'000U, 6'000U}) {
            Result<void> result;
            {
                const FullDisk full(room);
                result = renderAudioFile(strokes({0, 480, 960, 1'440}), path);
            }
            ASSERT_FALSE(result) << name;
            EXPECT_EQ(result.error().code, ErrorCode::RenderFailed);
        }
        EXPECT_TRUE(*readFile(path) == before) << name;
    }
    EXPECT_EQ(filesInFolder(), 3U);
}

} // namespace
} // namespace leitmotif
