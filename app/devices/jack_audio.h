// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/jack_session.h"
#include "app/devices/sound_chain.h"

#include <memory>

namespace leitmotif {

/// Two ports of the JackSession, "left" and "right", connected to the loudspeakers, that play what
/// the source makes.
class JackAudio : private JackPart {
  public:
    /// `source` must outlive it. Nothing if no server answers.
    static std::unique_ptr<JackAudio> open(AudioSource& source);
    ~JackAudio() override;

    [[nodiscard]] bool isAlive() const { return m_session->isAlive(); }
    [[nodiscard]] double sampleRate() const { return m_session->sampleRate(); }

  private:
    JackAudio(AudioSource& source, std::shared_ptr<JackSession> session);
    [[nodiscard]] bool start();
    void connect();
    void processRt(jack_nframes_t frames,
                   std::chrono::steady_clock::time_point begin) noexcept override;

    AudioSource& m_source;
    std::shared_ptr<JackSession> m_session;
    jack_port_t* m_left = nullptr;
    jack_port_t* m_right = nullptr;
};

} // namespace leitmotif
