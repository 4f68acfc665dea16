// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/jack_midi.h"

#include "app/devices/jack_session.h"
#include "app/devices/sounding_keys.h"

#include <jack/midiport.h>
#include <readerwriterqueue/readerwritercircularbuffer.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace leitmotif {

namespace {

using Clock = std::chrono::steady_clock;

bool list(std::vector<std::string>& names, JackPortFlags direction) {
    const auto session = JackSession::open();
    if (!session)
        return false;
    const auto found = session->otherPorts(JACK_DEFAULT_MIDI_TYPE, direction);
    names.insert(names.end(), found.begin(), found.end());
    return true;
}

/// One of the program's two ports and the other program's port that it is connected to, if any.
class OwnPort {
  public:
    OwnPort(std::shared_ptr<JackSession> session, std::string other)
        : m_session(std::move(session)), m_other(std::move(other)) {}
    ~OwnPort() { m_session->removePort(m_port); }
    OwnPort(const OwnPort&) = delete;
    OwnPort& operator=(const OwnPort&) = delete;

    /// False if the port cannot be created, or the other one does not exist.
    bool open(const char* name, JackPortFlags direction) {
        if (!isVirtual() && !m_session->hasPort(m_other))
            return false;
        m_seenGone = m_session->goneCount();
        m_port = m_session->addPort(name, JACK_DEFAULT_MIDI_TYPE, direction);
        return m_port != nullptr && (isVirtual() || m_session->connect(m_port, m_other));
    }

    /// False if the other port vanished, also if it returned. Manual disconnections are respected.
    [[nodiscard]] bool isAlive() {
        if (!m_session->isAlive())
            return false;
        if (isVirtual())
            return true;
        if (!m_session->hasPort(m_other))
            return false;
        const std::uint64_t gone = m_session->goneCount();
        const bool mayBeAnother = std::exchange(m_seenGone, gone) != gone;
        return !mayBeAnother || m_session->isConnected(m_port, m_other);
    }

    [[nodiscard]] JackSession& session() const { return *m_session; }
    [[nodiscard]] jack_port_t* get() const { return m_port; }

  private:
    [[nodiscard]] bool isVirtual() const { return m_other == kVirtualMidiPort; }

    std::shared_ptr<JackSession> m_session;
    std::string m_other;
    jack_port_t* m_port = nullptr;
    std::uint64_t m_seenGone = 0;
};

/// JACK's thread writes the messages that are due in a cycle at their frames.
class JackMidiOutput : public MidiOutput, private JackPart {
  public:
    JackMidiOutput(std::shared_ptr<JackSession> session, const std::string& other)
        : m_port(std::in_place, std::move(session), other) {}
    ~JackMidiOutput() override { close(); }

    bool open() {
        if (!m_port->open("MIDI out", JackPortIsOutput))
            return false;
        m_rate = m_port->session().sampleRate();
        m_port->session().add(JackSession::Place::MidiOutput, *this);
        m_isOpen = true;
        return true;
    }

    void sendRt(Clock::time_point due, ShortMessage message) noexcept override {
        // Full only after thousands of unsent messages: the server is gone.
        if (isForMidiPort(message)) [[maybe_unused]]
            const bool taken = m_queue.try_enqueue({due, message});
    }

    [[nodiscard]] bool isAlive() override { return m_port && m_port->isAlive(); }

    void close() override {
        if (m_isOpen) {
            m_isEnding = true;
            const auto end = Clock::now() + kPatience;
            while (m_port->session().isAlive() && m_cyclesAfterEnd < kHandOverCycles &&
                   Clock::now() < end)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            m_port->session().remove(JackSession::Place::MidiOutput);
        }
        m_isOpen = false;
        m_port.reset();
    }

  private:
    struct Item {
        Clock::time_point due;
        ShortMessage message = {};
    };
    static constexpr std::size_t kQueueSize = 4'096;
    static constexpr auto kPatience = std::chrono::milliseconds(300);
    /// Closing a port discards its last messages, unless others have read them: cycles to wait.
    static constexpr int kHandOverCycles = 3;

