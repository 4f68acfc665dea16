// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/fluid_log.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>

namespace leitmotif {

namespace {

/// `busy` is a lock of writers and reader; a writer that finds it taken drops its message.
struct Store {
    static constexpr std::size_t kMessages = 16;
    static constexpr std::size_t kLength = 240;

    std::atomic_flag busy;
    std::size_t count = 0;                                    // guarded by busy
    std::array<std::array<char, kLength>, kMessages> texts{}; // guarded by busy
    std::atomic<unsigned> lost = 0;
};

Store& store() {
    static Store theStore; // as long as the process, like FluidSynth's own log
    return theStore;
}

void keep(int /*level*/, const char* message, void* data) {
    Store& to = *static_cast<Store*>(data);
    if (to.busy.test_and_set(std::memory_order_acquire)) {
        to.lost.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    if (to.count < Store::kMessages) {
        auto& text = to.texts[to.count++];
        const std::size_t length = std::min(std::strlen(message), Store::kLength - 1);
        std::memcpy(text.data(), message, length);
        text[length] = '\0';
    } else {
        to.lost.fetch_add(1, std::memory_order_relaxed);
    }
    to.busy.clear(std::memory_order_release);
}

void drop(int /*level*/, const char* /*message*/, void* /*data*/) {}

} // namespace

void FluidLog::install() {
    static std::once_flag once;
    std::call_once(once, [] {
        for (const int level : {FLUID_PANIC, FLUID_ERR, FLUID_WARN})
            fluid_set_log_function(level, keep, &store());
        for (const int level : {FLUID_INFO, FLUID_DBG})
            fluid_set_log_function(level, drop, nullptr);
    });
}

std::vector<std::string> FluidLog::take() {
    Store& from = store();
    std::vector<std::string> messages;
    while (from.busy.test_and_set(std::memory_order_acquire)) {
    }
    for (std::size_t i = 0; i < from.count; ++i)
        messages.emplace_back(from.texts[i].data());
    from.count = 0;
    from.busy.clear(std::memory_order_release);
    if (const unsigned lost = from.lost.exchange(0))
        messages.push_back(std::to_string(lost) + " more messages");
    return messages;
}

} // namespace leitmotif
