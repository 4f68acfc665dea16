// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/midi_ports.h"

#include "app/base/thread_priority.h"
#include "app/devices/quiet_libraries.h"
#include "app/devices/sounding_keys.h"

#include <readerwriterqueue/readerwritercircularbuffer.h>
#include <rtmidi/RtMidi.h>
#ifdef LEITMOTIF_HAS_JACK
#include "app/devices/jack_midi.h"
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>

#include <unistd.h>

namespace leitmotif {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kClientName = "Leitmotif";
constexpr const char* kOutputName = "MIDI out"; // as jack_midi's
constexpr const char* kInputName = "MIDI in";

void ignoreWarning(RtMidiError::Type /*type*/, const std::string& /*text*/, void* /*data*/) {}

bool hasVirtualPorts(RtMidi::Api api) {
    return api == RtMidi::LINUX_ALSA || api == RtMidi::UNIX_JACK || api == RtMidi::MACOSX_CORE;
}

/// Removes the numbers that ALSA appends to a name, " 28:0": they differ after a restart of the
/// machine.
std::string withoutNumbers(const std::string& name) {
    const auto isNumberPart = [](char c) {
        return c == ':' || std::isdigit(static_cast<unsigned char>(c));
    };
    const auto space = name.find_last_of(' ');
    if (space == std::string::npos || space + 1 == name.size() ||
        name.find(':', space) == std::string::npos)
        return name;
    return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(space) + 1, name.end(),
                       isNumberPart)
               ? name.substr(0, space)
               : name;
}

/// A port of RtMidi with its displayed name.
struct Port {
    std::string name;
    RtMidi::Api api;
    unsigned number;
};

/// Connects to one of the system's MIDI services; nothing if it does not run.
template <class Midi>
std::unique_ptr<Midi> connection(RtMidi::Api api) {
    try {
        auto midi = std::make_unique<Midi>(api, kClientName);
        // Without a callback it throws errors and prints warnings; with one it does neither.
        midi->setErrorCallback(ignoreWarning);
        return midi;
    } catch (const RtMidiError&) {
        return nullptr;
    }
}

/// True if a service runs; else RtMidi would write to standard error. RtMidi does not survive the
/// end of a JACK server, so jack_midi.h handles JACK's ports.
bool runs(RtMidi::Api api) {
    if (api == RtMidi::LINUX_ALSA)
        return ::access("/dev/snd/seq", R_OK | W_OK) == 0;
    return api != RtMidi::UNIX_JACK && api != RtMidi::RTMIDI_DUMMY;
}

std::vector<RtMidi::Api> services() {
    quietLibraries();
    std::vector<RtMidi::Api> apis;
    RtMidi::getCompiledApi(apis);
    std::erase_if(apis, [](RtMidi::Api api) { return !runs(api); });
    return apis;
}

/// All ports except the program's own. Names that occur twice keep their numbers.
template <class Midi>
std::vector<Port> listPorts() {
    std::vector<Port> ports;
    for (const RtMidi::Api api : services()) {
        const auto midi = connection<Midi>(api);
        for (unsigned i = 0; midi && i < midi->getPortCount(); ++i)
            if (const std::string name = midi->getPortName(i); !name.starts_with(kClientName))
                ports.push_back({name, api, i});
    }
    std::vector<Port> shown = ports;
    for (Port& port : shown) {
        const std::string name = withoutNumbers(port.name);
        const auto same = std::ranges::count_if(
            ports, [&](const Port& other) { return withoutNumbers(other.name) == name; });
        if (same == 1)
            port.name = name;
    }
    return shown;
}

/// `listJack` adds JACK's ports and returns whether there is a server.
template <class Midi>
std::vector<std::string> portNames(bool (*listJack)(std::vector<std::string>&)) {
    std::vector<std::string> names;
    for (const Port& port : listPorts<Midi>())
        names.push_back(port.name);
    const bool hasJack = listJack(names);
    const auto apis = services();
    if (hasJack || std::ranges::any_of(apis, hasVirtualPorts))
        names.emplace_back(kVirtualMidiPort);
    return names;
}

