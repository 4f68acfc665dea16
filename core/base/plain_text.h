// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace leitmotif {

/// Text from a file as it may be shown on a terminal, within one line: line feeds and tabulators
/// become spaces; other control characters, marks that turn the direction of writing and bytes that
/// are not UTF-8 become U+FFFD.
[[nodiscard]] std::string plainText(std::string_view text);

/// Plain text in a column of a terminal: without spaces around it and more than one between words,
/// filled up with spaces, or cut to fit, with an ellipsis at its end. Wide characters (Chinese,
/// Japanese, Korean) take two columns.
[[nodiscard]] std::string inColumns(std::string_view text, std::size_t columns);
/// So many it takes, uncut.
[[nodiscard]] std::size_t columnsOf(std::string_view text);

/// A name from a file as the stem of a file's name: neither a path nor hidden, without what a shell
/// or another system's file names cannot bear, and short enough for an ending. Never empty.
[[nodiscard]] std::string safeFileName(std::string_view name);

} // namespace leitmotif
