// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace leitmotif {

/// Text from a file as it may be shown on a terminal, within one line: line feeds and tabulators
/// become spaces; other control characters, marks that turn the direction of writing and bytes that
/// are not UTF-8 become U+FFFD.
[[nodiscard]] std::string plainText(std::string_view text);

/// A name from a file as the stem of a file's name: neither a path nor hidden, without what a shell
/// or another system's file names cannot bear, and short enough for an ending. Never empty.
[[nodiscard]] std::string safeFileName(std::string_view name);

} // namespace leitmotif
