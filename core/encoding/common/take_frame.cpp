// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/take_frame.h"

#include "core/encoding/common/note_grid.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace leitmotif {

TakeFrame TakeFrame::fitted(const Corpus& corpus, int stepsPerBeat) {
    TakeFrame frame;
    frame.stepsPerBeat = stepsPerBeat;
    frame.part = CorpusParts(corpus, true).pitched().front();
    frame.setting = TakeSetting::of(corpus);
    return frame;
}

Division TakeFrame::division() const {
    constexpr int kHalfBeat = 240;
    return {static_cast<std::uint16_t>(2 * stepsPerBeat * std::max(1, kHalfBeat / stepsPerBeat))};
}

Tick TakeFrame::ticksPerStep() const {
    return {division().raw / stepsPerBeat};
}

SignatureChange TakeFrame::countedSignature() const {
    return setting.isFree ? SignatureChange{}
                          : SignatureChange{{}, setting.numerator, setting.denominator};
}

Tick TakeFrame::ticksIn(int bars) const {
    return {std::max<std::int64_t>(
        1, std::llround(setting.quartersIn(std::max(1, bars)) * division().raw))};
}

std::int64_t TakeFrame::stepsPerBar() const {
    const SignatureChange signature = countedSignature();
    return std::max<std::int64_t>(
        1, std::llround(4.0 * stepsPerBeat * signature.numerator / signature.denominator));
}

Score TakeFrame::score(std::vector<Note> notes, std::vector<TrackPtr> others) const {
    Tick end;
    for (Note& note : notes) {
        note.channel = part.channel;
        end = std::max(end, note.end());
    }
    Score score;
    score.division = division();
    score.tracks = {std::make_shared<const Track>(std::vector<Note>{}, std::vector<Event>{}, end),
                    std::make_shared<const Track>(std::move(notes), part.setUp(), end)};
    std::ranges::move(others, std::back_inserter(score.tracks));
    return setting.finished(std::move(score));
}

nlohmann::json TakeFrame::toJson() const {
    nlohmann::json json = setting.toJson();
    json["part"] = part.toJson();
    json["steps_per_beat"] = stepsPerBeat;
    return json;
}

TakeFrame TakeFrame::fromJson(const nlohmann::json& json) {
    TakeFrame frame;
    frame.part = CorpusPart::fromJson(json.at("part"));
    frame.setting = TakeSetting::fromJson(json);
    json.at("steps_per_beat").get_to(frame.stepsPerBeat);
    return frame;
}

bool TakeFrame::isSane() const {
    return setting.isSane() && NoteGrid::allows(stepsPerBeat);
}

} // namespace leitmotif
