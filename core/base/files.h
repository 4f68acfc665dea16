// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace leitmotif {

using Bytes = std::vector<std::uint8_t>;

/// Reads a whole file. Errors: FileNotReadable, FileTooLarge above `limit` bytes.
Result<Bytes> readFile(const std::filesystem::path& path, std::uintmax_t limit = 1U << 30U);

/// Replaces the file at `path` by `bytes` in one step, so that a full disk or a kill leaves the old
/// one as it was; writes to what is no file, see OutputFile. Errors: FileNotWritable.
Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 std::span<const std::uint8_t> bytes);

/// 64-bit FNV-1a of the bytes, going on from `seed`; to compare contents, not for security.
[[nodiscard]] std::uint64_t hashOf(std::span<const std::uint8_t> bytes,
                                   std::uint64_t seed = 0xcbf29ce484222325U);

} // namespace leitmotif
