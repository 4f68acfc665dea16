// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/jack_session.h"

#include "app/base/thread_priority.h"
#include "app/devices/quiet_libraries.h"

#include <csignal>
#include <thread>
#include <utility>

#include <pthread.h>

namespace leitmotif {

namespace {

/// Like the state of libjack, there is one a process.
struct Library {
    std::mutex mutex;               // held for every call outside JACK's own thread
    JackSession* session = nullptr; // the one whose client is open; guarded by mutex
};

Library& library() {
    static Library theLibrary;
    return theLibrary;
}

/// Blocks SIGPIPE, as a write to a server that has just ended must not end the program. libjack
/// blocks it only in the first thread that opens a client; threads that this one starts inherit the
/// block.
class PipeSignalBlocked {
  public:
    PipeSignalBlocked() {
        sigset_t pipe;
        ::sigemptyset(&pipe);
        ::sigaddset(&pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe, &m_before);
    }
    ~PipeSignalBlocked() {
        // A signal that arrived meanwhile would be delivered when it is unblocked.
        sigset_t pending;
        ::sigpending(&pending);
        if (::sigismember(&pending, SIGPIPE) == 1 && ::sigismember(&m_before, SIGPIPE) == 0) {
            sigset_t pipe;
            ::sigemptyset(&pipe);
            ::sigaddset(&pipe, SIGPIPE);
            const timespec atOnce{};
            ::sigtimedwait(&pipe, nullptr, &atOnce);
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    PipeSignalBlocked(const PipeSignalBlocked&) = delete;
    PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;

  private:
    sigset_t m_before{};
};

/// Lock for calls of libjack outside its own thread.
class LibraryLock {
  public:
    LibraryLock() : m_lock(library().mutex) {}

  private:
    std::lock_guard<std::mutex> m_lock;
    PipeSignalBlocked m_blocked;
};

} // namespace

std::shared_ptr<JackSession> JackSession::open() {
    quietLibraries();
    std::shared_ptr<JackSession> session(new JackSession);
    std::shared_ptr<JackSession> before;
    const LibraryLock lock; // after these, whose destructors take it
    JackSession*& current = library().session;
    if (current != nullptr) {
        before = current->weak_from_this().lock(); // null while its last owner destroys it
        if (before && before->isAlive())
            return before;
        current->close();
    }
    if (!session->start()) {
        session->close();
        return nullptr;
    }
    current = session.get();
    return session;
}

bool JackSession::start() {
    m_client = jack_client_open(kClientName, JackNoStartServer, nullptr);
    if (m_client == nullptr)
        return false;
    m_sampleRate = jack_get_sample_rate(m_client);
    m_isAlive = true;
    const auto end = [](void* session) {
        static_cast<JackSession*>(session)->m_isAlive.store(false, std::memory_order_release);
    };
    const auto count = [](jack_port_id_t /*port*/, int isNew, void* session) {
        if (isNew == 0)
            ++static_cast<JackSession*>(session)->m_goneCount;
    };
    jack_on_shutdown(m_client, end, this);
    jack_set_port_registration_callback(m_client, count, this);
    jack_set_process_callback(m_client, process, this);
    // Raises JACK's threads, which without realtime have normal priority.
    jack_set_thread_init_callback(
        m_client, [](void*) { (void)raiseThread(); }, nullptr);
    return jack_activate(m_client) == 0;
}

JackSession::~JackSession() {
    const LibraryLock lock;
    close();
}

void JackSession::close() {
    m_isAlive = false;
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        m_parts[i] = nullptr;
    if (m_client != nullptr)
        jack_client_close(m_client);
    m_client = nullptr;
    if (library().session == this)
        library().session = nullptr;
}

jack_port_t* JackSession::addPort(const char* name, const char* type, JackPortFlags direction) {
    const LibraryLock lock;
    if (m_client == nullptr || !isAlive())
        return nullptr;
    return jack_port_register(m_client, name, type, direction, 0);
}

void JackSession::removePort(jack_port_t* port) {
    const LibraryLock lock;
    if (m_client != nullptr && isAlive() && port != nullptr)
        jack_port_unregister(m_client, port);
}

bool JackSession::connect(jack_port_t* own, const std::string& other) {
    const LibraryLock lock;
    if (m_client == nullptr || !isAlive() || own == nullptr)
        return false;
    const bool isInput = (jack_port_flags(own) & JackPortIsInput) != 0;
    const char* const name = jack_port_name(own);
    return (isInput ? jack_connect(m_client, other.c_str(), name)
                    : jack_connect(m_client, name, other.c_str())) == 0;
}

std::vector<std::string> JackSession::otherPorts(const char* type, unsigned long flags) const {
    const LibraryLock lock;
    std::vector<std::string> names;
    if (m_client == nullptr || !isAlive())
        return names;
    const char** const found = jack_get_ports(m_client, nullptr, type, flags);
    for (const char** name = found; name != nullptr && *name != nullptr; ++name)
        if (const auto* const port = jack_port_by_name(m_client, *name);
            port != nullptr && jack_port_is_mine(m_client, port) == 0)
            names.emplace_back(*name);
    jack_free(static_cast<void*>(found));
    return names;
}

bool JackSession::hasPort(const std::string& name) const {
    const LibraryLock lock;
    return m_client != nullptr && isAlive() && jack_port_by_name(m_client, name.c_str()) != nullptr;
}

bool JackSession::isConnected(jack_port_t* own, const std::string& other) const {
    const LibraryLock lock;
    return m_client != nullptr && isAlive() && own != nullptr &&
           jack_port_connected_to(own, other.c_str()) != 0;
}

void JackSession::add(Place place, JackPart& part) {
    m_parts[static_cast<std::size_t>(place)] = &part;
}

void JackSession::remove(Place place) {
    m_parts[static_cast<std::size_t>(place)] = nullptr;
    while (m_isProcessing) // a cycle that may still use it
        std::this_thread::sleep_for(std::chrono::microseconds(100));
}

/// libjack cancels its thread when the server is gone, which unwinds it from anywhere. So
/// cancellation is off while the parts work; this function itself has nothing to clean up.
int JackSession::process(jack_nframes_t frames, void* session) {
    int before = 0;
    ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    static_cast<JackSession*>(session)->processPartsRt(frames);
    ::pthread_setcancelstate(before, nullptr);
    return 0;
}

[[gnu::noinline]] void JackSession::processPartsRt(jack_nframes_t frames) noexcept {
    if (!std::exchange(m_isRaised, true)) // once; JACK raises its thread only with realtime
        (void)raiseThread();
    const auto begin = std::chrono::steady_clock::now();
    m_isProcessing = true;
    for (const auto& place : m_parts)
        if (JackPart* const part = place)
            part->processRt(frames, begin);
    m_isProcessing = false;
}

} // namespace leitmotif
