// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/sound_devices.h"

#include <algorithm>

namespace leitmotif {

namespace {

/// The longest interval between tries, and so until a server that was started is found.
constexpr std::chrono::seconds kLongestWait{4};

} // namespace

void SoundDevices::Patience::failedAt(Clock::time_point now) {
    m_next = now + m_wait;
    m_wait = std::min(2 * m_wait, kLongestWait);
}

SoundDevices::SoundDevices(AudioSource& source, Player& player)
    : m_player(player), m_audio(source) {}

SoundDevices::~SoundDevices() {
    closeOutput();
}

DeviceState SoundDevices::pursue(const DeviceWish& wish, Clock::time_point now) {
    // Unwanted devices are closed first, as they may block wanted ones.
    if (wish.audioDriver != m_wish.audioDriver) {
        (void)m_audio.open("none");
        m_state.audioProblem.reset();
        m_audioPatience.reset();
    }
    if (wish.midiOutput != m_wish.midiOutput) {
        closeOutput();
        m_state.midiOutputProblem.reset();
        m_outputPatience.reset();
    }
    if (wish.midiInput != m_wish.midiInput) {
        m_input.reset();
        m_state.midiInputProblem.reset();
        m_inputPatience.reset();
    }
    m_wish = wish;
    // Lost devices are closed before others are opened, as they may share a service.
    if (m_audio.isLost())
        (void)m_audio.open("none");
    if (m_output && !m_output->isAlive())
        closeOutput();
    if (m_input && !m_input->isAlive())
        m_input.reset();
    pursueAudio(now);
    pursueOutput(now);
    pursueInput(now);
    m_state.audioDriver = m_audio.driver();
    m_state.sampleRate = m_audio.sampleRate();
    m_state.priority = m_audio.priority();
    m_state.midiOutput = m_output;
    m_state.hasMidiInput = m_input != nullptr;
    return m_state;
}

void SoundDevices::pursueAudio(Clock::time_point now) {
    if (m_wish.audioDriver == "none" || m_audio.driver() != "none" || !m_audioPatience.isDue(now))
        return;
    const auto opened = m_audio.open(m_wish.audioDriver);
    m_state.audioProblem = opened ? std::nullopt : std::optional(opened.error());
    if (opened)
        m_audioPatience.reset();
    else
        m_audioPatience.failedAt(now);
}

void SoundDevices::pursueOutput(Clock::time_point now) {
    if (m_wish.midiOutput.empty() || m_output || !m_outputPatience.isDue(now))
        return;
    if (auto opened = MidiOutput::open(m_wish.midiOutput)) {
        m_output = std::move(*opened);
        m_state.midiOutputProblem.reset();
        m_outputPatience.reset();
    } else {
        m_state.midiOutputProblem = opened.error();
        m_outputPatience.failedAt(now);
    }
}

void SoundDevices::pursueInput(Clock::time_point now) {
    if (m_wish.midiInput.empty() || m_input || !m_inputPatience.isDue(now))
        return;
    if (auto opened = MidiInput::open(m_wish.midiInput, m_player)) {
        m_input = std::move(*opened);
        m_state.midiInputProblem.reset();
        m_inputPatience.reset();
    } else {
        m_state.midiInputProblem = opened.error();
        m_inputPatience.failedAt(now);
    }
}

void SoundDevices::closeOutput() {
    if (m_output)
        m_output->close(); // others may share it for a while
    m_output.reset();
}

} // namespace leitmotif
