// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace leitmotif {

/// A character of a decoded text and what its bytes tell.
struct DecodedCharacter {
    char32_t code = 0;
    int highBytes = 0;    ///< of its bytes, those above 127
    bool isCommon = true; ///< of two bytes: in the part of the code for everyday characters
};

/// How much a decoded text looks like words of people, from about 1 (it does) far down, averaged
/// over the bytes above 127. Letters of one script stand together, small ones follow capitals, and
/// accents stand among letters; bytes in a wrong encoding do otherwise. 0 without such bytes.
[[nodiscard]] double plausibilityOf(std::span<const DecodedCharacter> text);

} // namespace leitmotif
