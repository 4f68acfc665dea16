// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/audio_output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace leitmotif {
namespace {

/// Counts frames and lets a test wait for them.
class CountingSource : public AudioSource {
  public:
    void renderRt(std::span<float> left, std::span<float>) noexcept override {
        const std::lock_guard lock(m_mutex); // a test's source may
        m_frames += left.size();
        m_changed.notify_all();
    }
    [[nodiscard]] bool waitFor(std::size_t more) {
        std::unique_lock lock(m_mutex);
        const std::size_t wanted = m_frames + more;
        return m_changed.wait_for(lock, std::chrono::seconds(20),
                                  [&] { return m_frames >= wanted; });
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_frames = 0;
};

TEST(AudioOutput, AClockKeepsTimeWithoutADevice) {
    CountingSource source;
    AudioOutput output(source);
    EXPECT_EQ(output.driver(), "none");
    EXPECT_EQ(output.sampleRate(), 48'000.0);
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(source.waitFor(24'000));
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    EXPECT_GT(passed.count(), 0.45); // never faster than real time
}

TEST(AudioOutput, ListsDriversThatCanBeChosen) {
    const auto drivers = AudioOutput::drivers();
    EXPECT_EQ(std::ranges::find(drivers, "file"), drivers.end());
    EXPECT_EQ(std::ranges::find(drivers, "sdl2"), drivers.end());
    const auto jack = std::ranges::find(drivers, "jack");
    const auto alsa = std::ranges::find(drivers, "alsa");
    if (jack != drivers.end() && alsa != drivers.end()) {
        EXPECT_LT(jack, alsa);
    }
}

TEST(AudioOutput, AnErrorSaysWhyAndTheClockGoesOn) {
    CountingSource source;
    AudioOutput output(source);
    const auto opened = output.open("theremin");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::AudioUnavailable);
    EXPECT_NE(describe(opened.error()).find("theremin"), std::string::npos);
    EXPECT_EQ(output.driver(), "none");
    EXPECT_TRUE(source.waitFor(4'800));
    EXPECT_TRUE(output.open("none"));
    EXPECT_TRUE(source.waitFor(4'800));
}

} // namespace
} // namespace leitmotif
