// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/edit_codec.h"

#include <nlohmann/json.hpp>

#include <exception>
#include <stdexcept>
#include <string>

namespace leitmotif {

namespace {

using Json = nlohmann::json;

// Beyond every MIDI file and far from overflow.
constexpr std::int64_t kLatestTick = std::int64_t{1} << 48;

template <class Number>
Number numberIn(const Json& value, std::int64_t lowest, std::int64_t highest) {
    const auto number = value.get<std::int64_t>();
    if (!value.is_number_integer() || number < lowest || number > highest)
        throw std::out_of_range("a number is out of range");
    return static_cast<Number>(number);
}

Tick tickIn(const Json& value) {
    return {numberIn<std::int64_t>(value, 0, kLatestTick)};
}

std::uint8_t byteIn(const Json& value) {
    return numberIn<std::uint8_t>(value, 0, 255);
}

std::uint32_t wordIn(const Json& value) {
    return numberIn<std::uint32_t>(value, 0, 0xffffffff);
}

Json noteToJson(const Note& note) {
    return {note.onset.value,
            note.length.value,
            note.pitch.value,
            note.velocity.value,
            note.releaseVelocity.value,
            note.channel,
            static_cast<int>(note.offForm),
            note.onOrder,
            note.offOrder};
}

Note noteFromJson(const Json& values) {
    Note note;
    note.onset = tickIn(values.at(0));
    note.length = tickIn(values.at(1));
    note.pitch = {numberIn<std::uint8_t>(values.at(2), 0, 127)};
    note.velocity = {numberIn<std::uint8_t>(values.at(3), 0, 127)};
    note.releaseVelocity = {numberIn<std::uint8_t>(values.at(4), 0, 127)};
    note.channel = numberIn<std::uint8_t>(values.at(5), 0, 15);
    note.offForm = static_cast<NoteOffForm>(
        numberIn<int>(values.at(6), 0, static_cast<int>(NoteOffForm::Implied)));
    note.onOrder = wordIn(values.at(7));
    note.offOrder = wordIn(values.at(8));
    return note;
}

std::string hexOf(std::span<const std::uint8_t> bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::uint8_t digitOf(char character) {
    if (character >= '0' && character <= '9')
        return static_cast<std::uint8_t>(character - '0');
    if (character >= 'a' && character <= 'f')
        return static_cast<std::uint8_t>(character - 'a' + 10);
    throw std::invalid_argument("bytes are not hexadecimal");
}

Bytes bytesOf(const std::string& text) {
    if (text.size() % 2 != 0)
        throw std::invalid_argument("bytes are not hexadecimal");
    Bytes bytes(text.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(digitOf(text[2 * i]) << 4U | digitOf(text[2 * i + 1]));
    return bytes;
}

Json eventToJson(const Event& event) {
    const Json payload = event.payload ? Json(hexOf(*event.payload)) : Json();
    return {event.tick.value, event.order, event.status, event.data1, event.data2, payload};
}

Event eventFromJson(const Json& values) {
    Event event;
    event.tick = tickIn(values.at(0));
    event.order = wordIn(values.at(1));
    event.status = byteIn(values.at(2));
    event.data1 = byteIn(values.at(3));
    event.data2 = byteIn(values.at(4));
    if (const Json& payload = values.at(5); !payload.is_null())
        event.payload = std::make_shared<const Bytes>(bytesOf(payload.get<std::string>()));
    return event;
}

template <class Item, class Convert>
Json listToJson(const std::vector<Item>& items, Convert convert) {
    Json list = Json::array();
    for (const Item& item : items)
        list.push_back(convert(item));
    return list;
}

template <class Convert>
auto listFromJson(const Json& list, Convert convert) {
    if (!list.is_array())
        throw std::invalid_argument("a list is missing");
    std::vector<decltype(convert(list))> items;
    items.reserve(list.size());
    for (const Json& item : list)
        items.push_back(convert(item));
    return items;
}

Json trackToJson(const TrackPtr& track) {
    return {{"notes", listToJson(track->notes(), noteToJson)},
            {"events", listToJson(track->events(), eventToJson)},
            {"end", track->end().value},
            {"has_end", track->hasEndOfTrack()}};
}

TrackPtr trackFromJson(const Json& track) {
    return std::make_shared<const Track>(listFromJson(track.at("notes"), noteFromJson),
                                         listFromJson(track.at("events"), eventFromJson),
                                         tickIn(track.at("end")), track.at("has_end").get<bool>());
}

Json trackEditToJson(const TrackEdit& edit) {
    return {{"track", edit.track},
            {"removed", listToJson(edit.removed, noteToJson)},
            {"added", listToJson(edit.added, noteToJson)},
            {"removed_events", listToJson(edit.removedEvents, eventToJson)},
            {"added_events", listToJson(edit.addedEvents, eventToJson)}};
}

TrackEdit trackEditFromJson(const Json& values) {
    TrackEdit edit;
    edit.track = numberIn<std::size_t>(values.at("track"), 0, 0xffff);
    edit.removed = listFromJson(values.at("removed"), noteFromJson);
    edit.added = listFromJson(values.at("added"), noteFromJson);
    edit.removedEvents = listFromJson(values.at("removed_events"), eventFromJson);
    edit.addedEvents = listFromJson(values.at("added_events"), eventFromJson);
    return edit;
}

} // namespace

nlohmann::json toJson(const ScoreEdit& edit) {
    return {{"tracks", listToJson(edit.tracks, trackEditToJson)},
            {"added_tracks", listToJson(edit.addedTracks, trackToJson)},
            {"removed_tracks", listToJson(edit.removedTracks, trackToJson)}};
}

Result<ScoreEdit> editFromJson(const nlohmann::json& json) {
    try {
        ScoreEdit edit;
        edit.tracks = listFromJson(json.at("tracks"), trackEditFromJson);
        edit.addedTracks = listFromJson(json.at("added_tracks"), trackFromJson);
        edit.removedTracks = listFromJson(json.at("removed_tracks"), trackFromJson);
        return edit;
    } catch (const std::exception& exception) {
        return Error{ErrorCode::EditNotApplicable, {exception.what()}};
    }
}

} // namespace leitmotif
