// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/audio_output.h"

#include "app/devices/fluid_log.h"
#include "app/devices/quiet_libraries.h"

#include <fluidsynth.h>
#ifdef LEITMOTIF_HAS_JACK
#include "app/devices/jack_audio.h"
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>

namespace leitmotif {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kJack = "jack"; // own code: FluidSynth does not report the end of the server
constexpr double kUsualRate = 48'000.0;
/// About 40 ms with the driver's buffers, as training may keep the cores busy.
constexpr int kPeriodFrames = 512;
constexpr int kPeriods = 4;
constexpr auto kTick = std::chrono::milliseconds(5);
/// A device that has not requested sound for this long counts as lost.
constexpr auto kPatience = std::chrono::seconds(1);
/// After a longer sleep (a suspended machine) the clock continues from now.
constexpr auto kLongestCatchUp = std::chrono::milliseconds(200);
constexpr std::size_t kClockPortion = 256; // frames at a time by the clock

/// Good drivers for a desktop, in the order in which "auto" tries them. SDL would need to be
/// initialised by the program, and "file" is not a device.
#ifdef LEITMOTIF_HAS_JACK
constexpr std::array<std::string_view, 2> kUnusable = {"file", "sdl2"};
#else
constexpr std::array<std::string_view, 3> kUnusable = {"file", "sdl2", "jack"};
#endif
constexpr std::array<std::string_view, 5> kLikely = {"jack", "pipewire", "pulseaudio", "alsa",
                                                     "oss"};

struct DeleteSettings {
    void operator()(fluid_settings_t* settings) const { delete_fluid_settings(settings); }
};
struct DeleteDriver {
    void operator()(fluid_audio_driver_t* driver) const { delete_fluid_audio_driver(driver); }
};
using Settings = std::unique_ptr<fluid_settings_t, DeleteSettings>;

Settings settingsFor(const std::string& driver) {
    Settings settings(new_fluid_settings());
    fluid_settings_setstr(settings.get(), "audio.driver", driver.c_str());
    fluid_settings_setnum(settings.get(), "synth.sample-rate", kUsualRate); // the devices convert
    fluid_settings_setint(settings.get(), "audio.period-size", kPeriodFrames);
    fluid_settings_setint(settings.get(), "audio.periods", kPeriods);
    fluid_settings_setstr(settings.get(), "audio.sample-format", "float");
    return settings;
}

void addName(void* names, const char* /*setting*/, const char* name) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
}

} // namespace

/// The state that the threads share, at a fixed address; devices request sound here.
struct AudioOutput::Device : public AudioSource {
    explicit Device(AudioSource& theSource) : source(theSource) {}

    AudioSource& source;
    std::string driverName = "none";
    std::atomic<double> rate{kUsualRate};
    Clock::duration buffered{}; // buffered by the driver beside the requested block

    std::atomic<bool> isOpen{false};
    std::atomic<bool> isLost{false};
    std::atomic<std::uint64_t> lateBlocks{0};
    std::atomic<Clock::rep> lastAsked{0}; // last request of the device
    std::atomic<bool> knowsPriority{false};
    ThreadPriority priority; // of the device's thread, once it is known
    /// Held while sound is rendered. A thread that finds it held outputs silence, without waiting.
    std::atomic_flag busy;

    Settings settings;
    std::unique_ptr<fluid_audio_driver_t, DeleteDriver> driver; // needs settings while it lives
#ifdef LEITMOTIF_HAS_JACK
    std::unique_ptr<JackAudio> jack;
#endif
    std::jthread clock;

    bool start(const std::string& name);
    bool startJack();
    bool startFluidSynth(const std::string& name);
    void close();
    void runClock(const std::stop_token& stop);
    [[nodiscard]] bool clockIsNeeded(Clock::time_point now);
    void noteAskedRt(std::size_t frames) noexcept;
    void renderRt(std::span<float> left, std::span<float> right) noexcept override;

    static int fillRt(void* device, int frames, int effects, float* effect[], int sides,
                      float* side[]) noexcept;
};

int AudioOutput::Device::fillRt(void* device, int frames, int /*effects*/, float* /*effect*/[],
                                int sides, float* side[]) noexcept {
    const auto count = static_cast<std::size_t>(frames);
    if (sides >= 2) // FluidSynth has filled the buffers with zeros
        static_cast<Device*>(device)->renderRt({side[0], count}, {side[1], count});
    return FLUID_OK;
}

void AudioOutput::Device::renderRt(std::span<float> left, std::span<float> right) noexcept {
    const bool isReady = isOpen.load(std::memory_order_acquire);
    if (isReady)
        noteAskedRt(left.size());
    if (!isReady || busy.test_and_set(std::memory_order_acquire)) {
        std::ranges::fill(left, 0.0F);
        std::ranges::fill(right, 0.0F);
        return;
    }
    source.renderRt(left, right);
    busy.clear(std::memory_order_release);
}

void AudioOutput::Device::noteAskedRt(std::size_t frames) noexcept {
    const auto now = Clock::now().time_since_epoch().count();
    const auto before = lastAsked.exchange(now, std::memory_order_relaxed);
    // Late: everything requested before has already been played.
    const Clock::duration block = durationOf(static_cast<double>(frames), rate);
    if (before != 0 && Clock::duration(now - before) > block + std::max(block, buffered))
        lateBlocks.fetch_add(1, std::memory_order_relaxed);
    if (!knowsPriority.load(std::memory_order_relaxed)) { // once, as it takes two system calls
        priority = raiseThread();
        knowsPriority.store(true, std::memory_order_release);
    }
}

