// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/take_setting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::uint32_t kCountedMicroseconds = 500'000; // of a beat where the beat is free
constexpr int kMostSharps = 7;
constexpr std::uint32_t kLongestBeat = 0xffffff; // that a tempo event can hold
// Free music is retimed to its tempo: the tempo of a damaged file would make it vanish or endless.
constexpr std::uint32_t kFastestFree = 150'000;
constexpr std::uint32_t kSlowestFree = 3'000'000;

using KeyChanges = std::vector<std::pair<Tick, KeySignature>>;

std::optional<KeySignature> keyIn(const Event& event) {
    const auto bytes = event.bytes();
    if (!event.isMeta(meta::kKeySignature) || bytes.size() < 2)
        return std::nullopt;
    const KeySignature key{static_cast<std::int8_t>(bytes[0]), bytes[1] == 1};
    const bool isPossible = std::abs(key.sharps) <= kMostSharps && bytes[1] <= 1;
    return isPossible ? std::optional(key) : std::nullopt;
}

/// The key changes of the first track that has any: other tracks repeat them, or are written for
/// transposing instruments.
KeyChanges keyChangesOf(const Score& score) {
    KeyChanges changes;
    for (const TrackPtr& track : score.tracks) {
        for (const Event& event : track->events())
            if (const auto key = keyIn(event))
                changes.emplace_back(event.tick, *key);
        if (!changes.empty())
            break;
    }
    return changes;
}

template <class Value>
Value mostFrequent(const std::map<Value, std::size_t>& counts, Value otherwise) {
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return most == counts.end() ? otherwise : most->first;
}

/// Tempo, signature and key at the notes of some pieces.
struct Holding {
    std::map<std::uint32_t, std::size_t> tempos;
    std::map<std::pair<int, int>, std::size_t> signatures;
    std::map<std::optional<KeySignature>, std::size_t> keys;

    void add(const Score& score) {
        const TempoMap tempoMap = score.tempoMap();
        const MeterMap meters = score.meterMap();
        const KeyChanges keyChanges = keyChangesOf(score);
        for (const TrackPtr& track : score.tracks)
            for (const Note& note : track->notes()) {
                ++tempos[tempoMap.changeAt(note.onset).microseconds];
                const SignatureChange signature = meters.signatureAt(note.onset);
                ++signatures[{signature.numerator, signature.denominator}];
                const auto after = std::ranges::upper_bound(
                    keyChanges, note.onset, {}, [](const auto& change) { return change.first; });
                if (after != keyChanges.begin())
                    ++keys[std::prev(after)->second];
                else if (!keyChanges.empty()) // an upbeat before the first signature
                    ++keys[keyChanges.front().second];
                else
                    ++keys[std::nullopt];
            }
    }

    /// The median over the notes, as a tempo map with rubato has hundreds of tempos.
    [[nodiscard]] std::uint32_t medianTempo() const {
        std::size_t all = 0;
        for (const auto& [tempo, notes] : tempos)
            all += notes;
        std::size_t sum = 0;
        for (const auto& [tempo, notes] : tempos) {
            sum += notes;
            if (2 * sum >= all)
                return std::clamp(tempo, 1U, kLongestBeat);
        }
        return kCountedMicroseconds;
    }
};

/// The score at another tempo, with every note at the same second.
Score retimed(const Score& score, std::uint32_t microseconds) {
    constexpr int kMostTicks = 0x7fff; // a beat
    const int finer = std::clamp(
        static_cast<int>(std::ceil(microseconds / static_cast<double>(kCountedMicroseconds))), 1,
        std::max(1, kMostTicks / score.division.raw));
    const double ratio = static_cast<double>(kCountedMicroseconds) * finer / microseconds;
    const auto moved = [&](Tick tick) {
        return Tick{std::llround(static_cast<double>(tick.value) * ratio)};
    };
    Score result = score;
    result.division.raw = static_cast<std::uint16_t>(score.division.raw * finer);
    for (TrackPtr& track : result.tracks) {
        std::vector<Note> notes = track->notes();
        for (Note& note : notes) {
            const Tick end = moved(note.end());
            note.onset = moved(note.onset);
            note.length = std::max(Tick{1}, end - note.onset);
        }
        std::vector<Event> events = track->events();
        for (Event& event : events)
            event.tick = moved(event.tick);
        track =
            std::make_shared<const Track>(std::move(notes), std::move(events), moved(track->end()));
    }
    return result;
}

} // namespace

