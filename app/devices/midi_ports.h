// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/sound_chain.h"
#include "core/base/result.h"
#include "core/playback/player.h"

#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

/// Stands for a port of the program's own, to which other programs connect, in the lists below.
inline constexpr const char* kVirtualMidiPort = "Leitmotif";

/// A MIDI port that plays what the player plays, each message when it is due: another thread sends
/// them, fed by a lock-free queue. All that sounds ends when it is closed. A port that vanishes
/// swallows what it is sent. Apart from sendRt() for one thread, which may have to wait for a
/// service.
class MidiOutput : public TimedSink {
  public:
    /// Ports that can be opened now, the virtual one last where the system has virtual ports.
    [[nodiscard]] static std::vector<std::string> ports();
    /// Errors: MidiPortUnavailable.
    static Result<std::shared_ptr<MidiOutput>> open(const std::string& port);
    /// False once the port has vanished.
    [[nodiscard]] virtual bool isAlive() = 0;
    /// Ends what sounds and gives the port back, whoever holds the object; it swallows from then
    /// on.
    virtual void close() = 0;
};

/// A MIDI keyboard that plays the player's live instrument (Player::playLive). Keys that are held
/// when it goes end. For one thread, which may have to wait for a service.
class MidiInput {
  public:
    virtual ~MidiInput() = default;
    [[nodiscard]] static std::vector<std::string> ports();
    /// `player` must outlive it. Errors: MidiPortUnavailable.
    static Result<std::unique_ptr<MidiInput>> open(const std::string& port, Player& player);
    [[nodiscard]] virtual bool isAlive() = 0;
};

} // namespace leitmotif
