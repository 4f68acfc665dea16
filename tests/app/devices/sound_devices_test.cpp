// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/sound_devices.h"

#include "tests/app/devices/jack_server.h"
#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>

namespace leitmotif {
namespace {

/// Counts the frames that it is asked for.
class SilentSource : public AudioSource {
  public:
    void renderRt(std::span<float> left, std::span<float> right) noexcept override {
        std::ranges::fill(left, 0.0F);
        std::ranges::fill(right, 0.0F);
        frames += left.size();
    }
    std::atomic<std::size_t> frames = 0;
};

const DeviceWish kAll = {"jack", kVirtualMidiPort, kVirtualMidiPort};

class SoundDevicesTest : public ::testing::Test {
  protected:
    void SetUp() override {
        // The virtual ports are ALSA's where that has a sequencer.
        if (std::ifstream("/dev/snd/seq"))
            GTEST_SKIP() << "the virtual ports are those of ALSA here";
        m_server = JackServer::start(44'100, 256);
        if (!m_server)
            GTEST_SKIP() << "no JACK server can be started here";
    }

    /// Pursues at a later time, so that all tries are due.
    DeviceState pursue(const DeviceWish& wish = kAll) {
        m_now += std::chrono::seconds(10);
        return m_devices.pursue(wish, m_now);
    }

    void expectAll(const DeviceState& state) {
        EXPECT_EQ(state.audioDriver, "jack");
        EXPECT_EQ(state.sampleRate, 44'100.0);
        EXPECT_NE(state.midiOutput, nullptr);
        EXPECT_TRUE(state.hasMidiInput);
        EXPECT_FALSE(state.audioProblem || state.midiOutputProblem || state.midiInputProblem);
        const std::size_t before = m_source.frames;
        EXPECT_TRUE(eventually([&] { return m_source.frames > before + 4 * 256; }));
        EXPECT_EQ(ownPorts(), (std::vector<std::string>{"Leitmotif:MIDI in", "Leitmotif:MIDI out",
                                                        "Leitmotif:left", "Leitmotif:right"}));
    }

    void expectNone(const DeviceState& state) {
        EXPECT_EQ(state.audioDriver, "none");
        EXPECT_EQ(state.midiOutput, nullptr);
        EXPECT_FALSE(state.hasMidiInput);
        EXPECT_TRUE(state.audioProblem && state.midiOutputProblem && state.midiInputProblem);
        const std::size_t before = m_source.frames;
        EXPECT_TRUE(eventually([&] { return m_source.frames > before + 4'800; })); // by the clock
    }

    [[nodiscard]] std::vector<std::string> ownPorts() const {
        std::vector<std::string> names = m_server->ports();
        std::erase_if(names, [](const std::string& name) { return name.find("Leitmotif") != 0; });
        std::ranges::sort(names);
        return names;
    }

    int sounding() {
        m_player.advanceRt(64, m_receiver);
        return m_receiver.soundingCount();
    }

    std::unique_ptr<JackServer> m_server;
    SilentSource m_source;
    Player m_player;
    Receiver m_receiver;
    SoundDevices m_devices{m_source, m_player};
    SoundDevices::Clock::time_point m_now = SoundDevices::Clock::now();
};

TEST_F(SoundDevicesTest, AllComesBackWithTheServerUnderTheSameNames) {
    expectAll(pursue());
    for (int round = 0; round < 4; ++round) {
        SCOPED_TRACE(round);
        // A key that is held: what goes out comes in, and must end with the server.
        ASSERT_TRUE(m_server->connect("Leitmotif:MIDI out", "Leitmotif:MIDI in"));
        const auto output = pursue().midiOutput;
        ASSERT_NE(output, nullptr);
        output->sendRt(std::chrono::steady_clock::now(), {0x90, 60, 100});
        ASSERT_TRUE(eventually([&] { return sounding() == 1; }));

        if (round % 2 == 0)
            m_server->kill();
        else
            m_server->stop();
        // The first call finds a lost server; meanwhile more messages are sent than the queue
        // holds.
        if (round / 2 == 0)
            (void)MidiOutput::ports();
        for (std::uint8_t key = 0; key < 100; ++key)
            for (int i = 0; i < 100; ++i)
                output->sendRt(std::chrono::steady_clock::now(), {0x90, key, 100});
        DeviceState state = pursue();
        EXPECT_TRUE(eventually([&] {
            state = pursue();
            return state.audioDriver == "none" && !state.midiOutput && !state.hasMidiInput;
        }));
        expectNone(state);
        output->sendRt(std::chrono::steady_clock::now(), {0x90, 61, 100}); // swallowed
        EXPECT_EQ(sounding(), 0);

        ASSERT_TRUE(m_server->restart());
        expectAll(pursue());
    }
}

TEST_F(SoundDevicesTest, AServerThatStartsLaterIsFound) {
    m_server->stop();
    expectNone(pursue());
    ASSERT_TRUE(m_server->restart());
    expectAll(pursue());
}

TEST_F(SoundDevicesTest, WhatIsNotThereIsTriedAtLongerAndLongerIntervals) {
    m_server->stop();
    const auto begin = m_now + std::chrono::seconds(10);
    expectNone(pursue());
    ASSERT_TRUE(m_server->restart());
    // One second after the first try, not before.
    EXPECT_EQ(m_devices.pursue(kAll, begin + std::chrono::milliseconds(900)).audioDriver, "none");
    EXPECT_EQ(m_devices.pursue(kAll, begin + std::chrono::milliseconds(1'000)).audioDriver, "jack");
    // A new wish is tried at once.
    m_server->stop();
    ASSERT_TRUE(eventually([&] { return pursue().audioDriver == "none"; }));
    ASSERT_TRUE(m_server->restart());
    (void)m_devices.pursue({}, m_now);
    EXPECT_EQ(m_devices.pursue(kAll, m_now).audioDriver, "jack");
}

TEST_F(SoundDevicesTest, WhatIsNotWantedIsLetGo) {
    expectAll(pursue());
    const DeviceState state = pursue({"none", "", kVirtualMidiPort});
    EXPECT_EQ(state.audioDriver, "none");
    EXPECT_FALSE(state.audioProblem);
    EXPECT_EQ(state.midiOutput, nullptr);
    EXPECT_TRUE(state.hasMidiInput);
    EXPECT_EQ(ownPorts(), std::vector<std::string>{"Leitmotif:MIDI in"});
    expectAll(pursue());
}

TEST_F(SoundDevicesTest, APortOfAnotherProgramIsConnectedAgainWhenItReturns) {
    const std::string from = "keyboard:out";
    const std::string to = "Leitmotif:MIDI in";
    const DeviceWish wish{"none", "", from};
    const auto start = [&] {
        auto player = m_server->startPlayer("keyboard");
        EXPECT_TRUE(eventually([&] { return m_server->hasPort(from); }));
        return player;
    };
    const auto comes = [&] {
        return eventually(
            [&] { return pursue(wish).hasMidiInput && m_server->areConnected(from, to); });
    };
    auto player = start();
    EXPECT_TRUE(comes());
    EXPECT_TRUE(eventually([&] { return sounding() > 0; }));
    // Away and back between two looks.
    player.reset();
    ASSERT_TRUE(eventually([&] { return !m_server->hasPort(from); }));
    player = start();
    EXPECT_TRUE(comes());
    // Away for longer.
    player.reset();
    EXPECT_TRUE(eventually([&] { return !pursue(wish).hasMidiInput; }));
    EXPECT_EQ(sounding(), 0);
    player = start();
    EXPECT_TRUE(comes());
    // Manual disconnections stay.
    ASSERT_TRUE(m_server->disconnect(from, to));
    EXPECT_TRUE(eventually([&] { return !m_server->areConnected(from, to); }));
    EXPECT_TRUE(pursue(wish).hasMidiInput);
    EXPECT_FALSE(m_server->areConnected(from, to));
}

TEST_F(SoundDevicesTest, SoundHasThePriorityThatItTells) {
    expectAll(pursue());
    ASSERT_TRUE(eventually([&] { return pursue().priority.has_value(); }));
    const ThreadPriority told = *pursue().priority;
    // JACK's thread has at least the priority that a thread of the program can get.
    ThreadPriority mine;
    std::thread([&] { mine = raiseThread(); }).join();
    EXPECT_EQ(told.isRealtime, mine.isRealtime);
    EXPECT_LE(mine.isRealtime ? mine.level : told.level, mine.isRealtime ? told.level : mine.level);
}

} // namespace
} // namespace leitmotif
