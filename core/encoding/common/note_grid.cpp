// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/note_grid.h"

#include "core/encoding/common/step_notes.h"

#include "core/music/sustain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kTimeStepsPerSecond = 96;
constexpr int kLongestBareBeats = 4;

int nearest(const std::vector<int>& values, std::int64_t value) {
    const auto above = std::ranges::lower_bound(values, value);
    if (above == values.begin())
        return values.front();
    if (above == values.end())
        return values.back();
    return value - *std::prev(above) < *above - value ? *std::prev(above) : *above;
}

std::int64_t rounded(double value) {
    return std::llround(value);
}

/// A note as the file has it, its end moved by the pedal.
struct PlayedNote {
    Tick onset;
    Tick release; ///< of the key
    Tick end;
    int part = 0;
    std::uint8_t pitch = 60;
    std::uint8_t velocity = 64;
    std::size_t source = 0;
};

std::vector<PlayedNote> playedNotes(const Score& score, const CorpusParts& parts, bool hasPedal) {
    const Parts players(score);
    const std::vector<int> partOf = parts.partsOf(score, players);
    const Sustain sustain = hasPedal ? Sustain(score) : Sustain();
    std::vector<PlayedNote> played;
    for (const HeardNote& heard : heardNotes(score, players)) {
        const Note& note = heard.note;
        const int part = partOf[heard.part];
        if (part == CorpusParts::kDrums ? !parts.drums()
                                        : static_cast<std::size_t>(part) >= parts.pitched().size())
            continue;
        const Tick end =
            heard.isDrum ? note.end() : sustain.endOf(note.channel, note.end(), heard.port);
        played.push_back({note.onset, note.end(), end, part, note.pitch.value, note.velocity.value,
                          heard.source});
    }
    std::ranges::stable_sort(played, {}, &PlayedNote::onset);
    return played;
}

/// Places notes into bars, in time order.
class BarWalk {
  public:
    BarWalk(const Score& score, const NoteGrid& grid)
        : m_meters(score.meterMap()),
          m_grid(grid),
          m_sourceStep(score.division.ticksPerBeat() / grid.stepsPerBeat()) {}

    GridNote place(const PlayedNote& note, GridPiece& piece) {
        std::int64_t bar = m_meters.barAt(note.onset);
        std::int64_t position = stepsBetween(m_meters.barStart(bar), note.onset);
        if (static_cast<double>(position) >=
            m_grid.stepsOf(meterOf(bar))) { // nearer to the next bar
            ++bar;
            position = 0;
        }
        appendUpTo(bar, piece);
        const auto lengthTo = [&](Tick end) {
            const std::int64_t steps = stepsBetween(note.onset, end);
            return m_grid.ticksPerStep() * m_grid.durationStep(std::max<std::int64_t>(1, steps));
        };
        return {piece.bars.size() - 1,
                static_cast<int>(position),
                m_barStart + m_grid.ticksPerStep() * position,
                lengthTo(note.end),
                note.part,
                note.pitch,
                note.velocity,
                lengthTo(note.release),
                note.source};
    }

  private:
    [[nodiscard]] std::int64_t stepsBetween(Tick from, Tick to) const {
        return rounded(static_cast<double>((to - from).value) / m_sourceStep);
    }

    [[nodiscard]] BarMeter meterOf(std::int64_t bar) const {
        const Tick start = m_meters.barStart(bar);
        const SignatureChange signature = m_meters.signatureAt(start);
        BarMeter meter{signature.numerator, signature.denominator, 0};
        const Tick length = m_meters.barStart(bar + 1) - start;
        if (m_meters.isCut(bar))
            meter.cutSteps = static_cast<int>(std::max<std::int64_t>(1, stepsBetween({0}, length)));
        if (meter.cutSteps >= m_grid.stepsOf({meter.numerator, meter.denominator, 0}))
            meter.cutSteps = 0;
        return meter;
    }

    void appendUpTo(std::int64_t bar, GridPiece& piece) {
        if (bar - m_lastBar > kLongestRestBars + 1)
            m_lastBar = bar - kLongestRestBars - 1;
        while (m_lastBar < bar) {
            if (!piece.bars.empty())
                m_barStart += m_grid.ticksOf(piece.bars.back());
            piece.bars.push_back(meterOf(++m_lastBar));
        }
    }

    MeterMap m_meters;
    const NoteGrid& m_grid;
    double m_sourceStep; // ticks
    std::int64_t m_lastBar = -1;
    Tick m_barStart; // of the last bar, in the decoded score
};

/// Places notes in free time, in time order.
class TimeWalk {
  public:
    TimeWalk(const Score& score, const NoteGrid& grid) : m_tempos(score.tempoMap()), m_grid(grid) {}

    GridNote place(const PlayedNote& note) {
        const double onset = m_tempos.secondsAt(note.onset);
        const std::int64_t gap = rounded((onset - m_skipped) * kTimeStepsPerSecond) - m_now;
        const std::int64_t longest = kLongestRestShifts * m_grid.longestShift();
        if (gap > longest)
            m_skipped += static_cast<double>(gap - longest) / kTimeStepsPerSecond;
        const auto shifts = m_grid.shiftsFor(std::min(gap, longest));
        m_now = std::accumulate(shifts.begin(), shifts.end(), m_now);
        const auto lengthTo = [&](Tick end) {
            const double seconds = m_tempos.secondsAt(end) - onset;
            const std::int64_t steps = rounded(seconds * kTimeStepsPerSecond);
            return m_grid.ticksPerTimeStep() *
                   m_grid.timeDurationStep(std::max<std::int64_t>(1, steps));
        };
        return {0,
                0,
                m_grid.ticksPerTimeStep() * m_now,
                lengthTo(note.end),
                note.part,
                note.pitch,
                note.velocity,
                lengthTo(note.release),
                note.source};
    }

