// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/midi_ports.h"

#include "tests/app/devices/jack_server.h"
#include "tests/core/playback/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leitmotif {
namespace {

TEST(MidiPorts, APortThatIsNotThereIsAnError) {
    Player player;
    const auto output = MidiOutput::open("Bagpipe of Theseus");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::MidiPortUnavailable);
    const auto input = MidiInput::open("Bagpipe of Theseus", player);
    ASSERT_FALSE(input);
    EXPECT_EQ(input.error().code, ErrorCode::MidiPortUnavailable);
}

std::vector<std::string> midiPorts(jack_client_t* client, unsigned long flags) {
    std::vector<std::string> names;
    const char** const found = jack_get_ports(client, "Leitmotif", JACK_DEFAULT_MIDI_TYPE, flags);
    for (const char** name = found; name && *name; ++name)
        names.emplace_back(*name);
    jack_free(found);
    return names;
}

/// Messages of the virtual output go through JACK into the virtual input and play the live
/// instrument of a second player.
TEST(MidiPorts, AVirtualOutputPlaysAVirtualInput) {
    const auto server = JackServer::start(48'000, 256);
    if (!server)
        GTEST_SKIP() << "no JACK server can be started here";
    Player player;
    auto input = MidiInput::open(kVirtualMidiPort, player);
    ASSERT_TRUE(input) << describe(input.error());
    auto output = MidiOutput::open(kVirtualMidiPort);
    ASSERT_TRUE(output) << describe(output.error());
    const JackClient client = jackClient("patchbay");
    ASSERT_TRUE(client);
    const auto sources = midiPorts(client.get(), JackPortIsOutput);
    const auto targets = midiPorts(client.get(), JackPortIsInput);
    if (sources.empty() || targets.empty())
        GTEST_SKIP() << "the virtual ports are those of ALSA here";
    ASSERT_EQ(jack_connect(client.get(), sources[0].c_str(), targets[0].c_str()), 0);

    Receiver receiver;
    const auto now = std::chrono::steady_clock::now();
    (*output)->sendRt(now, {0x90, 60, 100});
    (*output)->sendRt(now + std::chrono::milliseconds(20), {0x90, 64, 100});
    EXPECT_TRUE(eventually([&] {
        player.advanceRt(64, receiver);
        return receiver.soundingCount() == 2;
    }));
    EXPECT_EQ(receiver.sounding.begin()->first.first, kLivePort);
    (*output)->sendRt(now, {0x80, 60, 0});
    EXPECT_TRUE(eventually([&] {
        player.advanceRt(64, receiver);
        return receiver.soundingCount() == 1;
    }));
    // The one that still sounds ends with the port.
    output = MidiOutput::open("closes the one before");
    EXPECT_TRUE(eventually([&] {
        player.advanceRt(64, receiver);
        return receiver.soundingCount() == 0;
    }));
}

} // namespace
} // namespace leitmotif
