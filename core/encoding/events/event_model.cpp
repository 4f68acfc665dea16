// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/event_model.h"

#include "core/corpus/grid_steps.h"
#include "core/encoding/events/event_writer.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace leitmotif {

namespace {

void widen(EventLimits& limits, const std::vector<Token>& tokens, EventClock clock) {
    int bars = 0;
    int shifts = 0;
    int notes = 0;
    bool isFirst = true;
    for (const Token token : tokens) {
        if (token.kind == TokenKind::Pitch || token.kind == TokenKind::Drum)
            clock.widen(*limits.silence);
        clock.read(token);
        if (token.kind == TokenKind::Bar || token.kind == TokenKind::Position ||
            token.kind == TokenKind::TimeShift)
            notes = 0;
        if (token.kind == TokenKind::Bar)
            ++bars;
        if (token.kind == TokenKind::TimeShift)
            limits.longestShifts = std::max(limits.longestShifts, ++shifts);
        if (token.kind == TokenKind::Pitch || token.kind == TokenKind::Drum) {
            int& rest = isFirst ? limits.leadingRest : limits.longestRest;
            rest = std::max(rest, bars - 1);
            limits.mostNotes = std::max(limits.mostNotes, ++notes);
            bars = shifts = 0;
            isFirst = false;
        }
    }
}

/// Adds all pitches of the corpus and their transpositions.
void addPitches(std::set<Token>& words, int transposition) {
    constexpr int kHighest = 127;
    int lowest = kHighest + 1;
    int highest = -1;
    for (const Token word : words)
        if (word.kind == TokenKind::Pitch) {
            lowest = std::min(lowest, word.value);
            highest = std::max(highest, word.value);
        }
    if (highest < 0)
        return;
    for (int pitch = std::max(0, lowest - transposition);
         pitch <= std::min(kHighest, highest + transposition); ++pitch)
        words.insert({TokenKind::Pitch, pitch});
}

constexpr int kTooManySteps = 1 << 20; // far more than any bar or duration has

bool isSane(const BarMeter& meter) {
    return isSaneSignature(meter.numerator, meter.denominator) && meter.cutSteps >= 0 &&
           meter.cutSteps < kTooManySteps;
}

bool isSane(const EventLimits& limits) {
    const auto& silence = limits.silence;
    return limits.leadingRest >= 0 && limits.longestRest >= 0 && limits.longestShifts >= 1 &&
           limits.mostNotes >= 1 &&
           (!silence ||
            (silence->leading >= 0.0 && silence->gap >= 0.0 && silence->silence >= 0.0));
}

bool isSane(Token token, const EventModel& model) {
    constexpr int kBins = 16;
    constexpr int kPitches = 128;
    int first = 1;
    int end = kTooManySteps;
    switch (token.kind) {
    case TokenKind::Bar:
        first = 0;
        end = static_cast<int>(model.meters.size());
        break;
    case TokenKind::Part:
        first = 0;
        end = static_cast<int>(model.parts.pitched().size());
        break;
    case TokenKind::Velocity:
        first = 0;
        end = kBins;
        break;
    case TokenKind::Pitch:
        first = 0;
        end = model.parts.pitched().empty() ? 0 : kPitches;
        break;
    case TokenKind::Drum:
        first = 0;
        end = model.parts.drums() ? kPitches : 0;
        break;
    default:
        break;
    }
    return token.value >= first && token.value < end;
}

/// True if a sample can always continue: there is a note, with all tokens needed before it.
bool isComplete(const EventModel& model) {
    const auto has = [&](TokenKind kind) {
        return std::ranges::any_of(model.vocabulary.tokens(),
                                   [=](Token word) { return word.kind == kind; });
    };
    const bool hasTime = model.hasFreeBeat
                             ? has(TokenKind::TimeShift) && has(TokenKind::TimeDuration)
                             : has(TokenKind::Bar) && has(TokenKind::Duration);
    const bool hasPart = model.parts.pitched().size() < 2 || has(TokenKind::Part);
    return hasTime && (!model.options.hasVelocity || has(TokenKind::Velocity)) &&
           (has(TokenKind::Drum) || (has(TokenKind::Pitch) && hasPart));
}

} // namespace

int EventModel::meterLike(const BarMeter& meter) const {
    auto found = std::ranges::find(meters, meter);
    if (found == meters.end())
        found = std::ranges::find_if(meters, [&](const BarMeter& known) {
            return known.numerator == meter.numerator && known.denominator == meter.denominator;
        });
    return found == meters.end() ? 0 : static_cast<int>(found - meters.begin());
}

bool EventModel::isUsual(const BarMeter& meter) const {
    return meter.numerator == setting.numerator && meter.denominator == setting.denominator &&
           meter.cutSteps == 0;
}

