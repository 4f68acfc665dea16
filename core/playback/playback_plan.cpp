// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/playback_plan.h"

#include "core/music/parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace leitmotif {

namespace {

constexpr std::size_t kStateInterval = 2048;
constexpr double kSlowest = 0.05;
constexpr double kFastest = 20.0;

enum class Rank : std::uint8_t { NoteEnd, Other, NoteStart };

struct Item {
    Tick tick;
    Rank rank = Rank::Other;
    std::uint32_t track = 0;
    std::uint32_t order = 0;
    ShortMessage message;
};

bool isAudible(std::size_t track, const PlanOptions& options) {
    const auto flag = [track](const std::vector<bool>& flags) {
        return track < flags.size() && flags[track];
    };
    const bool anySolo = std::ranges::find(options.solo, true) != options.solo.end();
    return anySolo ? flag(options.solo) : !flag(options.muted);
}

/// A file with more ports than kScorePorts shares them.
std::uint8_t scorePort(std::uint8_t port) {
    return port % kScorePorts;
}

void addDrumChanges(const Score& score, std::vector<Item>& items) {
    for (const DrumChange& change : drumChanges(score))
        items.push_back(
            {change.tick,
             Rank::Other,
             change.track,
             change.order,
             {static_cast<std::uint8_t>(ShortMessage::kDrumMode | change.channel),
              static_cast<std::uint8_t>(change.isDrums ? 1 : 0), 0, scorePort(change.port)}});
}

void addNotes(const Track& track, std::uint32_t index, std::uint8_t port, std::uint16_t silent,
              std::vector<Item>& items) {
    for (const Note& note : track.notes()) {
        const auto channel = static_cast<std::uint8_t>(note.channel & 0x0fU);
        if ((silent >> channel & 1U) != 0)
            continue;
        const auto on = static_cast<std::uint8_t>(0x90U | channel);
        const auto off = static_cast<std::uint8_t>(0x80U | channel);
        const std::uint8_t velocity = std::clamp<std::uint8_t>(note.velocity.value, 1, 127);
        const std::uint8_t key = note.pitch.value & 0x7fU;
        const std::uint8_t release = note.releaseVelocity.value & 0x7fU;
        const Tick end = std::max(note.end(), note.onset + Tick{1}); // drums are often 0 long
        items.push_back(
            {note.onset, Rank::NoteStart, index, note.onOrder, {on, key, velocity, port}});
        items.push_back({end, Rank::NoteEnd, index, note.offOrder, {off, key, release, port}});
    }
}

bool isStrayNoteOff(const Event& event) {
    return (event.status & 0xe0U) == 0x80; // 0x8n and 0x9n outside a Note are unpaired
}

void addEvents(const Track& track, std::uint32_t index, std::uint8_t port,
               std::vector<Item>& items) {
    for (const Event& event : track.events())
        if (event.isChannelMessage() && !isStrayNoteOff(event))
            items.push_back({event.tick,
                             Rank::Other,
                             index,
                             event.order,
                             {event.status, event.data1, event.data2, port}});
}

std::vector<Item> itemsOf(const Score& score, const PlanOptions& options) {
    const std::vector<std::uint8_t> ports = portsOf(score);
    const std::uint16_t silent = silentChannels(score);
    std::vector<Item> items;
    addDrumChanges(score, items); // before the program changes that make them
    for (std::size_t i = 0; i < score.tracks.size(); ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        const std::uint8_t port = scorePort(ports[i]);
        addEvents(*score.tracks[i], index, port, items);
        if (isAudible(i, options))
            addNotes(*score.tracks[i], index, port, silent, items);
    }
    std::ranges::stable_sort(items, {}, [](const Item& item) {
        return std::tie(item.tick, item.rank, item.track, item.order);
    });
    return items;
}

/// Number of notes that sound on every key of every channel.
class KeyCounts {
  public:
    std::uint32_t& of(const ShortMessage& message) {
        const auto channel =
            static_cast<std::size_t>(message.port * kChannelsPerPort + message.channel());
        return m_counts[channel * 128 + message.data1];
    }

  private:
    std::vector<std::uint32_t> m_counts =
        std::vector<std::uint32_t>(std::size_t{kScorePorts} * kChannelsPerPort * 128);
};

} // namespace

PlaybackPlan::PlaybackPlan(const Score& score, const PlanOptions& options)
    : m_tempoMap(score.tempoMap()),
      m_sampleRate(std::max(1.0, options.sampleRate)),
      m_tempoFactor(std::clamp(options.tempoFactor, kSlowest, kFastest)),
      m_length(score.lastNoteEnd()),
      m_lengthFrames(frameAt(m_length)) {
    const std::vector<Item> items = itemsOf(score, options);
    m_events.reserve(items.size());
    KeyCounts sounding;
    for (const Item& item : items) {
        const std::int64_t frame = frameAt(item.tick);
        if (item.rank == Rank::NoteStart && sounding.of(item.message)++ > 0) {
            const auto off = static_cast<std::uint8_t>(0x80U | item.message.channel());
            m_events.push_back({frame, {off, item.message.data1, 64, item.message.port}});
        }
        if (item.rank == Rank::NoteEnd && --sounding.of(item.message) > 0)
            continue;
        m_events.push_back({frame, item.message});
    }
    PlaybackState state;
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        if (i % kStateInterval == 0)
            m_states.push_back(state);
        state.applyRt(m_events[i].message);
    }
    m_states.push_back(state);
}

std::size_t PlaybackPlan::firstEventAt(std::int64_t frame) const noexcept {
    const auto first = std::ranges::lower_bound(m_events, frame, {}, &PlanEvent::frame);
    return static_cast<std::size_t>(first - m_events.begin());
}

std::int64_t PlaybackPlan::frameAt(double tick) const noexcept {
    return std::llround(m_tempoMap.secondsAt(tick) / m_tempoFactor * m_sampleRate);
}

double PlaybackPlan::tickAt(std::int64_t frame) const noexcept {
    const double tick =
        m_tempoMap.tickAt(static_cast<double>(frame) / m_sampleRate * m_tempoFactor);
    const double whole = std::round(tick);
    return frameAt(whole) == frame ? whole : tick;
}

PlaybackState PlaybackPlan::stateBefore(std::int64_t frame) const noexcept {
    const std::size_t end = firstEventAt(frame);
    const std::size_t start = end / kStateInterval;
    PlaybackState state = m_states[std::min(start, m_states.size() - 1)];
    for (std::size_t i = start * kStateInterval; i < end; ++i)
        state.applyRt(m_events[i].message);
    return state;
}

} // namespace leitmotif
