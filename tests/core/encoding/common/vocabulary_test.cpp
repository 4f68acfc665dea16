// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/common/vocabulary.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

const std::vector<Token> kWords = {{TokenKind::Bar, 0},
                                   {TokenKind::Pitch, 60},
                                   {TokenKind::Pitch, 60},
                                   {TokenKind::Drum, 60},
                                   {TokenKind::TimeDuration, 12}};

TEST(Vocabulary, NumbersWordsInOrderWithoutDoubles) {
    const Vocabulary vocabulary(kWords);
    ASSERT_EQ(vocabulary.size(), 4);
    for (int id = 0; id < vocabulary.size(); ++id)
        EXPECT_EQ(vocabulary.idOf(vocabulary.at(id)), id);
    EXPECT_FALSE(vocabulary.idOf({TokenKind::Pitch, 61}));
}

TEST(Vocabulary, SurvivesJson) {
    const Vocabulary vocabulary(kWords);
    const auto json = nlohmann::json::parse(vocabulary.toJson().dump());
    const auto read = Vocabulary::fromJson(json);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, vocabulary);
}

TEST(Vocabulary, RefusesWhatItDidNotWrite) {
    for (const char* text : {R"([["bar"]])", R"([["noise",1]])", R"([[1,1]])", R"([["bar","x"]])",
                             R"([["bar",1],["bar",1]])", R"(["bar"])", R"([null])"}) {
        const auto read = Vocabulary::fromJson(nlohmann::json::parse(text));
        ASSERT_FALSE(read.has_value()) << text;
        EXPECT_EQ(read.error().code, ErrorCode::CheckpointUnreadable);
    }
}

} // namespace
} // namespace leitmotif
