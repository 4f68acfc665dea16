// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/provenance.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace leitmotif {

/// "learned_from" of a run and of its takes: the files with their tracks and bars, from 1, and of
/// the pretrained network the numbers of works and notes, by licence and by collection.
/// `listsWorks`: also each of its works.
[[nodiscard]] nlohmann::ordered_json toJson(const Provenance& provenance, bool listsWorks);

/// The same as text, several lines; numbers only with the works.
[[nodiscard]] std::string toText(const Provenance& provenance, bool listsWorks);

} // namespace leitmotif