bool AudioOutput::Device::start(const std::string& name) {
    lastAsked = 0;
    isLost = false;
    knowsPriority = false;
    if (name == kJack ? !startJack() : !startFluidSynth(name)) {
        close();
        return false;
    }
    driverName = name;
    isOpen.store(true, std::memory_order_release);
    return true;
}

bool AudioOutput::Device::startJack() {
#ifdef LEITMOTIF_HAS_JACK
    jack = JackAudio::open(*this);
    if (!jack)
        return false;
    rate = jack->sampleRate();
    buffered = {};
    return true;
#else
    return false;
#endif
}

bool AudioOutput::Device::startFluidSynth(const std::string& name) {
    settings = settingsFor(name);
    driver.reset(new_fluid_audio_driver2(settings.get(), fillRt, this));
    if (!driver)
        return false;
    rate = kUsualRate;
    buffered = durationOf(kPeriodFrames * kPeriods, rate);
    return true;
}

void AudioOutput::Device::close() {
    isOpen = false;
#ifdef LEITMOTIF_HAS_JACK
    jack.reset();
#endif
    driver.reset(); // waits for the callback to end
    settings.reset();
    driverName = "none";
    isLost = false;
}

bool AudioOutput::Device::clockIsNeeded(Clock::time_point now) {
    if (!isOpen.load(std::memory_order_acquire))
        return true;
    const auto asked = lastAsked.load(std::memory_order_relaxed);
    if (asked == 0) { // just opened: the timeout begins now
        lastAsked.store(now.time_since_epoch().count(), std::memory_order_relaxed);
        return false;
    }
    if (now.time_since_epoch() - Clock::duration(asked) > kPatience)
        isLost = true;
    return isLost;
}

void AudioOutput::Device::runClock(const std::stop_token& stop) {
    (void)raiseThread(); // MIDI outputs depend on it
    std::array<float, kClockPortion> left{};
    std::array<float, kClockPortion> right{};
    auto played = Clock::now(); // sound is rendered up to here
    auto wake = played;
    while (!stop.stop_requested()) {
        wake += kTick;
        std::this_thread::sleep_until(wake);
        const auto now = Clock::now();
        if (now - wake > kLongestCatchUp)
            wake = now;
        const bool needed = clockIsNeeded(now);
        if (!needed || now - played > kLongestCatchUp)
            played = now - kTick;
        if (!needed)
            continue;
        const auto portion = durationOf(kClockPortion, rate);
        for (; played + portion <= now; played += portion) {
            if (busy.test_and_set(std::memory_order_acquire))
                continue;
            source.renderRt(left, right);
            busy.clear(std::memory_order_release);
        }
    }
}

AudioOutput::AudioOutput(AudioSource& source) : m_device(std::make_unique<Device>(source)) {
    FluidLog::install();
    quietLibraries();
    // "auto" looks for a JACK server, but must not start one.
    ::setenv("JACK_NO_START_SERVER", "1", 0);
    m_device->clock = std::jthread(
        [device = m_device.get()](const std::stop_token& stop) { device->runClock(stop); });
}

AudioOutput::~AudioOutput() {
    m_device->close();
    m_device->clock.request_stop();
    m_device->clock.join();
}

std::vector<std::string> AudioOutput::drivers() {
    std::vector<std::string> names;
    const Settings settings(new_fluid_settings());
    fluid_settings_foreach_option(settings.get(), "audio.driver", &names, addName);
    std::erase_if(names, [](const std::string& name) {
        return std::ranges::find(kUnusable, name) != kUnusable.end();
    });
    std::ranges::stable_sort(names, {}, [](const std::string& name) {
        return std::ranges::find(kLikely, name) - kLikely.begin();
    });
    return names;
}

Result<void> AudioOutput::open(const std::string& driver) {
    m_device->close();
    if (driver == "none")
        return {};
    const auto all = drivers();
    const bool isAuto = driver == "auto";
    if (!isAuto && std::ranges::find(all, driver) == all.end())
        return Error{ErrorCode::AudioUnavailable,
                     {"this FluidSynth has no driver \"" + driver + "\""}};
    (void)FluidLog::take(); // later messages are about this attempt
    const std::vector<std::string> tried = isAuto ? all : std::vector{driver};
    for (const std::string& name : tried)
        if (m_device->start(name))
            return {};
    m_device->close();
    if (isAuto)
        return Error{ErrorCode::AudioUnavailable, {"no audio device answers"}};
    if (driver == kJack)
        return Error{ErrorCode::AudioUnavailable, {"no JACK server runs"}};
    const auto messages = FluidLog::take();
    return Error{
        ErrorCode::AudioUnavailable,
        {driver + " does not start" + (messages.empty() ? "" : " (" + messages.back() + ")")}};
}

const std::string& AudioOutput::driver() const {
    return m_device->driverName;
}

double AudioOutput::sampleRate() const {
    return m_device->rate;
}

bool AudioOutput::isLost() const {
#ifdef LEITMOTIF_HAS_JACK
    if (m_device->jack && !m_device->jack->isAlive())
        m_device->isLost = true; // without waiting for the timeout
#endif
    return m_device->isLost;
}

std::optional<ThreadPriority> AudioOutput::priority() const {
    if (!m_device->knowsPriority.load(std::memory_order_acquire))
        return std::nullopt;
    return m_device->priority;
}

std::uint64_t AudioOutput::lateBlocks() const {
    return m_device->lateBlocks;
}

} // namespace leitmotif
