// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/synth_engine.h"

#include "app/devices/fluid_log.h"
#include "core/base/units.h"

#include <fluidsynth.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace leitmotif {

namespace {

constexpr int kPorts = kLivePort + 1;
/// Loud enough beside other programs; the limiter handles the peaks of dense passages.
constexpr double kGain = 0.8;
constexpr double kLowestRate = 8'000.0; // FluidSynth's own range
constexpr double kHighestRate = 96'000.0;

/// Reads the embedded SoundFont for FluidSynth's loader.
struct MemoryFile {
    std::span<const unsigned char> bytes = builtinSoundFontBytes();
    std::size_t place = 0;

    static void* open(const char* name) {
        return std::strcmp(name, kBuiltinSoundFont) == 0 ? new MemoryFile : nullptr;
    }
    static int read(void* target, fluid_long_long_t count, void* handle) {
        auto& file = *static_cast<MemoryFile*>(handle);
        const auto wanted = static_cast<std::size_t>(count);
        if (count < 0 || wanted > file.bytes.size() - file.place)
            return FLUID_FAILED;
        std::memcpy(target, file.bytes.data() + file.place, wanted);
        file.place += wanted;
        return FLUID_OK;
    }
    static int seek(void* handle, fluid_long_long_t offset, int origin) {
        auto& file = *static_cast<MemoryFile*>(handle);
        const auto size = static_cast<fluid_long_long_t>(file.bytes.size());
        const auto from = origin == SEEK_SET   ? 0
                          : origin == SEEK_CUR ? static_cast<fluid_long_long_t>(file.place)
                                               : size;
        if (from + offset < 0 || from + offset > size)
            return FLUID_FAILED;
        file.place = static_cast<std::size_t>(from + offset);
        return FLUID_OK;
    }
    static fluid_long_long_t tell(void* handle) {
        return static_cast<fluid_long_long_t>(static_cast<MemoryFile*>(handle)->place);
    }
    static int close(void* handle) {
        delete static_cast<MemoryFile*>(handle);
        return FLUID_OK;
    }
};

fluid_settings_t* newSettings(double sampleRate) {
    fluid_settings_t* const settings = new_fluid_settings();
    fluid_settings_setnum(settings, "synth.sample-rate", sampleRate);
    fluid_settings_setnum(settings, "synth.gain", kGain);
    fluid_settings_setint(settings, "synth.midi-channels", kPorts * kChannelsPerPort);
    fluid_settings_setint(settings, "synth.threadsafe-api", 0); // one thread alone uses it
    fluid_settings_setint(settings, "synth.lock-memory", 0);    // needs rights that few users have
    // A small room; controller 91 and the SoundFont set the amount for each channel.
    fluid_settings_setnum(settings, "synth.reverb.room-size", 0.5);
    fluid_settings_setnum(settings, "synth.reverb.damp", 0.3);
    fluid_settings_setnum(settings, "synth.reverb.width", 0.8);
    fluid_settings_setnum(settings, "synth.reverb.level", 0.7);
    // FluidSynth's default level of 2 makes the chorus several times louder than its input.
    fluid_settings_setnum(settings, "synth.chorus.level", 0.7);
    return settings;
}

} // namespace

void SynthEngine::DeleteSettings::operator()(fluid_settings_t* settings) const {
    delete_fluid_settings(settings);
}

void SynthEngine::DeleteSynth::operator()(fluid_synth_t* synth) const {
    delete_fluid_synth(synth);
}

SynthEngine::SynthEngine(const SoundFont& font, double sampleRate)
    : m_font(font),
      m_sampleRate(sampleRate),
      m_settings(newSettings(sampleRate)),
      m_synth(new_fluid_synth(m_settings.get())),
      m_limiter(sampleRate) {}

