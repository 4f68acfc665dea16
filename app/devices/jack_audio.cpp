// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/jack_audio.h"

#include <span>
#include <utility>

namespace leitmotif {

std::unique_ptr<JackAudio> JackAudio::open(AudioSource& source) {
    auto session = JackSession::open();
    if (!session)
        return nullptr;
    std::unique_ptr<JackAudio> audio(new JackAudio(source, std::move(session)));
    return audio->start() ? std::move(audio) : nullptr;
}

JackAudio::JackAudio(AudioSource& source, std::shared_ptr<JackSession> session)
    : m_source(source), m_session(std::move(session)) {}

JackAudio::~JackAudio() {
    m_session->remove(JackSession::Place::Audio);
    m_session->removePort(m_left);
    m_session->removePort(m_right);
}

bool JackAudio::start() {
    m_left = m_session->addPort("left", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
    m_right = m_session->addPort("right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
    if (m_left == nullptr || m_right == nullptr)
        return false;
    m_session->add(JackSession::Place::Audio, *this);
    connect();
    return true;
}

void JackAudio::connect() {
    const auto speakers =
        m_session->otherPorts(JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
    if (speakers.empty())
        return;
    m_session->connect(m_left, speakers[0]);
    m_session->connect(m_right, speakers[speakers.size() > 1 ? 1 : 0]);
}

void JackAudio::processRt(jack_nframes_t frames,
                          std::chrono::steady_clock::time_point /*begin*/) noexcept {
    const auto buffer = [&](jack_port_t* port) {
        return std::span(static_cast<float*>(jack_port_get_buffer(port, frames)), frames);
    };
    m_source.renderRt(buffer(m_left), buffer(m_right));
}

} // namespace leitmotif
