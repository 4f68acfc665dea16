// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <jack/jack.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace leitmotif {

/// A part of the processing in each cycle of a JackSession.
class JackPart {
  public:
    virtual ~JackPart() = default;
    /// JACK's thread. Must not allocate, lock, log or throw. `begin`: the time of the first frame.
    virtual void processRt(jack_nframes_t frames,
                           std::chrono::steady_clock::time_point begin) noexcept = 0;
};

/// The program's one client of the JACK server, which sound and MIDI share: its name and those of
/// its ports are the same at each start and after each return of the server.
///
/// There is never a second one: when the next client is opened, libjack deletes all clients of a
/// server that has ended, even if they are in use. So open() first closes a session whose server is
/// gone; it stays valid for its owners, but all its calls do nothing.
///
/// Any thread but JACK's, except for isAlive(); requests to the server may take a while.
class JackSession : public std::enable_shared_from_this<JackSession> {
  public:
    static constexpr const char* kClientName = "Leitmotif";

    /// Parts are processed in this order, so that a key sounds in the cycle in which it arrives.
    enum class Place : std::uint8_t { MidiInput, Audio, MidiOutput };

    /// The open session, or a new one; nothing if no server answers.
    static std::shared_ptr<JackSession> open();
    ~JackSession();
    JackSession(const JackSession&) = delete;
    JackSession& operator=(const JackSession&) = delete;

    /// False once the server has ended or has removed the client. Any thread.
    [[nodiscard]] bool isAlive() const { return m_isAlive.load(std::memory_order_acquire); }
    [[nodiscard]] double sampleRate() const { return m_sampleRate; }

    /// Adds a port; null if that fails. It stays until removePort() or the end of the session.
    [[nodiscard]] jack_port_t* addPort(const char* name, const char* type, JackPortFlags direction);
    void removePort(jack_port_t* port);
    /// Connects one of the session's ports to another program's.
    bool connect(jack_port_t* own, const std::string& other);
    /// Ports of other programs. `flags`: such as JackPortIsInput for those that receive.
    [[nodiscard]] std::vector<std::string> otherPorts(const char* type, unsigned long flags) const;
    /// True if any program has a port of that name.
    [[nodiscard]] bool hasPort(const std::string& name) const;
    [[nodiscard]] bool isConnected(jack_port_t* own, const std::string& other) const;
    /// Number of ports that have vanished, of any program.
    [[nodiscard]] std::uint64_t goneCount() const { return m_goneCount; }

    /// Adds a part to the cycle. REQUIRES: the place is free. `part` lives until remove().
    void add(Place place, JackPart& part);
    /// After it returns, the part is no longer used.
    void remove(Place place);

  private:
    JackSession() = default;
    [[nodiscard]] bool start();
    void close(); // the library's mutex is held

    static int process(jack_nframes_t frames, void* session);
    void processPartsRt(jack_nframes_t frames) noexcept;

    jack_client_t* m_client = nullptr; // guarded by the library's mutex; null: closed
    double m_sampleRate = 0.0;
    std::atomic<bool> m_isAlive{false};
    std::array<std::atomic<JackPart*>, 3> m_parts{};
    std::atomic<bool> m_isProcessing{false};
    bool m_isRaised = false; // JACK's thread's
    std::atomic<std::uint64_t> m_goneCount{0};
};

} // namespace leitmotif
