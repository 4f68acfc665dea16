// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace leitmotif {

/// A character of a decoded text and properties of its bytes.
struct DecodedCharacter {
    char32_t code = 0;
    int highBytes = 0;    ///< number of its bytes above 127
    bool isCommon = true; ///< for two bytes: in the part of the code for everyday characters
};

/// How much a decoded text looks like real words: about 1 if it does, far below if not, averaged
/// over the bytes above 127. In real words letters of one script are together, lower case follows
/// upper case, and accents are among letters. 0 without such bytes.
[[nodiscard]] double plausibilityOf(std::span<const DecodedCharacter> text);

} // namespace leitmotif
