// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plain_text.h"

#include <cstdint>
#include <optional>

namespace leitmotif {

namespace {

constexpr std::size_t kLongestStem = 120; // bytes, of the 255 that file systems allow a name
constexpr const char* kReplacement = "\uFFFD";

/// The character at the start of `text`, which is moved past it; nothing if it is not UTF-8.
std::optional<char32_t> takeCharacter(std::string_view& text) {
    const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byteAt(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xc2 ? 0
                               : first < 0xe0 ? 2
                               : first < 0xf0 ? 3
                               : first < 0xf5 ? 4
                                              : 0;
    char32_t character = length == 1 ? first : first & (0xffU >> (length + 1));
    bool isSound = length > 0 && length <= text.size();
    for (std::size_t i = 1; isSound && i < length; ++i) {
        isSound = (byteAt(i) & 0xc0U) == 0x80;
        character = character << 6U | (byteAt(i) & 0x3fU);
    }
    isSound =
        isSound &&
        !(length == 3 && (character < 0x800 || (character >= 0xd800 && character <= 0xdfff))) &&
        !(length == 4 && (character < 0x10000 || character > 0x10ffff));
    text.remove_prefix(isSound ? length : 1);
    return isSound ? std::optional(character) : std::nullopt;
}

bool isControl(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

/// Marks and overrides of the writing's direction, separators of lines and what has no width.
bool isInvisible(char32_t character) {
    return (character >= 0x200b && character <= 0x200f) ||
           (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069) || character == 0x61c ||
           character == 0xfeff;
}

} // namespace

std::string plainText(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const std::string_view rest = text;
        const auto character = takeCharacter(text);
        if (character == U'\n' || character == U'\t')
            plain += ' ';
        else if (character && !isControl(*character) && !isInvisible(*character))
            plain += rest.substr(0, rest.size() - text.size());
        else
            plain += kReplacement;
    }
    return plain;
}

std::string safeFileName(std::string_view name) {
    constexpr std::string_view kUnsafe = "/\\:*?\"<>|";
    std::string safe;
    while (!name.empty()) {
        const std::string_view rest = name;
        const auto character = takeCharacter(name);
        const auto bytes = rest.substr(0, rest.size() - name.size());
        const bool isSafe = character && !isControl(*character) && !isInvisible(*character) &&
                            kUnsafe.find(static_cast<char>(bytes.front())) == kUnsafe.npos;
        if (safe.size() + bytes.size() > kLongestStem)
            break;
        safe += isSafe ? bytes : "_";
    }
    // Neither hidden, nor an option of a command, nor a folder above; other systems cut such ends.
    while (!safe.empty() && (safe.back() == '.' || safe.back() == ' '))
        safe.pop_back();
    if (const auto start = safe.find_first_not_of(".- "); start == safe.npos)
        safe.clear();
    else
        safe.erase(0, start);
    return safe.empty() ? "unnamed" : safe;
}

} // namespace leitmotif
