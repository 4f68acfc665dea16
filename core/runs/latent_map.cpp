// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/latent_map.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/encoding/pictures/roll_image.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace leitmotif {

namespace {

using nlohmann::json;

constexpr std::uint8_t kTextEnd = '\n'; // pixels follow; JSON on one line contains no line feed
constexpr int kMostSide = 100;
constexpr int kMostBars = 1'000'000'000;
constexpr int kMostPixels = 1 << 16; // of a row and of a column

std::size_t pixelsOf(const LatentMap& map) {
    return static_cast<std::size_t>(map.rows) * static_cast<std::size_t>(map.columns);
}

bool isSoundPoint(const LatentPoint& point) {
    return std::isfinite(point.x) && std::isfinite(point.y) && point.piece >= 0 &&
           point.piece <= kMostBars && point.bar >= 0 && point.bar <= kMostBars;
}

bool isSound(const LatentMap& map) {
    const auto isSize = [](int value, int most) { return value >= 1 && value <= most; };
    return isSize(map.side, kMostSide) && isSize(map.rows, kMostPixels) &&
           isSize(map.columns, kMostPixels) && map.reach > 0.0 && std::isfinite(map.reach) &&
           std::isfinite(map.shown) && std::ranges::all_of(map.points, isSoundPoint) &&
           map.pixels.size() == pixelsOf(map) * static_cast<std::size_t>(map.cellCount());
}

Error unreadable(const std::string& detail) {
    return {ErrorCode::CheckpointUnreadable, {"its latent map: " + detail}};
}

json asJson(const LatentPoint& point) {
    return {point.x, point.y, point.piece, point.bar, static_cast<int>(point.part)};
}

LatentPoint pointIn(const json& value) {
    const int part = std::clamp(value.at(4).get<int>(), 0, static_cast<int>(PieceRole::Test));
    return {value.at(0).get<float>(), value.at(1).get<float>(), value.at(2).get<std::int32_t>(),
            value.at(3).get<std::int32_t>(), static_cast<PieceRole>(part)};
}

} // namespace

double LatentMap::placeOf(int step) const {
    return side < 2 ? 0.0 : reach * (2.0 * step / (side - 1) - 1.0);
}

std::span<const std::uint8_t> LatentMap::picture(int cell) const {
    return std::span(pixels).subspan(static_cast<std::size_t>(cell) * pixelsOf(*this),
                                     pixelsOf(*this));
}

Result<Score> scoreOf(const LatentMap& map, int cell) {
    const auto image = RollImage::fromJson(map.encoding);
    if (!image)
        return image.error();
    if (image->rowCount() != map.rows || image->columnCount() != map.columns)
        return unreadable("its pictures are of another size");
    RollPicture picture;
    for (const std::uint8_t pixel : map.picture(cell))
        picture.push_back(pixel >= LatentMap::kSounds
                              ? static_cast<std::uint8_t>(pixel - LatentMap::kSounds)
                              : std::uint8_t{0});
    return image->decode(std::span(&picture, 1));
}

Bytes toBytes(const LatentMap& map) {
    json points = json::array();
    for (const LatentPoint& point : map.points)
        points.push_back(asJson(point));
    const std::string text = json({{"points", std::move(points)},
                                   {"shown", map.shown},
                                   {"side", map.side},
                                   {"reach", map.reach},
                                   {"rows", map.rows},
                                   {"columns", map.columns},
                                   {"encoding", map.encoding}})
                                 .dump();
    Bytes bytes(text.begin(), text.end());
    bytes.push_back(kTextEnd);
    bytes.insert(bytes.end(), map.pixels.begin(), map.pixels.end());
    return bytes;
}

Result<LatentMap> latentMapFromBytes(std::span<const std::uint8_t> bytes) {
    const auto textEnd = std::ranges::find(bytes, kTextEnd);
    if (textEnd == bytes.end())
        return unreadable("it is cut off");
    const auto parsed = parseJson({reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<std::size_t>(textEnd - bytes.begin())},
                                  kLongestMapHeader);
    if (!parsed)
        return unreadable(parsed.error().arguments.front());
    const json& object = *parsed;
    LatentMap map;
    try {
        for (const json& point : object.at("points"))
            map.points.push_back(pointIn(point));
        object.at("shown").get_to(map.shown);
        object.at("side").get_to(map.side);
        object.at("reach").get_to(map.reach);
        object.at("rows").get_to(map.rows);
        object.at("columns").get_to(map.columns);
        map.encoding = object.at("encoding");
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
    map.pixels.assign(textEnd + 1, bytes.end());
    if (!isSound(map))
        return unreadable("its numbers do not go together");
    return map;
}

} // namespace leitmotif
