// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/onset_streams.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::size_t kMostStrikes = 50'000; // of a stream; more add nothing

/// A signature shortly after the start counts as at the start.
constexpr std::int64_t kSetUp = 8; // of a beat

std::int64_t wrapped(std::int64_t tick, std::int64_t beat) {
    const std::int64_t rest = tick % beat;
    return rest < 0 ? rest + beat : rest;
}

} // namespace

BeatCircle::BeatCircle(std::int64_t beat) : m_beat(beat) {
    for (std::int64_t tick = 0; tick < beat; ++tick)
        m_phasors.push_back(std::polar(1.0, 2.0 * std::numbers::pi * static_cast<double>(tick) /
                                                static_cast<double>(beat)));
}

std::complex<double> BeatCircle::mean(const std::vector<std::int64_t>& ticks, int division) const {
    std::complex<double> sum;
    for (const std::int64_t tick : ticks)
        sum += m_phasors[static_cast<std::size_t>(wrapped(tick * division, m_beat))];
    return ticks.empty() ? sum : sum / static_cast<double>(ticks.size());
}

double BeatCircle::beside(double tick, int division) const {
    return std::remainder(tick, part(division));
}

double gathering(std::complex<double> mean, std::size_t count) {
    if (count < 2)
        return 0.0;
    const auto n = static_cast<double>(count);
    return std::sqrt(std::max(0.0, (n * std::norm(mean) - 1.0) / (n - 1.0)));
}

std::vector<OnsetStream> onsetStreamsOf(const Score& score) {
    const MeterMap meters = score.meterMap();
    const std::int64_t beat = std::llround(score.division.ticksPerBeat());
    const auto originOf = [&](Tick onset) {
        const std::int64_t origin = meters.signatureAt(onset).tick.value;
        return origin * kSetUp < beat ? 0 : origin;
    };
    std::vector<OnsetStream> streams;
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        std::map<std::uint8_t, OnsetStream> byChannel;
        const auto& notes = score.tracks[i]->notes();
        for (std::size_t number = 0; number < notes.size(); ++number) {
            OnsetStream& stream = byChannel[notes[number].channel];
            const Tick onset = notes[number].onset;
            const bool isStruck =
                stream.notes.empty() ||
                (onset - notes[stream.notes.back()].onset).value * kFastestStrikes > beat;
            stream.notes.push_back(number);
            stream.onsets.push_back(onset.value - originOf(onset));
            if (isStruck && stream.strikes.size() < kMostStrikes)
                stream.strikes.push_back(stream.onsets.back());
        }
        for (auto& [channel, stream] : byChannel) {
            stream.track = i;
            stream.channel = channel;
            streams.push_back(std::move(stream));
        }
    }
    return streams;
}

} // namespace leitmotif
