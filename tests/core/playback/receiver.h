// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/music/score.h"
#include "core/playback/note_sink.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace leitmotif {

/// Records messages with times from the start of the test: the test adds the lengths of the blocks.
class Recorder : public NoteSink {
  public:
    struct Entry {
        std::int64_t frame;
        ShortMessage message;

        bool operator==(const Entry&) const = default;
    };

    void sendRt(std::int64_t frame, ShortMessage message) noexcept override {
        entries.push_back({start + frame, message});
    }

    std::vector<Entry> entries;
    std::int64_t start = 0;
};

/// A receiver written straight from the MIDI specification, with maps, as an oracle for the state
/// that the player keeps.
class Receiver : public NoteSink {
  public:
    using Channel = std::pair<int, int>; // port, channel
    struct State {
        std::map<int, int> controllers;
        std::map<int, int> registered;
        std::pair<int, int> bank = {0, 0};
        int program = 0;
        int bend = 8192;
        int pressure = 0;

        bool operator==(const State&) const = default;
    };

    void sendRt(std::int64_t, ShortMessage message) noexcept override { receive(message); }

    void receive(const ShortMessage& message) {
        const Channel channel{message.port, message.channel()};
        const int key = message.data1;
        if (message.isNoteOn()) {
            ++starts;
            doubleStarts += sounding[channel][key]++ > 0 ? 1 : 0;
        } else if (message.isNoteOff()) {
            uselessEnds += sounding[channel][key] == 0 ? 1 : 0;
            sounding[channel][key] = 0;
        } else {
            change(states[channel], selections[channel], message);
        }
    }

    [[nodiscard]] int soundingCount() const {
        int count = 0;
        for (const auto& [channel, keys] : sounding)
            for (const auto& [key, number] : keys)
                count += number;
        return count;
    }
    [[nodiscard]] State state(int port, int channel) const {
        const auto found = states.find({port, channel});
        return found == states.end() ? State{} : found->second;
    }

    int starts = 0;
    int doubleStarts = 0;
    int uselessEnds = 0;
    std::map<Channel, std::map<int, int>> sounding;
    std::map<Channel, State> states;

  private:
    using Selection = std::optional<int>; // the registered parameter that data entry sets

    static int powerOn(int number) {
        const std::map<int, int> values = {{7, 100}, {8, 64}, {10, 64}, {11, 127}, {43, 127}};
        if (const auto found = values.find(number); found != values.end())
            return found->second;
        return number >= 70 && number < 80 ? 64 : 0;
    }
    static int powerOnParameter(int number) { return number == 0 ? 2 * 128 : 64 * 128; }

    static void set(std::map<int, int>& values, int number, int value, int usual) {
        if (value == usual)
            values.erase(number);
        else
            values[number] = value;
    }

    void change(State& state, Selection& selection, const ShortMessage& message) {
        switch (message.kind()) {
        case 0xc0:
            state.program = message.data1;
            state.bank = pendingBank[{message.port, message.channel()}];
            break;
        case 0xd0:
            state.pressure = message.data1;
            break;
        case 0xe0:
            state.bend = message.data1 + 128 * message.data2;
            break;
        case 0xb0:
            control(state, selection, message);
            break;
        default:
            break;
        }
    }

    void control(State& state, Selection& selection, const ShortMessage& message) {
        const int number = message.data1;
        const int value = message.data2;
        auto& bank = pendingBank[{message.port, message.channel()}];
        if (number == 0)
            bank.first = value;
        else if (number == 32)
            bank.second = value;
        else if (number == 101)
            selection = value == 0 ? selection.value_or(127) % 128 : 127;
        else if (number == 100)
            selection = value;
        else if (number == 98 || number == 99)
            selection.reset();
        else if (number == 6 && selection && *selection < 3)
            set(state.registered, *selection, value * 128 + parameter(state, *selection) % 128,
                powerOnParameter(*selection));
        else if (number == 38 && selection && *selection < 3)
            set(state.registered, *selection, parameter(state, *selection) / 128 * 128 + value,
                powerOnParameter(*selection));
        else if (number != 6 && number != 38 && number < 96)
            set(state.controllers, number, value, powerOn(number));
    }

    static int parameter(const State& state, int number) {
        const auto found = state.registered.find(number);
        return found == state.registered.end() ? powerOnParameter(number) : found->second;
    }

    std::map<Channel, Selection> selections;
    std::map<Channel, std::pair<int, int>> pendingBank;
};

/// Notes, programs, controllers, bends, parameters, tempo changes on a few tracks and channels,
/// with overlaps on the same key and notes of length 0.
inline Score randomScore(Random& random, int tracks = 3, int notesPerTrack = 60,
                         std::int64_t ticks = 4'000) {
    const auto below = [&random](std::uint64_t bound) { return random.below(bound); };
    const auto byte = [&random](std::uint64_t bound) {
        return static_cast<std::uint8_t>(random.below(bound));
    };
    Score score;
    for (int t = 0; t < tracks; ++t) {
        std::vector<Note> notes;
        std::vector<Event> events;
        for (int i = 0; i < notesPerTrack; ++i) {
            Note note;
            note.onset = {static_cast<std::int64_t>(below(static_cast<std::uint64_t>(ticks)))};
            note.length = {static_cast<std::int64_t>(below(900))};
            note.pitch = {static_cast<std::uint8_t>(60 + below(8))};
            note.velocity = {static_cast<std::uint8_t>(1 + below(127))};
            note.channel = byte(3);
            notes.push_back(note);
        }
        for (int i = 0; i < 40; ++i) {
            const Tick tick{static_cast<std::int64_t>(below(static_cast<std::uint64_t>(ticks)))};
            const std::uint8_t channel = byte(3);
            constexpr std::uint8_t kNumbers[] = {0, 1, 7, 10, 11, 32, 64, 74, 91, 93};
            switch (below(5)) {
            case 0:
                events.push_back(programChange(tick, channel, byte(128)));
                break;
            case 1: {
                Event bend = controllerEvent(tick, channel, byte(128), byte(128));
                bend.status = static_cast<std::uint8_t>(0xe0U | channel);
                events.push_back(bend);
                break;
            }
            case 2: // the range of the bend
                events.push_back(controllerEvent(tick, channel, 101, 0));
                events.push_back(controllerEvent(tick, channel, 100, byte(3)));
                events.push_back(controllerEvent(tick, channel, 6, byte(128)));
                break;
            case 3:
                events.push_back(
                    tempoEvent(tick, 200'000 + static_cast<std::uint32_t>(below(600'000))));
                break;
            default:
                events.push_back(controllerEvent(tick, channel, kNumbers[below(10)], byte(128)));
            }
        }
        score.tracks.push_back(std::make_shared<const Track>(notes, events));
    }
    return score;
}

} // namespace leitmotif