nlohmann::json EventModel::toJson() const {
    auto meterList = nlohmann::json::array();
    for (const BarMeter& meter : meters)
        meterList.push_back({meter.numerator, meter.denominator, meter.cutSteps});
    nlohmann::json json = setting.toJson();
    json.update({{"kind", options.kind},
                 {"steps_per_beat", options.stepsPerBeat},
                 {"velocity", options.hasVelocity},
                 {"merged", options.mergesTracks},
                 {"vocabulary", vocabulary.toJson()},
                 {"parts", parts.toJson()},
                 {"meters", meterList},
                 {"limits",
                  {limits.leadingRest, limits.longestRest, limits.longestShifts, limits.mostNotes}},
                 {"pedal", pedal.toJson()},
                 {"free_beat", hasFreeBeat}});
    if (limits.silence)
        json["silence"] = {limits.silence->leading, limits.silence->gap, limits.silence->silence};
    return json;
}

Result<EventModel> EventModel::fromJson(const nlohmann::json& json) {
    EventModel model;
    try {
        json.at("kind").get_to(model.options.kind);
        json.at("steps_per_beat").get_to(model.options.stepsPerBeat);
        json.at("velocity").get_to(model.options.hasVelocity);
        json.at("merged").get_to(model.options.mergesTracks);
        auto vocabulary = Vocabulary::fromJson(json.at("vocabulary"));
        if (!vocabulary)
            return vocabulary.error();
        model.vocabulary = *std::move(vocabulary);
        model.parts = CorpusParts::fromJson(json.at("parts"));
        for (const auto& meter : json.at("meters"))
            model.meters.push_back({meter.at(0), meter.at(1), meter.at(2)});
        const auto& limits = json.at("limits");
        model.limits = {limits.at(0), limits.at(1), limits.at(2), limits.at(3), {}};
        if (json.contains("silence")) { // checkpoints of older versions have none
            const auto& silence = json["silence"];
            model.limits.silence = {silence.at(0), silence.at(1), silence.at(2)};
        }
        if (json.contains("pedal")) // checkpoints of older versions have none
            model.pedal = PedalHabit::fromJson(json["pedal"]);
        model.setting = TakeSetting::fromJson(json);
        json.at("free_beat").get_to(model.hasFreeBeat);
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
    const auto& words = model.vocabulary.tokens();
    if (!NoteGrid::allows(model.options.stepsPerBeat) || !model.setting.isSane() ||
        !isSane(model.limits) || !std::ranges::is_sorted(words) ||
        !std::ranges::all_of(model.meters, [](const BarMeter& m) { return isSane(m); }) ||
        !std::ranges::all_of(words, [&](Token word) { return isSane(word, model); }) ||
        !isComplete(model))
        return Error{ErrorCode::CheckpointUnreadable, {"events"}};
    return model;
}

EventModel fittedEventModel(const Corpus& corpus, const EncodingOptions& options,
                            int transposition) {
    EventModel model;
    model.options = options;
    model.options.stepsPerBeat = stepsPerBeatFor(corpus, options.stepsPerBeat);
    model.parts = CorpusParts(corpus, options.mergesTracks);
    model.limits.silence.emplace();
    const NoteGrid grid(model.options);
    std::vector<double> barSteps;
    std::map<BarMeter, int> meterIndex;
    const auto indexOf = [&](const BarMeter& meter) {
        const auto [entry, isNew] =
            meterIndex.emplace(meter, static_cast<int>(model.meters.size()));
        if (isNew) {
            model.meters.push_back(meter);
            barSteps.push_back(grid.stepsOf(meter));
        }
        return entry->second;
    };
    std::set<Token> words;
    std::vector<GridNote> gridNotes;
    std::size_t freeNotes = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        EventWriter writer(grid, model.parts, options, indexOf,
                           [](Token wanted) { return std::optional(wanted); });
        const GridPiece onGrid = gridPiece(piece, grid, model.parts);
        writer.write(onGrid);
        words.insert(writer.tokens().begin(), writer.tokens().end());
        if (piece.hasFreeBeat) // so that time can always pass
            words.insert({TokenKind::TimeShift, grid.longestShift()});
        widen(model.limits, writer.tokens(), EventClock(barSteps));
        gridNotes.insert(gridNotes.end(), onGrid.notes.begin(), onGrid.notes.end());
        freeNotes += piece.hasFreeBeat ? onGrid.notes.size() : 0;
    }
    model.hasFreeBeat = 2 * freeNotes > gridNotes.size();
    model.setting = TakeSetting::of(corpus, model.hasFreeBeat);
    model.pedal = PedalHabit(gridNotes);
    addPitches(words, std::max(0, transposition));
    model.vocabulary = Vocabulary({words.begin(), words.end()});
    return model;
}

} // namespace leitmotif
