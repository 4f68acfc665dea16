// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/events/pedal_habit.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace leitmotif {

namespace {

using Press = PedalHabit::Press;

/// A note of one channel. If it ends because its key is struck again, the pedal may stay down
/// beyond its end.
struct ChannelNote {
    GridNote* note;
    bool isStruckAgain = false;

    [[nodiscard]] Tick end() const { return note->onset + note->length; }
};

std::map<std::uint8_t, std::vector<ChannelNote>> byChannel(std::vector<GridNote>& notes,
                                                           const CorpusParts& parts) {
    std::map<std::uint8_t, std::vector<ChannelNote>> channels;
    std::map<std::pair<std::uint8_t, std::uint8_t>, Tick> nextStrike;
    for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
        if (note->part == CorpusParts::kDrums)
            continue;
        const std::uint8_t channel = parts.at(note->part).channel;
        const auto [strike, isLast] = nextStrike.try_emplace({channel, note->pitch}, note->onset);
        const bool isStruckAgain = !isLast && strike->second == note->onset + note->length;
        strike->second = note->onset;
        channels[channel].push_back({&*note, isStruckAgain});
    }
    return channels;
}

/// The presses between two ends of notes: they prolong only notes that end with them.
std::vector<Press> possiblePresses(const std::vector<ChannelNote>& notes, Tick step) {
    std::set<Tick> ends;
    for (const ChannelNote& note : notes)
        if (!note.isStruckAgain)
            ends.insert(note.end());
    std::vector<Press> presses;
    Tick before = {-step.value};
    for (const Tick end : ends) {
        // Down a moment after the last end, so that it does not catch those notes.
        presses.push_back({Tick{before.value + (step.value + 1) / 2}, end});
        before = end;
    }
    return presses;
}

} // namespace

PedalHabit::PedalHabit(const std::vector<GridNote>& notes) {
    std::map<std::pair<int, Tick>, std::vector<Tick>> heldKeys;
    for (const GridNote& note : notes)
        if (note.part != CorpusParts::kDrums)
            heldKeys[{note.part, note.length}].push_back(std::min(note.heldKey, note.length));
    for (auto& [sound, held] : heldKeys) {
        const auto median = held.begin() + static_cast<std::ptrdiff_t>(held.size() / 2);
        std::ranges::nth_element(held, median);
        if (*median < sound.second)
            m_heldKeys[sound] = *median;
    }
}

Tick PedalHabit::heldKey(const GridNote& note) const {
    const auto found = m_heldKeys.find({note.part, note.length});
    return found == m_heldKeys.end() ? note.length : found->second;
}

PedalHabit::Presses PedalHabit::exact(std::vector<GridNote>& notes, const CorpusParts& parts,
                                      Tick step) const {
    Presses result;
    if (m_heldKeys.empty())
        return result;
    for (auto& [channel, channelNotes] : byChannel(notes, parts)) {
        const std::vector<Press> presses = possiblePresses(channelNotes, step);
        std::vector<std::optional<Tick>> firstOnset(presses.size()); // of what each press holds
        for (const ChannelNote& channelNote : channelNotes) {
            GridNote& note = *channelNote.note;
            const Tick release = note.onset + heldKey(note);
            const auto press = std::ranges::lower_bound(presses, channelNote.end(), {}, &Press::up);
            if (press == presses.end() || release >= channelNote.end() || release < press->down)
                continue;
            note.length = release - note.onset;
            auto& first = firstOnset[static_cast<std::size_t>(press - presses.begin())];
            first = std::min(first.value_or(note.onset), note.onset);
        }
        for (std::size_t i = 0; i < presses.size(); ++i)
            if (firstOnset[i])
                result[channel].push_back(
                    {std::max(presses[i].down, *firstOnset[i]), presses[i].up});
    }
    return result;
}

PedalHabit::Presses PedalHabit::plausible(std::vector<GridNote>& notes, const CorpusParts& parts,
                                          Tick step) const {
    Presses result;
    if (m_heldKeys.empty())
        return result;
    for (auto& [channel, channelNotes] : byChannel(notes, parts)) {
        // Number of notes that need the pedal up at a tick, less those that need it down.
        std::map<Tick, int> changes;
        std::map<Tick, int> ends;
        for (const ChannelNote& channelNote : channelNotes) {
            GridNote& note = *channelNote.note;
            const Tick release = note.onset + heldKey(note);
            if (release >= channelNote.end())
                continue;
            if (!channelNote.isStruckAgain)
                ++ends[channelNote.end()];
            ++changes[release];
            --changes[channelNote.end()];
            note.length = release - note.onset;
        }
        int held = 0; // notes that the pedal holds
        auto change = changes.begin();
        std::vector<Press>& presses = result[channel];
        constexpr Tick kNone{-1};
        Tick firstRelease = kNone; // since the last lift
        for (const auto& [end, count] : ends) {
            for (; change != changes.end() && change->first <= end; ++change) {
                if (change->first < end && firstRelease == kNone)
                    firstRelease = change->first;
                held += change->second;
            }
            if (count < held || firstRelease == kNone)
                continue; // most of them go on
            const Tick afterLast =
                presses.empty() ? Tick{0} : presses.back().up + Tick{(step.value + 1) / 2};
            const Tick down = std::max(firstRelease - step, afterLast);
            if (down < end)
                presses.push_back({down, end});
            firstRelease = kNone;
        }
    }
    return result;
}

nlohmann::json PedalHabit::toJson() const {
    auto json = nlohmann::json::array();
    for (const auto& [sound, held] : m_heldKeys)
        json.push_back({sound.first, sound.second.value, held.value});
    return json;
}

PedalHabit PedalHabit::fromJson(const nlohmann::json& json) {
    PedalHabit habit;
    for (const auto& [part, length, held] : json.get<std::vector<std::array<std::int64_t, 3>>>())
        if (held > 0 && held < length)
            habit.m_heldKeys[{static_cast<int>(part), Tick{length}}] = Tick{held};
    return habit;
}

} // namespace leitmotif
