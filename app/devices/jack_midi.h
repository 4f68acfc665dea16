// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/midi_ports.h"

#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

/// MIDI through the JackSession, on its ports "MIDI out" and "MIDI in".
namespace jack_midi {

/// False if no server answers. `outputs` (those that can be played to) and `inputs` get the ports
/// of other programs.
bool listOutputs(std::vector<std::string>& outputs);
bool listInputs(std::vector<std::string>& inputs);

/// Opens a port connected to another program's port, or unconnected for kVirtualMidiPort. Null if
/// there is no server or no such port.
std::shared_ptr<MidiOutput> openOutput(const std::string& port);
std::unique_ptr<MidiInput> openInput(const std::string& port, Player& player);

} // namespace jack_midi

} // namespace leitmotif