Result<std::unique_ptr<SynthEngine>> SynthEngine::create(const SoundFont& font, double sampleRate) {
    FluidLog::install();
    if (sampleRate < kLowestRate || sampleRate > kHighestRate)
        return Error{ErrorCode::AudioUnavailable,
                     {"a sample rate of " + std::to_string(std::lround(sampleRate)) +
                      " Hz; 8,000 to 96,000 Hz are possible"}};
    if (!font.isBuiltin())
        if (const auto checked = soundFontAt(font.path); !checked)
            return checked.error();
    std::unique_ptr<SynthEngine> engine(new SynthEngine(font, sampleRate));
    if (!engine->m_synth || !engine->load())
        return Error{ErrorCode::SoundFontUnreadable, {font.path.string()}};
    return engine;
}

bool SynthEngine::load() {
    if (m_font.isBuiltin()) {
        fluid_sfloader_t* const loader = new_fluid_defsfloader(m_settings.get());
        if (!loader)
            return false;
        fluid_sfloader_set_callbacks(loader, MemoryFile::open, MemoryFile::read, MemoryFile::seek,
                                     MemoryFile::tell, MemoryFile::close);
        fluid_synth_add_sfloader(m_synth.get(), loader); // which owns it now
    }
    constexpr int kResetPresets = 1;
    if (fluid_synth_sfload(m_synth.get(), m_font.path.c_str(), kResetPresets) == FLUID_FAILED)
        return false;
    for (int port = 0; port < kPorts; ++port) { // FluidSynth knows only one channel of drums
        const int channel = port * kChannelsPerPort + kDrumChannel;
        fluid_synth_set_channel_type(m_synth.get(), channel, CHANNEL_TYPE_DRUM);
        fluid_synth_program_change(m_synth.get(), channel, 0);
    }
    return true;
}

void SynthEngine::sendRt(std::int64_t /*frame*/, ShortMessage message) noexcept {
    fluid_synth_t* const synth = m_synth.get();
    const int channel = message.port * kChannelsPerPort + message.channel();
    const int data1 = message.data1;
    const int data2 = message.data2;
    switch (message.kind()) {
    case 0x80:
        fluid_synth_noteoff(synth, channel, data1);
        break;
    case 0x90: // with velocity 0 it is a note-off for FluidSynth too
        fluid_synth_noteon(synth, channel, data1, data2);
        break;
    case 0xa0:
        fluid_synth_key_pressure(synth, channel, data1, data2);
        break;
    case 0xb0:
        fluid_synth_cc(synth, channel, data1, data2);
        break;
    case 0xc0:
        fluid_synth_program_change(synth, channel, data1);
        break;
    case 0xd0:
        fluid_synth_channel_pressure(synth, channel, data1);
        break;
    case 0xe0:
        fluid_synth_pitch_bend(synth, channel, data1 + data2 * 128);
        break;
    case ShortMessage::kDrumMode:
        setDrumModeRt(channel, data1 != 0);
        break;
    default:
        break;
    }
}

void SynthEngine::setDrumModeRt(int channel, bool isDrums) noexcept {
    fluid_synth_t* const synth = m_synth.get();
    int font = 0;
    int bank = 0;
    int program = 0;
    fluid_synth_get_program(synth, channel, &font, &bank, &program);
    fluid_synth_set_channel_type(synth, channel,
                                 isDrums ? CHANNEL_TYPE_DRUM : CHANNEL_TYPE_MELODIC);
    // A channel that was percussion from the start has the drum bank.
    constexpr int kDrumBank = 128;
    if (!isDrums && bank == kDrumBank)
        fluid_synth_bank_select(synth, channel, 0);
    fluid_synth_program_change(synth, channel, program); // the sound for the new kind
}

void SynthEngine::renderRt(std::span<float, kBlock> left, std::span<float, kBlock> right) noexcept {
    if (fluid_synth_write_float(m_synth.get(), kBlock, left.data(), 0, 1, right.data(), 0, 1) !=
        FLUID_OK) {
        std::ranges::fill(left, 0.0F);
        std::ranges::fill(right, 0.0F);
    }
    m_limiter.processRt(left, right);
}

} // namespace leitmotif
