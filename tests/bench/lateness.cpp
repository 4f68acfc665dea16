// SPDX-License-Identifier: GPL-3.0-or-later
// How late two kinds of threads get while a network trains beside them: one like the window's (a
// 10 ms timer that does little) and one like an audio callback (every 5 ms, busy for 1 ms of it).
// Prints one JSON object. docs/threads.md tells what was measured and decided.
#include "core/base/random.h"
#include "models/engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

namespace leitmotif {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Wakes every `period`, works for `busy`, and remembers how late each wake was.
class Probe {
  public:
    Probe(std::chrono::milliseconds period, std::chrono::milliseconds busy)
        : m_thread([this, period, busy](const std::stop_token& stop) { run(stop, period, busy); }) {
    }

    nlohmann::json finish() {
        m_thread.request_stop();
        m_thread.join();
        std::ranges::sort(m_late);
        const auto at = [this](double share) {
            return m_late[static_cast<std::size_t>(share * static_cast<double>(m_late.size() - 1))];
        };
        return {{"wakes", m_late.size()},
                {"median_ms", at(0.5)},
                {"p99_ms", at(0.99)},
                {"p999_ms", at(0.999)},
                {"worst_ms", at(1.0)}};
    }

  private:
    void run(const std::stop_token& stop, std::chrono::milliseconds period,
             std::chrono::milliseconds busy) {
        auto due = Clock::now() + period;
        while (!stop.stop_requested()) {
            std::this_thread::sleep_until(due);
            const auto woke = Clock::now();
            m_late.push_back(Milliseconds(woke - due).count());
            while (Clock::now() < woke + busy) {
            }
            // What was missed is skipped, as a sound card's callback is.
            due = std::max(due + period, Clock::now());
        }
    }

    std::vector<double> m_late;
    std::jthread m_thread;
};

/// Notes enough for the preset's usual epoch: 1300 of a walk, as a prelude and fugue has.
std::shared_ptr<const Corpus> walk() {
    Random random(1);
    std::vector<Note> notes;
    int pitch = 64;
    for (int i = 0; i < 1300; ++i) {
        pitch = std::clamp(pitch + static_cast<int>(random.below(11)) - 5, 40, 88);
        Note note;
        note.onset = Tick{i * 120};
        note.length = Tick{120};
        note.pitch = Pitch{static_cast<std::uint8_t>(pitch)};
        notes.push_back(note);
    }
    auto score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return std::make_shared<const Corpus>(
        std::vector<CorpusPiece>{{"walk", std::move(score), false}});
}

int measure(int threads, double seconds, const std::string& presetName) {
    const auto recipe = preset(presetName);
    if (!recipe || threads < 0 || !(seconds > 0.0)) {
        std::cerr << "lateness [THREADS, 0: no training] [SECONDS] [PRESET]\n";
        return 2;
    }
    RunRequest request;
    request.recipe = *recipe;
    request.recipe.training.epochs = 1'000'000;
    request.recipe.sampling.every = 5;
    request.compute.threads = threads;
    request.corpus = walk();
    LibtorchEngine engine;
    int epochs = 0;
    std::jthread training([&](const std::stop_token& stop) {
        if (threads > 0)
            engine.train(request,
                         [&](const RunEvent& event) {
                             epochs += std::holds_alternative<EpochFinished>(event.what) ? 1 : 0;
                         },
                         {stop, nullptr});
    });
    Probe window(std::chrono::milliseconds(10), std::chrono::milliseconds(0));
    Probe audio(std::chrono::milliseconds(5), std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    auto windowFigures = window.finish();
    auto audioFigures = audio.finish();
    training.request_stop();
    training.join();
    const char* policy = std::getenv("OMP_WAIT_POLICY");
    std::cout << nlohmann::json{{"engine", engine.description()},
                                {"cores", std::thread::hardware_concurrency()},
                                {"threads", threads},
                                {"omp_wait_policy", policy != nullptr ? policy : "unset"},
                                {"preset", presetName},
                                {"epochs_per_second", epochs / seconds},
                                {"window_10ms", std::move(windowFigures)},
                                {"audio_5ms", std::move(audioFigures)}}
                     .dump(1)
              << '\n';
    return 0;
}

} // namespace
} // namespace leitmotif

int main(int count, char** words) {
    const int threads = count > 1 ? std::atoi(words[1]) : 1;
    const double seconds = count > 2 ? std::atof(words[2]) : 30.0;
    return leitmotif::measure(threads, seconds, count > 3 ? words[3] : "lstm");
}
