// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/factory.h"

#include "core/corpus/grid_steps.h"
#include "core/encoding/common/note_grid.h"
#include "core/encoding/events/event_tokens.h"
#include "core/encoding/frames/frame_tokens.h"
#include "core/encoding/words/chord_tokens.h"
#include "core/encoding/words/jazz_tokens.h"
#include "core/encoding/words/state_tokens.h"

#include <nlohmann/json.hpp>

namespace leitmotif {

Result<std::unique_ptr<SequenceEncoding>>
fitEncoding(const Corpus& corpus, const EncodingOptions& wanted, int transposition) {
    EncodingOptions options = wanted;
    options.stepsPerBeat = stepsPerBeatFor(corpus, wanted.stepsPerBeat);
    if (options.kind == "frames") {
        auto frames = Frames::fitted(corpus, options.stepsPerBeat);
        if (!frames)
            return frames.error();
        return std::unique_ptr<SequenceEncoding>(std::make_unique<FrameTokens>(*frames));
    }
    if (!NoteGrid::allows(options.stepsPerBeat))
        return Error{ErrorCode::BadSetting,
                     {"steps_per_beat", std::to_string(options.stepsPerBeat),
                      "1 to " + std::to_string(NoteGrid::kMostStepsPerBeat)}};
    const bool isEvents = options.kind == "events";
    if (corpus.noteCount() == 0)
        return Error{ErrorCode::NoNotes,
                     {corpus.pieces().empty() ? "" : corpus.pieces().front().name}};
    if (!isEvents && !hasPitchedNotes(corpus))
        return Error{ErrorCode::OnlyDrums, {corpus.pieces().front().name}};
    using Encoding = std::unique_ptr<SequenceEncoding>;
    if (isEvents)
        return Encoding(
            std::make_unique<EventTokens>(fittedEventModel(corpus, options, transposition)));
    if (options.kind == "chords")
        return Encoding(ChordTokens::fitted(corpus, options, transposition));
    if (options.kind == "states")
        return Encoding(StateTokens::fitted(corpus, options, transposition));
    if (options.kind == "jazz")
        return Encoding(JazzTokens::fitted(corpus, options));
    return Error{ErrorCode::BadSetting,
                 {"encoding", options.kind, "events, chords, states, jazz, frames"}};
}

Result<std::unique_ptr<SequenceEncoding>> encodingFromJson(const nlohmann::json& json) {
    const std::string kind = json.is_object() && json.contains("kind") && json["kind"].is_string()
                                 ? json["kind"].get<std::string>()
                                 : "";
    if (kind == "chords")
        return ChordTokens::fromJson(json);
    if (kind == "states")
        return StateTokens::fromJson(json);
    if (kind == "jazz")
        return JazzTokens::fromJson(json);
    if (kind == "frames") {
        auto frames = Frames::fromJson(json);
        if (!frames)
            return frames.error();
        return std::unique_ptr<SequenceEncoding>(std::make_unique<FrameTokens>(*frames));
    }
    if (kind != "events")
        return Error{ErrorCode::CheckpointUnreadable, {"encoding"}};
    auto model = EventModel::fromJson(json);
    if (!model)
        return model.error();
    return std::unique_ptr<SequenceEncoding>(std::make_unique<EventTokens>(*std::move(model)));
}

} // namespace leitmotif
