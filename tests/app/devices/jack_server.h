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

/// A JACK server of the test's own with the dummy driver, under a name of its own, which is the
/// default server of this process while it lives. It waits for its clients however late they are,
/// so that a busy machine loses no sound.
class JackServer {
  public:
    /// Nothing if there is no jackd.
    static std::unique_ptr<JackServer> start(int sampleRate, int periodFrames);
    ~JackServer();
    JackServer(const JackServer&) = delete;
    JackServer& operator=(const JackServer&) = delete;

    /// Ends at once, as if it had crashed.
    void kill();
    /// Ends in order, as when its user stops it.
    void stop();
    /// Runs again, after one of these.
    [[nodiscard]] bool restart();

    /// All ports that it has, as another process sees them: a second client in this process would
    /// be in the way of the program's own (see JackSession). Empty if it does not run.
    [[nodiscard]] std::vector<std::string> ports() const;
    [[nodiscard]] bool hasPort(const std::string& name) const;
    // By another process, too.
    bool connect(const std::string& from, const std::string& to) const;
    bool disconnect(const std::string& from, const std::string& to) const;
    [[nodiscard]] bool areConnected(const std::string& from, const std::string& to) const;
    /// A program that plays a note now and then on its port NAME:out, until it is let go.
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

/// Waits until `isTrue()`, at most 20 seconds; returns what it was last.
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
