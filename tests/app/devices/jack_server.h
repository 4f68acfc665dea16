// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <jack/jack.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace leitmotif {

/// A JACK server of the test with the dummy driver, under its own name, which is the default server
/// of this process during its lifetime. It waits for late clients, so that a busy machine loses no
/// sound.
class JackServer {
  public:
    /// Nothing if there is no jackd.
    static std::unique_ptr<JackServer> start(int sampleRate, int periodFrames);
    ~JackServer();
    JackServer(const JackServer&) = delete;
    JackServer& operator=(const JackServer&) = delete;

    /// Kills the server, as in a crash.
    void kill();
    /// Stops the server in order, as a user does.
    void stop();
    /// Starts it again.
    [[nodiscard]] bool restart();

    /// All ports of the server, listed by another process, as a second client in this process would
    /// disturb the program's own (see JackSession). Empty if it does not run.
    [[nodiscard]] std::vector<std::string> ports() const;
    [[nodiscard]] bool hasPort(const std::string& name) const;
    // Also by another process.
    bool connect(const std::string& from, const std::string& to) const;
    bool disconnect(const std::string& from, const std::string& to) const;
    [[nodiscard]] bool areConnected(const std::string& from, const std::string& to) const;
    /// A program that plays a note now and then on its port NAME:out, until the result is released.
    [[nodiscard]] std::shared_ptr<void> startPlayer(const std::string& name) const;

  private:
    JackServer(std::string name, int sampleRate, int periodFrames)
        : m_name(std::move(name)), m_sampleRate(sampleRate), m_periodFrames(periodFrames) {}

    std::string m_name;
    int m_sampleRate;
    int m_periodFrames;
    pid_t m_process = 0; // 0: does not run
};

struct CloseJackClient {
    void operator()(jack_client_t* client) const { jack_client_close(client); }
};
using JackClient = std::unique_ptr<jack_client_t, CloseJackClient>;

/// Connected to the test's server, or nothing.
JackClient jackClient(const char* name);

/// Waits until `isTrue()`, at most 20 seconds; returns its last value.
template <class Condition>
bool eventually(const Condition& isTrue) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    bool is = isTrue();
    while (!is && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5)); // another process is awaited
        is = isTrue();
    }
    return is;
}

} // namespace leitmotif
