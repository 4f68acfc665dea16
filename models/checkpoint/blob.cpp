// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/blob.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace leitmotif {

static_assert(std::endian::native == std::endian::little, "blobs are written as memory lies");

namespace {

using nlohmann::json;

constexpr std::uint32_t kVersion = 2; // the first with bf16
constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kFrontBytes = kMagicBytes + sizeof(std::uint32_t) + sizeof(std::uint64_t);
constexpr std::size_t kHashBytes = sizeof(std::uint64_t);

void append(Bytes& bytes, const void* data, std::size_t size) {
    const auto* first = static_cast<const std::uint8_t*>(data);
    bytes.insert(bytes.end(), first, first + size);
}

template <class Value>
Value valueAt(std::span<const std::uint8_t> bytes, std::size_t offset) {
    Value value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// Elements of a shape, or −1 if it is invalid or has more than `limit`.
std::int64_t elementCount(const std::vector<std::int64_t>& shape, std::int64_t limit) {
    std::int64_t count = 1;
    for (const auto size : shape) {
        if (size < 0 || (size > 0 && count > limit / size))
            return -1;
        count *= size;
    }
    return count;
}

std::size_t sizeOf(Storage storage) {
    return storage == Storage::BF16 ? sizeof(std::uint16_t) : sizeof(float);
}

constexpr std::uint32_t kLowBits = 16; // that bf16 leaves out

/// Rounded to the nearest, ties to even.
std::uint16_t toBf16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t isOdd = bits >> kLowBits & 1U;
    return static_cast<std::uint16_t>((bits + 0x7FFFU + isOdd) >> kLowBits);
}

/// Fills `array` from its description and advances `numbers`.
bool takeArray(const json& description, Storage storage, std::span<const std::uint8_t>& numbers,
               NamedArray& array) {
    array.name = description.at("name").get<std::string>();
    array.shape = description.at("shape").get<std::vector<std::int64_t>>();
    const auto available = static_cast<std::int64_t>(numbers.size() / sizeOf(storage));
    const auto count = elementCount(array.shape, available);
    if (count < 0 || count > available)
        return false;
    const auto size = static_cast<std::size_t>(count) * sizeOf(storage);
    array.values.resize(static_cast<std::size_t>(count));
    if (storage == Storage::BF16)
        for (std::size_t i = 0; i < array.values.size(); ++i) {
            const std::uint32_t high = valueAt<std::uint16_t>(numbers, i * sizeOf(storage));
            array.values[i] = std::bit_cast<float>(high << kLowBits);
        }
    else if (size > 0)
        std::memcpy(array.values.data(), numbers.data(), size);
    numbers = numbers.subspan(size);
    return true;
}

} // namespace

Error unreadable(std::string detail) {
    return {ErrorCode::CheckpointUnreadable, {std::move(detail)}};
}

const NamedArray* findArray(const NamedArrays& arrays, std::string_view name) {
    const auto found = std::ranges::find(arrays, name, &NamedArray::name);
    return found == arrays.end() ? nullptr : &*found;
}

bool areFinite(const NamedArrays& arrays) {
    constexpr std::uint32_t kExponent = 0x7F800000U; // all exponent bits: infinite or NaN
    return std::ranges::all_of(arrays, [](const NamedArray& array) {
        bool isFinite = true;
        for (const float value : array.values)
            isFinite &= (std::bit_cast<std::uint32_t>(value) & kExponent) != kExponent;
        return isFinite;
    });
}

Bytes packed(std::string_view magic, const Blob& blob, Storage storage) {
    return packed(magic, blob.header, blob.arrays, storage);
}

Bytes packed(std::string_view magic, const json& header, const NamedArrays& arrays,
             Storage storage) {
    assert(magic.size() == kMagicBytes);
    json descriptions = json::array();
    std::size_t numberBytes = 0;
    for (const auto& array : arrays) {
        descriptions.push_back({{"name", array.name}, {"shape", array.shape}});
        numberBytes += array.values.size() * sizeOf(storage);
    }
    json front{{"header", header}, {"arrays", descriptions}};
    if (storage == Storage::BF16)
        front["numbers"] = "bf16";
    const auto text = front.dump();
    const std::uint64_t textBytes = text.size();
    const std::uint32_t version = storage == Storage::BF16 ? kVersion : 1;

    Bytes bytes;
    bytes.reserve(kFrontBytes + text.size() + numberBytes + kHashBytes);
    append(bytes, magic.data(), magic.size());
    append(bytes, &version, sizeof version);
    append(bytes, &textBytes, sizeof textBytes);
    append(bytes, text.data(), text.size());
    for (const auto& array : arrays) {
        if (storage == Storage::F32)
            append(bytes, array.values.data(), array.values.size() * sizeof(float));
        else
            for (const float value : array.values) {
                const auto rounded = toBf16(value);
                append(bytes, &rounded, sizeof rounded);
            }
    }
    const auto hash = hashOf(bytes);
    append(bytes, &hash, sizeof hash);
    return bytes;
}

Result<Blob> unpacked(std::string_view magic, std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kFrontBytes + kHashBytes ||
        !std::equal(magic.begin(), magic.end(), bytes.begin()))
        return unreadable("it is not one");
    if (const auto version = valueAt<std::uint32_t>(bytes, kMagicBytes); version > kVersion)
        return unreadable("it was written by a newer Leitmotif");
    const auto content = bytes.first(bytes.size() - kHashBytes);
    if (valueAt<std::uint64_t>(bytes, content.size()) != hashOf(content))
        return unreadable("its bytes are damaged");
    const auto textBytes = valueAt<std::uint64_t>(bytes, kMagicBytes + sizeof(std::uint32_t));
    if (textBytes > content.size() - kFrontBytes)
        return unreadable("its header is damaged");

    const auto text = content.subspan(kFrontBytes, textBytes);
    auto numbers = content.subspan(kFrontBytes + textBytes);
    auto object =
        parseJson({reinterpret_cast<const char*>(text.data()), text.size()}, kLongestBlobHeader);
    if (!object)
        return unreadable(object.error().arguments.front());
    try {
        Blob blob;
        const auto storage =
            object->value("numbers", "f32") == "bf16" ? Storage::BF16 : Storage::F32;
        blob.header = std::move(object->at("header"));
        for (const auto& description : object->at("arrays"))
            if (!takeArray(description, storage, numbers, blob.arrays.emplace_back()))
                return unreadable("its arrays are cut off");
        return blob;
    } catch (const json::exception& exception) {
        return unreadable(exception.what());
    }
}

} // namespace leitmotif
