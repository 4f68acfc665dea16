// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_events.h"

#include "core/runs/loss_history.h"

#include <cmath>
#include <cstdio>
#include <variant>

namespace leitmotif {

namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json orNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

Json lineOf(const char* event, std::int64_t run) {
    return {{"event", event}, {"run", run}};
}

struct LineMaker {
    std::int64_t run;
    const EventContext& context;

    std::optional<Json> operator()(const RunStarted& started) const {
        Json line = lineOf("run", run);
        line["preset"] = context.preset;
        line["loss_kind"] = context.lossKind;
        line["parameters"] = started.parameters;
        line["device"] = started.device;
        line["precision"] = started.precision;
        line["threads"] = started.threads;
        line["notes"] = started.notes;
        line["validation_notes"] = started.validationNotes;
        line["unigram_nats"] = started.unigramNats > 0.0 ? Json(started.unigramNats) : Json();
        line["ngram_nats"] = orNull(started.ngramNats);
        line["first_epoch"] = started.firstEpoch;
        line["epochs"] = started.epochs;
        line["project"] = context.project;
        line["seconds"] = context.seconds;
        return line;
    }

    std::optional<Json> operator()(const EpochFinished& epoch) const {
        Json line = lineOf("epoch", run);
        line.update(jsonOf(epoch));
        line["seconds"] = context.seconds;
        return line;
    }

    std::optional<Json> operator()(const TakeSampled& sampled) const {
        const Take& take = sampled.take;
        Json line = lineOf("sample", run);
        line["epoch"] = take.origin.epoch;
        line["file"] = context.file;
        line["seconds"] = context.seconds;
        line["notes"] = take.notes;
        for (const TakeMeasure& measure : takeMeasures())
            line[measure.key] =
                measure.isWhole ? Json(std::llround(measure.read(take))) : Json(measure.read(take));
        line["bars"] = take.bars;
        line["seed"] = take.origin.seed;
        return line;
    }

    std::optional<Json> operator()(const LatentMapDrawn& drawn) const {
        Json line = lineOf("latent_map", run);
        line["epoch"] = drawn.epoch;
        line["file"] = context.file.empty() ? Json() : Json(context.file);
        line["side"] = drawn.map->side;
        line["reach"] = drawn.map->reach;
        line["shown"] = drawn.map->shown;
        line["seconds"] = context.seconds;
        return line;
    }

    std::optional<Json> operator()(const RunDiagnosed& diagnosed) const {
        Json line = lineOf("diagnosis", run);
        line["epoch"] = diagnosed.epoch;
        line["kind"] = diagnosed.kind;
        line["message"] = diagnosed.message;
        return line;
    }

    std::optional<Json> operator()(const RunFinished& finished) const {
        Json line = lineOf("finished", run);
        line["epochs"] = finished.epochs;
        line["best_epoch"] = orNull(finished.bestEpoch);
        line["test_loss"] = orNull(finished.testLoss);
        line["seconds"] = context.seconds;
        line["end"] = nameOf(finished.end);
        line["ended_by"] = endedBy(finished, context.plannedEpochs);
        line["project"] = context.project;
        return line;
    }

    std::optional<Json> operator()(const RunFailed& failed) const {
        Json line = lineOf("failed", run);
        line["message"] = describe(failed.error);
        return line;
    }

    std::optional<Json> operator()(const RunProgress& /*progress*/) const { return std::nullopt; }
    std::optional<Json> operator()(const CheckpointReady& /*ready*/) const { return std::nullopt; }
};

/// JSON escapes only the first 32 control characters; terminals interpret others, too.
std::string withEscapedControls(const std::string& json) {
    std::string text;
    text.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto byte = static_cast<unsigned char>(json[i]);
        const auto next = static_cast<unsigned char>(i + 1 < json.size() ? json[i + 1] : 0);
        const bool isTwoBytes = byte == 0xc2 && next >= 0x80 && next < 0xa0;
        if (byte != 0x7f && !isTwoBytes) {
            text += json[i];
            continue;
        }
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", isTwoBytes ? next : byte);
        text += escape;
        i += isTwoBytes ? 1 : 0;
    }
    return text;
}

} // namespace

std::optional<nlohmann::ordered_json> jsonOf(const RunEvent& event, const EventContext& context) {
    return std::visit(LineMaker{event.run, context}, event.what);
}

nlohmann::ordered_json jsonOf(const EpochFinished& epoch) {
    Json object = {{"epoch", epoch.epoch},
                   {"loss", epoch.loss},
                   {"validation_loss", orNull(epoch.validationLoss)},
                   {"network_validation_loss", orNull(epoch.networkValidationLoss)}};
    for (const auto& [name, value] : epoch.measures)
        object[name] = value;
    return object;
}

const char* nameOf(RunEnd end) {
    switch (end) {
    case RunEnd::Completed:
        return "completed";
    case RunEnd::EarlyStopped:
        return "early_stopped";
    case RunEnd::Stopped:
        break;
    }
    return "stopped";
}

const char* endedBy(const RunFinished& finished, int plannedEpochs) {
    switch (finished.end) {
    case RunEnd::Completed:
        return isOutOfTime(finished, plannedEpochs) ? "minutes" : "epochs";
    case RunEnd::EarlyStopped:
        return "patience";
    case RunEnd::Stopped:
        break;
    }
    return "stop";
}

void printJsonLine(const nlohmann::ordered_json& object) {
    const std::string text =
        object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    std::fprintf(stdout, "%s\n", withEscapedControls(text).c_str());
    std::fflush(stdout);
}

} // namespace leitmotif