#ifndef LEITMOTIF_HAS_JACK
namespace jack_midi {
bool listOutputs(std::vector<std::string>&) {
    return false;
}
bool listInputs(std::vector<std::string>&) {
    return false;
}
std::shared_ptr<MidiOutput> openOutput(const std::string&) {
    return nullptr;
}
std::unique_ptr<MidiInput> openInput(const std::string&, Player&) {
    return nullptr;
}
} // namespace jack_midi
#endif

Error unavailable(const std::string& port, const std::string& detail) {
    return {ErrorCode::MidiPortUnavailable, {port, detail}};
}

/// A connection with its port open, or the error. `prepare(Midi&)` is called before its thread
/// runs.
template <class Midi, class Prepare>
Result<std::shared_ptr<Midi>> opened(const std::string& name, const char* ownPort,
                                     Prepare prepare) {
    if (name == kVirtualMidiPort) {
        for (const RtMidi::Api api : services()) {
            std::shared_ptr<Midi> midi = hasVirtualPorts(api) ? connection<Midi>(api) : nullptr;
            if (!midi)
                continue;
            prepare(*midi);
            midi->openVirtualPort(ownPort);
            // RtMidi does not report whether the service exists; a list of ports with our own
            // proves it.
            const auto others = connection<
                std::conditional_t<std::is_same_v<Midi, RtMidiOut>, RtMidiIn, RtMidiOut>>(api);
            for (unsigned i = 0; others && i < others->getPortCount(); ++i)
                if (others->getPortName(i).starts_with(kClientName))
                    return midi;
        }
        return unavailable(name, "no MIDI service runs here that has virtual ports");
    }
    for (const Port& port : listPorts<Midi>()) {
        if (port.name != name)
            continue;
        std::shared_ptr<Midi> midi = connection<Midi>(port.api);
        if (!midi)
            break;
        prepare(*midi);
        midi->openPort(port.number, ownPort);
        if (midi->isPortOpen())
            return midi;
        return unavailable(name, "it is in use by another program");
    }
    return unavailable(name, "there is no such port now");
}

/// Runs `work`, catching RtMidi's exceptions.
template <class Value, class Work>
Result<Value> guarded(const std::string& port, Work work) {
    try {
        return work();
    } catch (const RtMidiError& error) {
        return unavailable(port, error.getMessage());
    }
}

} // namespace

/// Sends on a thread of its own, the only one that uses RtMidi after opening.
class PortOutput : public MidiOutput {
  public:
    PortOutput(std::string name, std::shared_ptr<RtMidiOut> port)
        : m_name(std::move(name)),
          m_port(std::move(port)),
          m_thread([this](const std::stop_token& stop) { run(stop); }) {}

    void sendRt(Clock::time_point due, ShortMessage message) noexcept override {
        // Full only after thousands of unsent messages: the port is gone, so losing one does no
        // harm.
        if (isForMidiPort(message)) [[maybe_unused]]
            const bool taken = m_queue.try_enqueue({due, message});
    }

    [[nodiscard]] bool isAlive() override {
        if (m_failed)
            return false;
        const auto now = ports();
        return std::ranges::find(now, m_name) != now.end();
    }

    void close() override {
        m_thread = {}; // stops and joins it
        m_port.reset();
    }

  private:
    struct Item {
        Clock::time_point due;
        ShortMessage message;
    };
    static constexpr std::size_t kQueueSize = 4'096;