  private:
    TempoMap m_tempos;
    const NoteGrid& m_grid;
    std::int64_t m_now = 0; // time steps
    double m_skipped = 0.0; // seconds of rests that were left out
};

} // namespace

NoteGrid::NoteGrid(const EncodingOptions& options)
    : m_stepsPerBeat(options.stepsPerBeat), m_isBare(options.mergesTracks && !options.hasVelocity) {
    // 480 ticks a beat, or near it, such that both kinds of steps are whole ticks.
    constexpr int kTicksPerBeat = 480;
    const int unit = std::lcm(m_stepsPerBeat, kTimeStepsPerSecond / kFreeBeatsPerSecond);
    const int ticksPerBeat = unit * std::max(1, kTicksPerBeat / unit);
    m_division.raw = static_cast<std::uint16_t>(ticksPerBeat);
    m_ticksPerStep = {ticksPerBeat / m_stepsPerBeat};
    m_ticksPerTimeStep = {ticksPerBeat * kFreeBeatsPerSecond / kTimeStepsPerSecond};

    for (int steps = 1; steps <= kLongestBareBeats * m_stepsPerBeat; ++steps)
        m_durations.push_back(steps);
    if (!m_isBare)
        for (const int beats : {6, 8, 12, 16, 24, 32})
            m_durations.push_back(beats * m_stepsPerBeat);

    constexpr int kExactSteps = 12;
    constexpr double kJustNoticeable = 1.06;
    constexpr int kLongestShiftSeconds = 4;
    constexpr int kLongestShift = kLongestShiftSeconds * kTimeStepsPerSecond;
    double step = 1.0;
    while (step < kLongestShift) {
        m_shifts.push_back(static_cast<int>(rounded(step)));
        step = step < kExactSteps ? step + 1.0
                                  : std::max(step * kJustNoticeable, m_shifts.back() + 1.0);
    }
    m_shifts.push_back(kLongestShift);
    m_timeDurations = m_shifts;
    for (const int seconds : {6, 8, 12, 16})
        m_timeDurations.push_back(seconds * kTimeStepsPerSecond);
}

double NoteGrid::stepsOf(const BarMeter& meter) const {
    return meter.cutSteps > 0
               ? meter.cutSteps
               : 4.0 * m_stepsPerBeat * meter.numerator / std::max(1, meter.denominator);
}

Tick NoteGrid::ticksOf(const BarMeter& meter) const {
    return {std::max<std::int64_t>(
        1, rounded(stepsOf(meter) * static_cast<double>(m_ticksPerStep.value)))};
}

int NoteGrid::durationStep(std::int64_t steps) const {
    return nearest(m_durations, steps);
}

int NoteGrid::timeDurationStep(std::int64_t timeSteps) const {
    return nearest(m_timeDurations, timeSteps);
}

std::vector<int> NoteGrid::shiftsFor(std::int64_t timeSteps) const {
    std::vector<int> shifts;
    for (; timeSteps > longestShift(); timeSteps -= longestShift())
        shifts.push_back(longestShift());
    if (timeSteps > 0)
        shifts.push_back(nearest(m_shifts, timeSteps));
    return shifts;
}

std::int64_t NoteGrid::timeStepsPerBar() const {
    constexpr int kBeatsPerBar = 4;
    return kBeatsPerBar * kTimeStepsPerSecond / kFreeBeatsPerSecond;
}

GridPiece gridPiece(const CorpusPiece& piece, const NoteGrid& grid, const CorpusParts& parts) {
    GridPiece result;
    result.hasFreeBeat = piece.hasFreeBeat;
    BarWalk bars(piece.score, grid);
    TimeWalk time(piece.score, grid);
    for (const PlayedNote& note : playedNotes(piece.score, parts, !grid.isBare()))
        result.notes.push_back(piece.hasFreeBeat ? time.place(note) : bars.place(note, result));
    if (!result.bars.empty())
        result.bars.back().cutSteps = 0; // nothing follows that would cut it
    resolveOverlaps(result.notes, parts);
    return result;
}

void resolveOverlaps(std::vector<GridNote>& notes, const CorpusParts& parts) {
    std::ranges::stable_sort(notes, {}, [](const GridNote& note) {
        return std::tuple(note.onset, note.part, note.pitch, -note.length.value);
    });
    constexpr std::size_t kKeys = std::size_t{16} * 128;
    constexpr std::size_t kNone = ~std::size_t{0};
    std::vector<std::size_t> last(kKeys, kNone); // the note that holds each key
    std::vector<bool> isDouble(notes.size(), false);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const std::size_t key = parts.at(notes[i].part).channel * std::size_t{128} + notes[i].pitch;
        const std::size_t held = std::exchange(last[key], i);
        if (held == kNone || notes[held].onset + notes[held].length <= notes[i].onset)
            continue;
        if (notes[held].onset == notes[i].onset) {
            notes[held].length = std::max(notes[held].length, notes[i].length);
            isDouble[i] = true;
            last[key] = held;
        } else {
            notes[held].length = notes[i].onset - notes[held].onset;
        }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < notes.size(); ++i)
        if (!isDouble[i])
            notes[kept++] = notes[i];
    notes.resize(kept);
}

} // namespace leitmotif