TakeSetting TakeSetting::of(const Corpus& corpus, std::optional<bool> isFree) {
    const bool hasTraining = corpus.noteCount(PieceRole::Training) > 0;
    const auto counts = [&](const CorpusPiece& piece) {
        return !hasTraining || piece.role == PieceRole::Training;
    };
    std::size_t all = 0;
    std::size_t free = 0;
    for (const CorpusPiece& piece : corpus.pieces()) {
        all += piece.score.noteCount();
        free += piece.hasFreeBeat ? piece.score.noteCount() : 0;
    }
    TakeSetting setting;
    setting.isFree = isFree.value_or(2 * free > all);
    Holding holding;
    for (const CorpusPiece& piece : corpus.pieces())
        if (piece.hasFreeBeat == setting.isFree && counts(piece))
            holding.add(piece.score);
    setting.microseconds = holding.medianTempo();
    if (setting.isFree)
        setting.microseconds = std::clamp(setting.microseconds, kFastestFree, kSlowestFree);
    std::tie(setting.numerator, setting.denominator) =
        mostFrequent(holding.signatures, std::pair(setting.numerator, setting.denominator));
    setting.key = mostFrequent(holding.keys, setting.key);
    return setting;
}

std::vector<Event> TakeSetting::events() const {
    std::vector<Event> events = {tempoEvent({0}, microseconds),
                                 timeSignatureEvent({0}, numerator, denominator)};
    std::ranges::move(keyEvents(), std::back_inserter(events));
    return events;
}

std::vector<Event> TakeSetting::keyEvents() const {
    if (!key)
        return {};
    const std::array bytes = {static_cast<std::uint8_t>(key->sharps),
                              static_cast<std::uint8_t>(key->isMinor ? 1 : 0)};
    return {metaEvent({0}, meta::kKeySignature, bytes)};
}

Score TakeSetting::finished(Score score) const {
    if (isFree && microseconds != kCountedMicroseconds)
        score = retimed(score, microseconds);
    TrackPtr& conductor = score.tracks.front();
    std::vector<Event> own = events();
    std::ranges::copy(conductor->events(), std::back_inserter(own));
    conductor = std::make_shared<const Track>(conductor->notes(), std::move(own), conductor->end());
    return score;
}

double TakeSetting::quartersIn(int bars) const {
    constexpr double kShortest = 0.5; // of a bar, in half seconds
    constexpr double kLongest = 32.0;
    const double quarters = 4.0 * numerator / denominator;
    if (!isFree)
        return quarters * bars;
    const double halfSeconds = quarters * microseconds / kCountedMicroseconds;
    return std::clamp(halfSeconds, kShortest, kLongest) * bars;
}

nlohmann::json TakeSetting::toJson() const {
    nlohmann::json json = {{"microseconds_per_beat", microseconds},
                           {"signature", {numerator, denominator}},
                           {"free_beat", isFree}};
    if (key)
        json["key"] = {key->sharps, key->isMinor};
    return json;
}

TakeSetting TakeSetting::fromJson(const nlohmann::json& json) {
    TakeSetting setting;
    json.at("microseconds_per_beat").get_to(setting.microseconds);
    // Checkpoints of older versions have no key, and some no signature.
    if (json.contains("signature")) {
        json["signature"].at(0).get_to(setting.numerator);
        json["signature"].at(1).get_to(setting.denominator);
    }
    if (json.contains("free_beat"))
        json["free_beat"].get_to(setting.isFree);
    if (setting.isFree)
        setting.microseconds = std::clamp(setting.microseconds, kFastestFree, kSlowestFree);
    if (json.contains("key"))
        setting.key = {json["key"].at(0).get<int>(), json["key"].at(1).get<bool>()};
    return setting;
}

bool TakeSetting::isSane() const {
    return microseconds > 0 && microseconds <= kLongestBeat &&
           isSaneSignature(numerator, denominator) &&
           (!key || std::abs(key->sharps) <= kMostSharps);
}

bool isSaneSignature(int numerator, int denominator) {
    constexpr int kFinest = 128;
    return numerator > 0 && numerator < 256 && denominator > 0 && denominator <= kFinest &&
           std::has_single_bit(static_cast<unsigned>(denominator));
}

} // namespace leitmotif