    void run(const std::stop_token& stop) {
        (void)raiseThread();
        Item item;
        while (!stop.stop_requested()) {
            if (!m_queue.wait_dequeue_timed(item, std::chrono::milliseconds(20)))
                continue;
            waitUntil(item.due, stop);
            send(item.message);
        }
        while (m_queue.try_dequeue(item)) // the ends of notes, above all
            if (!item.message.isNoteOn())
                send(item.message);
        SoundingKeys keys = m_keys; // a copy, as sending changes it
        keys.end([this](ShortMessage message) { send(message); });
    }

    void waitUntil(Clock::time_point due, const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        m_stopped.wait_until(lock, stop, due, [] { return false; });
    }

    void send(const ShortMessage& message) {
        if (m_failed)
            return;
        m_keys.note(message);
        const WireBytes wire(message);
        try {
            m_port->sendMessage(wire.bytes.data(), wire.size);
        } catch (const RtMidiError&) {
            m_failed = true;
        }
    }

    const std::string m_name;
    std::shared_ptr<RtMidiOut> m_port; // the thread's
    moodycamel::BlockingReaderWriterCircularBuffer<Item> m_queue{kQueueSize};
    SoundingKeys m_keys; // the thread's
    std::atomic<bool> m_failed{false};
    std::mutex m_mutex; // only for waiting
    std::condition_variable_any m_stopped;
    std::jthread m_thread; // the last member: it ends before the others are destroyed
};

/// Passes short messages from RtMidi's thread to the player.
class PortInput : public MidiInput {
  public:
    PortInput(std::string name, Player& player) : m_name(std::move(name)), m_keys(player) {}

    /// Errors: MidiPortUnavailable.
    Result<void> open() {
        // RtMidi's thread reads the callback without a lock, so it is set before the thread runs.
        auto port = opened<RtMidiIn>(m_name, kInputName,
                                     [this](RtMidiIn& midi) { midi.setCallback(receive, this); });
        if (!port)
            return port.error();
        m_port = std::move(*port);
        return {};
    }

    [[nodiscard]] bool isAlive() override {
        const auto now = ports();
        return std::ranges::find(now, m_name) != now.end();
    }

  private:
    static void receive(double /*delta*/, std::vector<unsigned char>* bytes, void* data) {
        if (bytes)
            static_cast<PortInput*>(data)->m_keys.play(*bytes);
    }

    const std::string m_name;
    LiveKeys m_keys;
    // The last member: it is destroyed first and waits for RtMidi's thread, which may use the
    // callback until then.
    std::shared_ptr<RtMidiIn> m_port;
};

std::vector<std::string> MidiOutput::ports() {
    return guarded<std::vector<std::string>>(
               "", [] { return portNames<RtMidiOut>(jack_midi::listOutputs); })
        .value_or({});
}

Result<std::shared_ptr<MidiOutput>> MidiOutput::open(const std::string& port) {
    return guarded<std::shared_ptr<MidiOutput>>(port, [&]() -> Result<std::shared_ptr<MidiOutput>> {
        auto midi = opened<RtMidiOut>(port, kOutputName, [](RtMidiOut& /*nothing*/) {});
        if (!midi) {
            if (auto jack = jack_midi::openOutput(port))
                return jack;
            return midi.error();
        }
        return std::shared_ptr<MidiOutput>(std::make_shared<PortOutput>(port, std::move(*midi)));
    });
}

std::vector<std::string> MidiInput::ports() {
    return guarded<std::vector<std::string>>(
               "", [] { return portNames<RtMidiIn>(jack_midi::listInputs); })
        .value_or({});
}

Result<std::unique_ptr<MidiInput>> MidiInput::open(const std::string& port, Player& player) {
    return guarded<std::unique_ptr<MidiInput>>(port, [&]() -> Result<std::unique_ptr<MidiInput>> {
        auto input = std::make_unique<PortInput>(port, player);
        if (auto opened = input->open(); !opened) {
            if (auto jack = jack_midi::openInput(port, player))
                return jack;
            return opened.error();
        }
        return std::unique_ptr<MidiInput>(std::move(input));
    });
}

} // namespace leitmotif
