// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/devices/jack_server.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace leitmotif {

std::unique_ptr<JackServer> JackServer::start(int sampleRate, int periodFrames) {
    // JACK has room for eight servers and gives the place of one that was killed only to its
    // namesake: so each test has a name of its own, the same in every run.
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const std::string name =
        "leitmotif-" + std::to_string(std::hash<std::string>{}(test->name()) % 1'000'000);
    std::vector<std::string> words = {"jackd",
                                      "-n",
                                      name,
                                      "-S",
                                      "-r",
                                      "-t",
                                      "10000",
                                      "-d",
                                      "dummy",
                                      "-r",
                                      std::to_string(sampleRate),
                                      "-p",
                                      std::to_string(periodFrames)};
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
        ::posix_spawnp(&process, "jackd", &quiet, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    if (failed != 0)
        return nullptr;
    std::unique_ptr<JackServer> server(new JackServer(process, name));
    ::setenv("JACK_DEFAULT_SERVER", name.c_str(), 1);
    ::setenv("JACK_NO_START_SERVER", "1", 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
    if (!eventually([] { return jackClient("probe") != nullptr; }))
        return nullptr;
    return server;
}

JackServer::~JackServer() {
    // Asked first: of each server that is killed, JACK's data base of properties keeps locks, until
    // there are none left for anybody.
    if (m_process > 0) {
        ::kill(m_process, SIGTERM);
        if (eventually([this] { return ::waitpid(m_process, nullptr, WNOHANG) == m_process; }))
            m_process = 0;
    }
    kill();
    ::unsetenv("JACK_DEFAULT_SERVER");
}

void JackServer::kill() {
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    m_process = 0;
}

JackClient jackClient(const char* name) {
    return JackClient(jack_client_open(name, JackNoStartServer, nullptr));
}

} // namespace leitmotif
