// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/edit_codec.h"
#include "tests/core/store/test_project.h"

#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

Note randomNote(Random& random) {
    Note note;
    note.onset = {static_cast<std::int64_t>(random.below(1'000'000))};
    note.length = {static_cast<std::int64_t>(random.below(10'000))};
    note.pitch = {static_cast<std::uint8_t>(random.below(128))};
    note.velocity = {static_cast<std::uint8_t>(random.below(128))};
    note.releaseVelocity = {static_cast<std::uint8_t>(random.below(128))};
    note.channel = static_cast<std::uint8_t>(random.below(16));
    note.offForm = static_cast<NoteOffForm>(random.below(4));
    note.onOrder = static_cast<std::uint32_t>(random());
    note.offOrder = static_cast<std::uint32_t>(random());
    return note;
}

Event randomEvent(Random& random) {
    Event event;
    event.tick = {static_cast<std::int64_t>(random.below(1'000'000))};
    event.order = static_cast<std::uint32_t>(random());
    event.status = static_cast<std::uint8_t>(128 + random.below(128));
    event.data1 = static_cast<std::uint8_t>(random.below(128));
    event.data2 = static_cast<std::uint8_t>(random.below(128));
    if (event.status >= 0xf0)
        event.payload = randomBytes(random, random.below(20));
    return event;
}

template <class Make>
auto someOf(Random& random, Make make) {
    std::vector<decltype(make(random))> items(random.below(5));
    for (auto& item : items)
        item = make(random);
    return items;
}

TrackPtr randomTrack(Random& random) {
    return std::make_shared<const Track>(someOf(random, randomNote), someOf(random, randomEvent),
                                         Tick{static_cast<std::int64_t>(random.below(5'000))},
                                         random.below(2) == 0);
}

ScoreEdit randomEdit(Random& random) {
    ScoreEdit edit;
    edit.tracks = someOf(random, [](Random& r) {
        return TrackEdit{r.below(20), someOf(r, randomNote), someOf(r, randomNote),
                         someOf(r, randomEvent), someOf(r, randomEvent)};
    });
    edit.addedTracks = someOf(random, randomTrack);
    edit.removedTracks = someOf(random, randomTrack);
    return edit;
}

void expectEqual(const std::vector<TrackPtr>& a, const std::vector<TrackPtr>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i]->notes(), b[i]->notes());
        EXPECT_EQ(a[i]->events(), b[i]->events());
        EXPECT_EQ(a[i]->end(), b[i]->end());
        EXPECT_EQ(a[i]->hasEndOfTrack(), b[i]->hasEndOfTrack());
    }
}

TEST(EditCodec, GivesEveryEditBack) {
    Random random(11);
    for (int i = 0; i < 200; ++i) {
        const ScoreEdit edit = randomEdit(random);
        const auto back = editFromJson(nlohmann::json::parse(toJson(edit).dump()));
        ASSERT_TRUE(back) << describe(back.error());
        EXPECT_EQ(back->tracks, edit.tracks);
        expectEqual(back->addedTracks, edit.addedTracks);
        expectEqual(back->removedTracks, edit.removedTracks);
    }
}

TEST(EditCodec, RefusesWhatNoEditCanBe) {
    const auto refused = [](const char* text) {
        return !editFromJson(nlohmann::json::parse(text));
    };
    const auto withNote = [&](const std::string& note) {
        return refused(("{\"tracks\":[{\"track\":0,\"removed\":[],\"added\":[" + note +
                        "],\"removed_events\":[],\"added_events\":[]}],\"added_tracks\":[],"
                        "\"removed_tracks\":[]}")
                           .c_str());
    };
    EXPECT_TRUE(refused("null"));
    EXPECT_TRUE(refused("[]"));
    EXPECT_TRUE(refused("{\"tracks\":3,\"added_tracks\":[],\"removed_tracks\":[]}"));
    EXPECT_FALSE(withNote("[0,10,60,64,64,0,0,1,2]"));
    EXPECT_TRUE(withNote("[0,10,60,64,64,0,0,1]"));
    EXPECT_TRUE(withNote("[-1,10,60,64,64,0,0,1,2]"));
    EXPECT_TRUE(withNote("[0,10,128,64,64,0,0,1,2]"));
    EXPECT_TRUE(withNote("[0,10,60,64,64,16,0,1,2]"));
    EXPECT_FALSE(withNote("[0,10,60,64,64,0,3,1,2]"));
    EXPECT_TRUE(withNote("[0,10,60,64,64,0,4,1,2]"));
    EXPECT_TRUE(withNote("[0,1e300,60,64,64,0,0,1,2]"));
    EXPECT_TRUE(withNote("[0,9223372036854775807,60,64,64,0,0,1,2]"));
    EXPECT_TRUE(withNote("[0,\"10\",60,64,64,0,0,1,2]"));
}

} // namespace
} // namespace leitmotif
