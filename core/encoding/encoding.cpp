// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/encoding.h"

#include "core/encoding/event_tokens.h"

#include <nlohmann/json.hpp>

namespace leitmotif {

Result<std::unique_ptr<SequenceEncoding>>
fitEncoding(const Corpus& corpus, const EncodingOptions& options, int transposition) {
    if (options.kind != "events")
        return Error{ErrorCode::BadSetting, {"encoding", options.kind, "events"}};
    if (!EventGrid::allows(options.stepsPerBeat))
        return Error{ErrorCode::BadSetting,
                     {"steps_per_beat", std::to_string(options.stepsPerBeat),
                      "1 to " + std::to_string(EventGrid::kMostStepsPerBeat)}};
    if (corpus.noteCount() == 0)
        return Error{ErrorCode::NoNotes,
                     {corpus.pieces().empty() ? "" : corpus.pieces().front().name}};
    return std::unique_ptr<SequenceEncoding>(
        std::make_unique<EventTokens>(fittedEventModel(corpus, options, transposition)));
}

Result<std::unique_ptr<SequenceEncoding>> encodingFromJson(const nlohmann::json& json) {
    if (!json.is_object() || !json.contains("kind") || json["kind"] != "events")
        return Error{ErrorCode::CheckpointUnreadable, {"encoding"}};
    auto model = EventModel::fromJson(json);
    if (!model)
        return model.error();
    return std::unique_ptr<SequenceEncoding>(std::make_unique<EventTokens>(*std::move(model)));
}

} // namespace leitmotif
