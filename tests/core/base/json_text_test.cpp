// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_text.h"

#include "core/base/limits.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace leitmotif {
namespace {

constexpr std::size_t kEnough = 1U << 24U;

std::string nested(int depth, const std::string& middle) {
    return std::string(static_cast<std::size_t>(depth), '[') + middle +
           std::string(static_cast<std::size_t>(depth), ']');
}

bool isRead(const std::string& text) {
    const auto json = parseJson(text, kEnough);
    return json || json.error().code != ErrorCode::JsonUnreadable;
}

TEST(JsonTextTest, ReadsWhatIsNotTooDeep) {
    EXPECT_TRUE(isRead(nested(kDeepestJson, "1")));
    EXPECT_FALSE(isRead(nested(kDeepestJson + 1, "1")));
    EXPECT_FALSE(isRead(nested(1'000'000, "1")));
    EXPECT_FALSE(isRead(std::string(1'000'000, '[')));
    std::string objects;
    for (int i = 0; i < 200'000; ++i)
        objects += R"({"a":)";
    EXPECT_FALSE(isRead(objects));
}

TEST(JsonTextTest, BracketsInTextsDoNotCount) {
    const std::string brackets(1'000, '[');
    EXPECT_TRUE(isRead("\"" + brackets + "\""));
    EXPECT_TRUE(isRead("[\"\\\"" + brackets + "\", \"\\\\\"]"));
    EXPECT_FALSE(isRead("[\"\\\\\", " + brackets + "]"));
}

TEST(JsonTextTest, ManyValuesSideBySideAreNotDeep) {
    std::string list = "[";
    for (int i = 0; i < 10'000; ++i)
        list += "[],{},";
    EXPECT_TRUE(isRead(list + "1]"));
}

TEST(JsonTextTest, RefusesWhatIsNoJsonOrTooLong) {
    for (const char* const text : {"", "{", "[1,]", "nul", "1e999", "\"\xff\"", "]", "{\"a\"}"})
        EXPECT_FALSE(isRead(text)) << text;
    EXPECT_TRUE(parseJson("123", 3));
    EXPECT_FALSE(parseJson("1234", 3));
}

} // namespace
} // namespace leitmotif
