// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/note_streams.h"

#include "core/music/parts.h"
#include "core/music/sustain.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace leitmotif {

namespace {

class Clock {
  public:
    Clock(const Score& score, bool hasFreeBeat)
        : m_tempos(score.tempoMap()),
          m_isFree(hasFreeBeat),
          m_beatsPerTick(1.0 / score.division.ticksPerBeat()) {}

    [[nodiscard]] double beatsAt(Tick tick) const {
        constexpr double kFreeBeatsPerSecond = 2.0;
        return m_isFree ? m_tempos.secondsAt(tick) * kFreeBeatsPerSecond
                        : static_cast<double>(tick.value) * m_beatsPerTick;
    }

  private:
    TempoMap m_tempos;
    bool m_isFree;
    double m_beatsPerTick;
};

std::int64_t stepsOf(double beats) {
    return std::llround(beats * static_cast<double>(kStreamStepsPerBeat));
}

} // namespace

NoteStreams noteStreams(const Score& score, bool hasFreeBeat, bool foldsPedal) {
    const Clock clock(score, hasFreeBeat);
    const Sustain sustain = foldsPedal ? Sustain(score) : Sustain();
    std::vector<PlayedNote> pitched;
    std::vector<PlayedNote> drums;
    const Parts players(score);
    for (const HeardNote& heard : heardNotes(score, players)) {
        const Note& note = heard.note;
        const Tick end =
            heard.isDrum ? note.end() : sustain.endOf(note.channel, note.end(), heard.port);
        const double onset = clock.beatsAt(note.onset);
        const std::int64_t steps = std::max<std::int64_t>(1, stepsOf(clock.beatsAt(end) - onset));
        (heard.isDrum ? drums : pitched)
            .push_back({{note.onset, stepsOf(onset), steps, note.pitch.value}, note.channel});
    }
    return {streamOf(std::move(pitched)), streamOf(std::move(drums))};
}

std::vector<StreamNote> streamOf(std::vector<PlayedNote> played) {
    std::ranges::stable_sort(played, {}, [](const PlayedNote& p) {
        return std::tuple(p.note.step, p.note.pitch, -p.note.steps);
    });
    std::map<std::pair<std::uint8_t, int>, std::int64_t> nextStruck;
    for (auto p = played.rbegin(); p != played.rend(); ++p) {
        const auto [entry, isLast] =
            nextStruck.try_emplace({p->player, p->note.pitch}, p->note.step);
        if (!isLast && entry->second > p->note.step)
            p->note.steps = std::min(p->note.steps, entry->second - p->note.step);
        entry->second = p->note.step;
    }
    std::vector<StreamNote> stream;
    for (const PlayedNote& p : played) {
        if (!stream.empty() && stream.back().step == p.note.step &&
            stream.back().pitch == p.note.pitch)
            stream.back().steps = std::max(stream.back().steps, p.note.steps);
        else
            stream.push_back(p.note);
    }
    return stream;
}

} // namespace leitmotif
