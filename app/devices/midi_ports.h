// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/sound_chain.h"
#include "core/base/result.h"
#include "core/playback/player.h"

#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

/// In the lists below: a port of the program's own, to which other programs connect.
inline constexpr const char* kVirtualMidiPort = "Leitmotif";

/// A MIDI port that plays what the player plays, each message when it is due: another thread sends
/// them, fed by a lock-free queue. Closing it ends all sounding notes. A vanished port ignores
/// messages. Except for sendRt(), used on one thread, which may have to wait for a service.
class MidiOutput : public TimedSink {
  public:
    /// Ports that can be opened now, the virtual one last where the system has virtual ports.
    [[nodiscard]] static std::vector<std::string> ports();
    /// Errors: MidiPortUnavailable.
    static Result<std::shared_ptr<MidiOutput>> open(const std::string& port);
    /// False once the port has vanished.
    [[nodiscard]] virtual bool isAlive() = 0;
    /// Ends all sounding notes and closes the port, even if the object is still shared; it ignores
    /// later messages.
    virtual void close() = 0;
};

/// A MIDI keyboard that plays the player's live instrument (Player::playLive). Its destructor
/// releases held keys. Used on one thread, which may have to wait for a service.
class MidiInput {
  public:
    virtual ~MidiInput() = default;
    [[nodiscard]] static std::vector<std::string> ports();
    /// `player` must outlive it. Errors: MidiPortUnavailable.
    static Result<std::unique_ptr<MidiInput>> open(const std::string& port, Player& player);
    [[nodiscard]] virtual bool isAlive() = 0;
};

} // namespace leitmotif
