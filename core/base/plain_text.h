// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace leitmotif {

/// Text from a file made safe for one line of a terminal: line feeds and tabs become spaces; other
/// control characters, marks of writing direction and bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string plainText(std::string_view text);

/// Plain text in a column of a terminal: trimmed, with single spaces between words, padded with
/// spaces or cut with an ellipsis. Wide characters (Chinese, Japanese, Korean) take two columns.
[[nodiscard]] std::string inColumns(std::string_view text, std::size_t columns);
/// The number of columns that the text takes, uncut.
[[nodiscard]] std::size_t columnsOf(std::string_view text);

/// A name from a file made into a file name without extension: neither a path nor hidden, without
/// characters that a shell or another system does not allow, short enough for an extension. Never
/// empty.
[[nodiscard]] std::string safeFileName(std::string_view name);

} // namespace leitmotif
