// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/frames/frames.h"

#include "core/corpus/grid_steps.h"
#include "core/encoding/common/note_grid.h"
#include "core/music/sustain.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr double kFreeBeatSeconds = 0.5;
constexpr int kTicksPerBeat = 480;

/// A key that sounds in frames [first, last).
struct Held {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::size_t key = 0;
};

/// Counts ticks of a piece in frames.
class FrameClock {
  public:
    FrameClock(const CorpusPiece& piece, int stepsPerBeat)
        : m_tempos(piece.score.tempoMap()),
          m_isFree(piece.hasFreeBeat),
          m_perUnit(m_isFree ? stepsPerBeat / kFreeBeatSeconds
                             : stepsPerBeat / piece.score.division.ticksPerBeat()) {}

    /// In frames from the start.
    [[nodiscard]] double at(Tick tick) const {
        return (m_isFree ? m_tempos.secondsAt(tick) : static_cast<double>(tick.value)) * m_perUnit;
    }

  private:
    TempoMap m_tempos;
    bool m_isFree;
    double m_perUnit; // frames a tick, or a second
};

bool hasKey(const HeardNote& heard) {
    const int pitch = heard.note.pitch.value;
    return !heard.isDrum && pitch >= kLowestFramePitch && pitch < kLowestFramePitch + kFrameKeys;
}

/// The frames that a note fills by half or more; if there are none, the one that it is in.
Held heldFrames(double onset, double end, std::int64_t longest) {
    Held held{std::llround(onset), std::llround(end), 0};
    if (held.last <= held.first) {
        held.first = static_cast<std::int64_t>(std::floor((onset + end) / 2.0));
        held.last = held.first + 1;
    }
    held.last = std::min(held.last, held.first + longest);
    return held;
}

/// All keys in the order of their first frames, with notes and rests cut to `longest`, and the end
/// of the piece.
std::pair<std::vector<Held>, std::int64_t> heldKeys(const CorpusPiece& piece, int stepsPerBeat,
                                                    std::int64_t longest) {
    const FrameClock clock(piece, stepsPerBeat);
    const Sustain sustain(piece.score);
    std::vector<Held> keys;
    const Parts players(piece.score);
    for (const HeardNote& heard : heardNotes(piece.score, players)) {
        if (!hasKey(heard))
            continue;
        const Note& note = heard.note;
        const Tick end = sustain.endOf(note.channel, note.end(), heard.port);
        Held& held = keys.emplace_back(heldFrames(clock.at(note.onset), clock.at(end), longest));
        held.key = static_cast<std::size_t>(note.pitch.value - kLowestFramePitch);
    }
    std::ranges::stable_sort(keys, {}, &Held::first);
    std::int64_t end = 0; // of all notes so far
    std::int64_t cut = 0; // frames of rests that were too long
    for (Held& key : keys) {
        cut += std::max<std::int64_t>(0, key.first - cut - end - longest);
        key.first -= cut;
        key.last -= cut;
        end = std::max(end, key.last);
    }
    const std::int64_t whole = std::llround(clock.at(piece.score.end())) - cut;
    return {std::move(keys), std::clamp(whole, end, end + longest)};
}

std::vector<Frame> framesOf(const std::vector<Held>& keys, std::int64_t end) {
    std::vector<Frame> frames(static_cast<std::size_t>(end));
    for (const Held& key : keys)
        for (auto i = key.first; i < key.last; ++i)
            frames[static_cast<std::size_t>(i)].set(key.key);
    return frames;
}

void widen(FrameLimits& limits, const std::vector<Frame>& frames) {
    int rest = 0;
    bool isLeading = true;
    for (const Frame& frame : frames) {
        if (frame.none()) {
            ++rest;
            continue;
        }
        int& longest = isLeading ? limits.leadingRest : limits.longestRest;
        longest = std::max(longest, rest);
        limits.mostKeys = std::max(limits.mostKeys, static_cast<int>(frame.count()));
        isLeading = false;
        rest = 0;
    }
}

} // namespace

