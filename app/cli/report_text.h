// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/import_report.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace leitmotif {

/// One entry of the `files` of `inspect --json`. Tracks, channels and bars count from 1, programs
/// and ticks from 0; the division is the header's word, negative for SMPTE.
[[nodiscard]] nlohmann::ordered_json toJson(const ImportReport& report);

/// The report as text: a line about the file, a table of its tracks, the repairs.
[[nodiscard]] std::string toText(const ImportReport& report);

} // namespace leitmotif
