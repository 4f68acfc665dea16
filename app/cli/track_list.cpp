// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/track_list.h"

#include <charconv>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>

namespace leitmotif {

namespace {

constexpr std::size_t kMostTracks = 65'535; // of a MIDI file

std::optional<std::size_t> numberIn(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 ||
        number > kMostTracks)
        return std::nullopt;
    return number;
}

} // namespace

Result<std::vector<std::size_t>> trackList(const std::string& option, const std::string& text) {
    const auto bad = [&] {
        return Error{ErrorCode::BadArgument,
                     {option + ' ' + text, "numbers and ranges from 1, such as 1,3-5"}};
    };
    std::set<std::size_t> tracks;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const auto dash = part.find('-');
        const auto first = numberIn(part.substr(0, dash));
        const auto last = dash == std::string::npos ? first : numberIn(part.substr(dash + 1));
        if (!first || !last || *last < *first)
            return bad();
        for (std::size_t track = *first; track <= *last; ++track)
            tracks.insert(track - 1);
    }
    if (tracks.empty() && !text.empty())
        return bad();
    return std::vector<std::size_t>(tracks.begin(), tracks.end());
}

Result<std::vector<TrackChoice>> lockedTracks(const Score& score, const std::string& file,
                                              const std::string& text) {
    const auto numbers = trackList("--lock", text);
    if (!numbers)
        return numbers.error();
    const auto choices = trackChoices(score);
    std::vector<TrackChoice> locked;
    for (const std::size_t number : *numbers) {
        if (number >= choices.size())
            return Error{ErrorCode::NoSuchTrack,
                         {file, std::to_string(number + 1), std::to_string(choices.size())}};
        locked.push_back(choices[number]);
    }
    return locked;
}

} // namespace leitmotif
