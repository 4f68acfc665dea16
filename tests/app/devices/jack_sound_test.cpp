// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/audio_output.h"
#include "app/devices/sound_chain.h"
#include "tests/app/devices/jack_server.h"
#include "tests/app/devices/score_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>

namespace leitmotif {
namespace {

/// A JACK client that records its first seconds of input.
class Recorder {
  public:
    Recorder(std::size_t frames) : m_sound(frames), m_client(jackClient("recorder")) {
        m_port =
            jack_port_register(m_client.get(), "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        jack_set_process_callback(m_client.get(), process, this);
        jack_set_xrun_callback(m_client.get(), miss, this);
        jack_activate(m_client.get());
    }
    /// True once the program's left channel is connected.
    [[nodiscard]] bool connect() const {
        return jack_connect(m_client.get(), "Leitmotif:left", jack_port_name(m_port)) == 0;
    }
    [[nodiscard]] bool isFull() const { return m_count == m_sound.size(); }
    /// The server or a client was late for a period, so that frames are missing.
    [[nodiscard]] bool hasMissed() const { return m_hasMissed; }
    [[nodiscard]] const std::vector<float>& sound() const { return m_sound; }

  private:
    static int process(jack_nframes_t frames, void* data) {
        auto& self = *static_cast<Recorder*>(data);
        const auto now = jack_last_frame_time(self.m_client.get());
        if (self.m_next && now != *self.m_next)
            self.m_hasMissed = true;
        self.m_next = now + frames;
        const auto* const in = static_cast<const float*>(jack_port_get_buffer(self.m_port, frames));
        const std::size_t count = std::min<std::size_t>(frames, self.m_sound.size() - self.m_count);
        std::copy_n(in, count,
                    self.m_sound.begin() + static_cast<std::ptrdiff_t>(self.m_count.load()));
        self.m_count += count;
        return 0;
    }

    static int miss(void* data) {
        static_cast<Recorder*>(data)->m_hasMissed = true;
        return 0;
    }

    std::vector<float> m_sound;
    std::atomic<std::size_t> m_count = 0;
    std::atomic<bool> m_hasMissed = false;
    std::optional<jack_nframes_t> m_next; ///< when the next period begins
    jack_port_t* m_port = nullptr;
    JackClient m_client; // closed first: then the callback has ended
};

class JackServerTest : public ::testing::Test {
  protected:
    void start(int rate) {
        m_server = JackServer::start(rate, 256);
        if (!m_server)
            GTEST_SKIP() << "no JACK server can be started here";
    }
    std::unique_ptr<JackServer> m_server;
};

class JackSound : public JackServerTest, public ::testing::WithParamInterface<int> {};

/// Records two seconds of strokes at `ticks` through another client; nothing if a period was
/// missed. The caller checks for fatal failures.
void record(int rate, const std::vector<std::int64_t>& ticks,
            std::optional<std::vector<float>>& sound) {
    Player player;
    SoundChain chain(player);
    AudioOutput output(chain);
    ASSERT_TRUE(output.open("jack"));
    EXPECT_EQ(output.driver(), "jack");
    ASSERT_EQ(output.sampleRate(), static_cast<double>(rate));
    auto engine = SynthEngine::create(findSoundFonts({}, {}).back(), output.sampleRate());
    ASSERT_TRUE(engine);
    chain.setReceivers({.synth = std::move(*engine), .sampleRate = output.sampleRate()});
    player.setPlan(std::make_unique<const PlaybackPlan>(
        strokes(ticks), PlanOptions{.sampleRate = output.sampleRate()}));
    Recorder recorder(static_cast<std::size_t>(rate) * 2);
    ASSERT_TRUE(eventually([&] { return recorder.connect(); }));
    player.play();
    ASSERT_TRUE(eventually([&] { return recorder.isFull(); }));
    const bool isWhole = !recorder.hasMissed() && output.lateBlocks() == 0;
    ASSERT_TRUE(output.open("none"));
    if (isWhole)
        sound = recorder.sound();
}

TEST_P(JackSound, NotesArriveOnTheirFramesAtTheServersRate) {
    constexpr int kMostTries = 10; // a busy machine misses a period at times
    const int rate = GetParam();
    start(rate);
    if (!m_server)
        return;
    const std::vector<std::int64_t> ticks = {0, 211, 480, 777, 1'111, 1'500};
    std::optional<std::vector<float>> sound;
    for (int i = 0; i < kMostTries && !sound; ++i)
        ASSERT_NO_FATAL_FAILURE(record(rate, ticks, sound));
    if (!sound)
        GTEST_SKIP() << "this machine is too busy to play in real time";

    float peak = 0;
    for (const float x : *sound)
        peak = std::max(peak, std::abs(x));
    ASSERT_GT(peak, 0.02F);
    const auto onsets = onsetsOf(*sound, 0.1F * peak, rate / 20);
    ASSERT_EQ(onsets.size(), ticks.size());
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const auto expected = std::llround(static_cast<double>(ticks[i]) / 960.0 * rate);
        EXPECT_LE(std::abs(onsets[i] - onsets[0] - expected), 64) << i;
    }
}
INSTANTIATE_TEST_SUITE_P(Rates, JackSound, ::testing::Values(48'000, 44'100));

TEST_F(JackServerTest, AServerThatDiesIsNoticedAndTheClockGoesOn) {
    start(48'000);
    if (!m_server)
        return;
    Player player;
    SoundChain chain(player);
    AudioOutput output(chain);
    ASSERT_TRUE(output.open("jack"));
    EXPECT_FALSE(output.isLost());
    player.setPlan(std::make_unique<const PlaybackPlan>(strokes({0, 480, 96'000}), PlanOptions{}));
    player.play();
    ASSERT_TRUE(eventually([&] { return player.position() > 20; }));
    m_server->kill();
    ASSERT_TRUE(eventually([&] { return output.isLost(); }));
    const double before = player.position();
    EXPECT_TRUE(eventually([&] { return player.position() > before + 200; }));
    const auto again = output.open("jack");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AudioUnavailable);
    EXPECT_FALSE(output.isLost());
    const double after = player.position();
    EXPECT_TRUE(eventually([&] { return player.position() > after + 200; }));
}

} // namespace
} // namespace leitmotif
