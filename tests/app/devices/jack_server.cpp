// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/devices/jack_server.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace leitmotif {

namespace {

/// The output of a command; nothing if it fails.
std::optional<std::string> output(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"),
                                                     [](FILE*) { return 0; });
    if (!pipe)
        return std::nullopt;
    std::string text;
    std::array<char, 256> part{};
    while (std::fgets(part.data(), part.size(), pipe.get()))
        text += part.data();
    return ::pclose(pipe.get()) == 0 ? std::optional(text) : std::nullopt;
}

/// Starts a program that prints nothing; 0 if it cannot be started.
pid_t spawn(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    for (const int descriptor : {1, 2})
        posix_spawn_file_actions_addopen(&quiet, descriptor, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failed =
        ::posix_spawnp(&process, arguments.front(), &quiet, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    return failed == 0 ? process : 0;
}

} // namespace

std::unique_ptr<JackServer> JackServer::start(int sampleRate, int periodFrames) {
    // JACK allows eight servers and reuses the slot of a killed one only for the same name, so each
    // test has its own name, the same in every run.
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const std::string name =
        "leitmotif-" + std::to_string(std::hash<std::string>{}(test->name()) % 1'000'000);
    std::unique_ptr<JackServer> server(new JackServer(name, sampleRate, periodFrames));
    ::setenv("JACK_DEFAULT_SERVER", name.c_str(), 1);
    ::setenv("JACK_NO_START_SERVER", "1", 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
    return server->restart() ? std::move(server) : nullptr;
}

bool JackServer::restart() {
    m_process = spawn({"jackd", "-n", m_name, "-S", "-r", "-t", "10000", "-d", "dummy", "-r",
                       std::to_string(m_sampleRate), "-p", std::to_string(m_periodFrames)});
    return m_process != 0 && eventually([this] { return !ports().empty(); });
}

JackServer::~JackServer() {
    stop();
    ::unsetenv("JACK_DEFAULT_SERVER");
}

void JackServer::stop() {
    // Terminated before it is killed: JACK's metadata database keeps the locks of each killed
    // server, until none are left.
    if (m_process > 0) {
        ::kill(m_process, SIGTERM);
        if (eventually([this] { return ::waitpid(m_process, nullptr, WNOHANG) == m_process; }))
            m_process = 0;
    }
    kill();
}

void JackServer::kill() {
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    m_process = 0;
}

std::vector<std::string> JackServer::ports() const {
    std::vector<std::string> names;
    std::istringstream lines(output("jack_lsp -s " + m_name + " 2>/dev/null").value_or(""));
    for (std::string line; std::getline(lines, line);)
        names.push_back(line);
    return names;
}

bool JackServer::hasPort(const std::string& name) const {
    const auto names = ports();
    return std::ranges::find(names, name) != names.end();
}

bool JackServer::connect(const std::string& from, const std::string& to) const {
    return output("jack_connect -s " + m_name + " '" + from + "' '" + to + "' 2>/dev/null")
        .has_value();
}

bool JackServer::disconnect(const std::string& from, const std::string& to) const {
    return output("jack_disconnect -s " + m_name + " '" + from + "' '" + to + "' 2>/dev/null")
        .has_value();
}

bool JackServer::areConnected(const std::string& from, const std::string& to) const {
    // A port, followed by its connections, indented.
    std::istringstream lines(output("jack_lsp -c -s " + m_name + " 2>/dev/null").value_or(""));
    bool isBelow = false;
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with(' '))
            isBelow = line == from;
        else if (isBelow && line.substr(line.find_first_not_of(' ')) == to)
            return true;
    return false;
}

std::shared_ptr<void> JackServer::startPlayer(const std::string& name) const {
    const pid_t process = spawn({"jack_midiseq", name, "24000", "0", "60", "8000"});
    return {nullptr, [process](void*) {
                if (process == 0)
                    return;
                ::kill(process, SIGTERM);
                ::waitpid(process, nullptr, 0);
            }};
}

JackClient jackClient(const char* name) {
    return JackClient(jack_client_open(name, JackNoStartServer, nullptr));
}

} // namespace leitmotif
