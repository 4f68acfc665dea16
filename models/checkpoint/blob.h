// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

/// The error CheckpointUnreadable with this detail.
[[nodiscard]] Error unreadable(std::string detail);

/// A tensor without libtorch: row-major float32.
struct NamedArray {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;

    bool operator==(const NamedArray&) const = default;
};

using NamedArrays = std::vector<NamedArray>;

/// The array of that name, or null.
[[nodiscard]] const NamedArray* findArray(const NamedArrays& arrays, std::string_view name);

/// True if every number is finite.
[[nodiscard]] bool areFinite(const NamedArrays& arrays);

/// A header and arrays: the container of both parts of a checkpoint. Its bytes are: magic (8),
/// version (u32), length of the JSON (u64), JSON, the arrays' numbers (float32 or bfloat16) in the
/// order of the JSON, FNV-1a of everything before (u64); little-endian.
struct Blob {
    nlohmann::json header;
    NamedArrays arrays;
};

/// How the numbers of a blob are stored. BF16 keeps 8 bits of their mantissa; blobs with it are
/// version 2.
enum class Storage : std::uint8_t { F32, BF16 };

/// REQUIRES: magic.size() == 8.
[[nodiscard]] Bytes packed(std::string_view magic, const Blob& blob,
                           Storage storage = Storage::F32);
/// The same without a copy of the arrays.
[[nodiscard]] Bytes packed(std::string_view magic, const nlohmann::json& header,
                           const NamedArrays& arrays, Storage storage = Storage::F32);
/// Reads any bytes, damaged ones too. Errors: CheckpointUnreadable.
Result<Blob> unpacked(std::string_view magic, std::span<const std::uint8_t> bytes);

} // namespace leitmotif