    void processRt(jack_nframes_t frames, Clock::time_point begin) noexcept override {
        void* const buffer = jack_port_get_buffer(m_port->get(), frames);
        jack_midi_clear_buffer(buffer);
        if (m_isEnding) {
            endNotesRt(buffer);
            m_cyclesAfterEnd = m_cyclesAfterEnd + 1;
            return;
        }
        jack_nframes_t last = 0; // JACK requires ascending frames
        while (m_hasNext || m_queue.try_dequeue(m_next)) {
            m_hasNext = true;
            const double wait = std::chrono::duration<double>(m_next.due - begin).count() * m_rate;
            if (wait >= static_cast<double>(frames))
                return;
            last = std::max(last, static_cast<jack_nframes_t>(std::max(0.0, wait)));
            if (!writeRt(buffer, last, m_next.message))
                return; // the buffer is full: the rest follows in the next cycle
            m_keys.note(m_next.message);
            m_hasNext = false;
        }
    }

    void endNotesRt(void* buffer) noexcept {
        while (std::exchange(m_hasNext, false) || m_queue.try_dequeue(m_next)) // the ends above all
            if (!m_next.message.isNoteOn() && writeRt(buffer, 0, m_next.message))
                m_keys.note(m_next.message);
        m_keys.end([&](ShortMessage message) { writeRt(buffer, 0, message); });
    }

    static bool writeRt(void* buffer, jack_nframes_t frame, ShortMessage message) noexcept {
        const WireBytes wire(message);
        jack_midi_data_t* const bytes = jack_midi_event_reserve(buffer, frame, wire.size);
        if (bytes == nullptr)
            return false;
        std::copy_n(wire.bytes.begin(), wire.size, bytes);
        return true;
    }

    std::optional<OwnPort> m_port; // nothing: closed
    double m_rate = 48'000.0;
    bool m_isOpen = false;
    moodycamel::BlockingReaderWriterCircularBuffer<Item> m_queue{kQueueSize};
    std::atomic<bool> m_isEnding{false};
    std::atomic<int> m_cyclesAfterEnd{0};

    // JACK's thread's.
    Item m_next; // taken from the queue, not yet due
    bool m_hasNext = false;
    SoundingKeys m_keys;
};

class JackMidiInput : public MidiInput, private JackPart {
  public:
    JackMidiInput(std::shared_ptr<JackSession> session, const std::string& other, Player& player)
        : m_keys(player), m_port(std::move(session), other) {}
    ~JackMidiInput() override {
        if (m_isOpen)
            m_port.session().remove(JackSession::Place::MidiInput);
    }

    bool open() {
        if (!m_port.open("MIDI in", JackPortIsInput))
            return false;
        m_port.session().add(JackSession::Place::MidiInput, *this);
        m_isOpen = true;
        return true;
    }

    [[nodiscard]] bool isAlive() override { return m_port.isAlive(); }

  private:
    void processRt(jack_nframes_t frames, Clock::time_point /*begin*/) noexcept override {
        void* const buffer = jack_port_get_buffer(m_port.get(), frames);
        const std::uint32_t count = jack_midi_get_event_count(buffer);
        jack_midi_event_t event;
        for (std::uint32_t i = 0; i < count; ++i)
            if (jack_midi_event_get(&event, buffer, i) == 0)
                m_keys.play({event.buffer, event.size});
    }

    LiveKeys m_keys; // destroyed after the port: ends held notes when there are no more calls
    OwnPort m_port;
    bool m_isOpen = false;
};

} // namespace

bool jack_midi::listOutputs(std::vector<std::string>& outputs) {
    return list(outputs, JackPortIsInput);
}

bool jack_midi::listInputs(std::vector<std::string>& inputs) {
    return list(inputs, JackPortIsOutput);
}

std::shared_ptr<MidiOutput> jack_midi::openOutput(const std::string& port) {
    auto session = JackSession::open();
    if (!session)
        return nullptr;
    auto output = std::make_shared<JackMidiOutput>(std::move(session), port);
    return output->open() ? output : nullptr;
}

std::unique_ptr<MidiInput> jack_midi::openInput(const std::string& port, Player& player) {
    auto session = JackSession::open();
    if (!session)
        return nullptr;
    auto input = std::make_unique<JackMidiInput>(std::move(session), port, player);
    return input->open() ? std::move(input) : nullptr;
}

} // namespace leitmotif