Result<Frames> Frames::fitted(const Corpus& corpus, int wantedSteps) {
    const int stepsPerBeat = stepsPerBeatFor(corpus, wantedSteps);
    if (!NoteGrid::allows(stepsPerBeat))
        return Error{ErrorCode::BadSetting,
                     {"steps_per_beat", std::to_string(stepsPerBeat),
                      "1 to " + std::to_string(NoteGrid::kMostStepsPerBeat)}};
    Frames coder;
    coder.m_stepsPerBeat = stepsPerBeat;
    std::size_t struck = 0;
    std::size_t heldOn = 0;
    bool hasKeys = false;
    for (const CorpusPiece& piece : corpus.pieces()) {
        const auto [keys, end] = heldKeys(piece, stepsPerBeat, coder.longestFrames());
        const auto frames = framesOf(keys, end);
        widen(coder.m_limits, frames);
        for (const Held& key : keys) {
            heldOn += static_cast<std::size_t>(key.last - key.first - 1);
            if (key.first > 0 && frames[static_cast<std::size_t>(key.first - 1)].test(key.key))
                ++struck;
        }
        hasKeys = hasKeys || !keys.empty();
    }
    if (!hasKeys)
        return Error{corpus.noteCount() > 0 && !hasPitchedNotes(corpus) ? ErrorCode::OnlyDrums
                                                                        : ErrorCode::NoNotes,
                     {corpus.pieces().empty() ? "" : corpus.pieces().front().name}};
    coder.m_strikesAnew = struck > heldOn;
    coder.m_part = CorpusParts(corpus, true).pitched().front();
    coder.m_setting = TakeSetting::of(corpus);
    return coder;
}

std::vector<Frame> Frames::encode(const CorpusPiece& piece) const {
    const auto [keys, end] = heldKeys(piece, m_stepsPerBeat, longestFrames());
    return framesOf(keys, end);
}

int Frames::ticksPerFrame() const {
    return std::max(1, kTicksPerBeat / m_stepsPerBeat);
}

int Frames::framesIn(int bars) const {
    constexpr double kMost = 1 << 30;
    const double quarters = m_setting.quartersIn(std::max(1, bars));
    return static_cast<int>(std::clamp(quarters * m_stepsPerBeat, 1.0, kMost));
}

std::vector<Note> Frames::notesOf(std::span<const Frame> frames) const {
    std::vector<Note> notes;
    const auto most = static_cast<std::size_t>(m_strikesAnew ? 1 : longestFrames());
    for (std::size_t key = 0; key < kFrameKeys; ++key)
        for (std::size_t i = 0; i < frames.size();) {
            if (!frames[i].test(key)) {
                ++i;
                continue;
            }
            const std::size_t first = i;
            while (i < frames.size() && i - first < most && frames[i].test(key))
                ++i;
            notes.push_back({.onset = {static_cast<std::int64_t>(first) * ticksPerFrame()},
                             .length = {static_cast<std::int64_t>(i - first) * ticksPerFrame()},
                             .pitch = {static_cast<std::uint8_t>(key + kLowestFramePitch)},
                             .velocity = {m_part.velocity},
                             .channel = m_part.channel});
        }
    return notes;
}

Score Frames::decode(std::span<const Frame> frames) const {
    const Tick end{static_cast<std::int64_t>(frames.size()) * ticksPerFrame()};
    Score score;
    score.division = {static_cast<std::uint16_t>(ticksPerFrame() * m_stepsPerBeat)};
    score.tracks = {std::make_shared<const Track>(std::vector<Note>{}, std::vector<Event>{}),
                    m_part.track(notesOf(frames), end)};
    return m_setting.finished(std::move(score));
}

nlohmann::json Frames::toJson() const {
    nlohmann::json json = m_setting.toJson();
    json.update({{"kind", "frames"},
                 {"steps_per_beat", m_stepsPerBeat},
                 {"strikes_anew", m_strikesAnew},
                 {"part", m_part.toJson()},
                 {"limits", {m_limits.leadingRest, m_limits.longestRest, m_limits.mostKeys}}});
    return json;
}

bool Frames::isSane() const {
    return NoteGrid::allows(m_stepsPerBeat) && m_setting.isSane() && m_limits.leadingRest >= 0 &&
           m_limits.longestRest >= 0 && m_limits.mostKeys >= 1 && m_limits.mostKeys <= kFrameKeys;
}

Result<Frames> Frames::fromJson(const nlohmann::json& json) {
    Frames coder;
    try {
        json.at("steps_per_beat").get_to(coder.m_stepsPerBeat);
        json.at("strikes_anew").get_to(coder.m_strikesAnew);
        coder.m_part = CorpusPart::fromJson(json.at("part"));
        const auto& limits = json.at("limits");
        coder.m_limits = {limits.at(0), limits.at(1), limits.at(2)};
        coder.m_setting = TakeSetting::fromJson(json);
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorCode::CheckpointUnreadable, {exception.what()}};
    }
    if (!coder.isSane())
        return Error{ErrorCode::CheckpointUnreadable, {"frames"}};
    return coder;
}

} // namespace leitmotif
