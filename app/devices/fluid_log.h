// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace leitmotif {

/// FluidSynth's warnings and errors. FluidSynth has one log for the whole process and writes to it
/// from audio threads too, so messages are kept in a small fixed store without waiting; surplus
/// messages are only counted.
class FluidLog {
  public:
    /// Sends FluidSynth's messages here instead of standard error. Any thread, any number of times.
    static void install();
    /// Takes the stored messages, oldest first. Not for the audio thread.
    [[nodiscard]] static std::vector<std::string> take();
};

} // namespace leitmotif
