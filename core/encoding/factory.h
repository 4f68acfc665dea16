// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"

namespace leitmotif {

/// Fits an encoding to a corpus. `transposition` semitones up and down are kept in the vocabulary.
/// Errors: NoNotes, BadSetting (kind).
Result<std::unique_ptr<SequenceEncoding>>
fitEncoding(const Corpus& corpus, const EncodingOptions& options, int transposition);
/// Errors: CheckpointUnreadable.
Result<std::unique_ptr<SequenceEncoding>> encodingFromJson(const nlohmann::json& json);

} // namespace leitmotif
