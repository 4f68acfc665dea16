// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <jack/jack.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

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

  private:
    JackServer(pid_t process, std::string name) : m_process(process), m_name(std::move(name)) {}

    pid_t m_process;
    std::string m_name;
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
