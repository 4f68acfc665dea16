// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/take_frame.h"

#include "core/encoding/event_grid.h"
#include "core/encoding/event_model.h"

#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>

namespace leitmotif {

TakeFrame TakeFrame::fitted(const Corpus& corpus, int stepsPerBeat) {
    TakeFrame frame;
    frame.stepsPerBeat = stepsPerBeat;
    frame.part = EventParts(corpus, true).pitched().front();
    std::size_t freeNotes = 0;
    const Score* firstWithBeat = nullptr;
    for (const CorpusPiece& piece : corpus.pieces())
        if (piece.hasFreeBeat)
            freeNotes += piece.score.noteCount();
        else if (firstWithBeat == nullptr)
            firstWithBeat = &piece.score;
    if (firstWithBeat == nullptr || 2 * freeNotes > corpus.noteCount())
        return frame;
    frame.microseconds = medianTempo(corpus);
    const SignatureChange signature = firstWithBeat->meterMap().signatureAt({0});
    frame.numerator = signature.numerator;
    frame.denominator = signature.denominator;
    return frame;
}

Division TakeFrame::division() const {
    constexpr int kHalfBeat = 240;
    return {static_cast<std::uint16_t>(2 * stepsPerBeat * std::max(1, kHalfBeat / stepsPerBeat))};
}

Tick TakeFrame::ticksPerStep() const {
    return {division().raw / stepsPerBeat};
}

Tick TakeFrame::ticksPerBar() const {
    return MeterMap(division(), {{{0}, numerator, denominator}}).barLength({0});
}

std::int64_t TakeFrame::stepsPerBar() const {
    return std::max<std::int64_t>(
        1, std::llround(4.0 * stepsPerBeat * numerator / static_cast<double>(denominator)));
}

Score TakeFrame::conductor(Tick end) const {
    Score score;
    score.division = division();
    score.tracks.push_back(std::make_shared<const Track>(
        std::vector<Note>{},
        std::vector<Event>{tempoEvent({0}, microseconds),
                           timeSignatureEvent({0}, numerator, denominator)},
        end));
    return score;
}

Score TakeFrame::score(std::vector<Note> notes) const {
    Tick end;
    for (Note& note : notes) {
        note.channel = part.channel;
        end = std::max(end, note.end());
    }
    Score score = conductor(end);
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), part.setUp(), end));
    return score;
}

nlohmann::json TakeFrame::toJson() const {
    return {{"part", part.toJson()},
            {"microseconds_per_beat", microseconds},
            {"signature", {numerator, denominator}},
            {"steps_per_beat", stepsPerBeat}};
}

TakeFrame TakeFrame::fromJson(const nlohmann::json& json) {
    TakeFrame frame;
    frame.part = EventPart::fromJson(json.at("part"));
    json.at("microseconds_per_beat").get_to(frame.microseconds);
    json.at("signature").at(0).get_to(frame.numerator);
    json.at("signature").at(1).get_to(frame.denominator);
    json.at("steps_per_beat").get_to(frame.stepsPerBeat);
    return frame;
}

bool TakeFrame::isSane() const {
    constexpr int kFinest = 128;
    return microseconds > 0 && microseconds <= 0xffffffU && numerator > 0 && numerator < 256 &&
           denominator > 0 && denominator <= kFinest &&
           std::has_single_bit(static_cast<unsigned>(denominator)) &&
           EventGrid::allows(stepsPerBeat);
}

} // namespace leitmotif
