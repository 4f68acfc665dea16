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

/// Marks and overrides of writing direction, line separators and characters without width.
bool isInvisible(char32_t character) {
    return (character >= 0x200b && character <= 0x200f) ||
           (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069) || character == 0x61c ||
           character == 0xfeff;
}

/// The width by Unicode's East Asian Width, by blocks; combining marks have no width.
std::size_t widthOf(char32_t character) {
    const auto isIn = [character](char32_t first, char32_t last) {
        return character >= first && character <= last;
    };
    if (isIn(0x300, 0x36f) || isIn(0xfe00, 0xfe0f))
        return 0;
    const bool isWide = isIn(0x1100, 0x115f) || isIn(0x2e80, 0x303e) || isIn(0x3041, 0xa4cf) ||
                        isIn(0xac00, 0xd7a3) || isIn(0xf900, 0xfaff) || isIn(0xfe30, 0xfe6f) ||
                        isIn(0xff00, 0xff60) || isIn(0xffe0, 0xffe6) || isIn(0x1f300, 0x1faff) ||
                        isIn(0x20000, 0x3fffd);
    return isWide ? 2 : 1;
}

std::string withSingleSpaces(std::string_view text) {
    std::string words;
    for (const char letter : plainText(text))
        if (letter != ' ' || (!words.empty() && words.back() != ' '))
            words += letter;
    if (!words.empty() && words.back() == ' ')
        words.pop_back();
    return words;
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

std::size_t columnsOf(std::string_view text) {
    const std::string words = withSingleSpaces(text);
    std::size_t columns = 0;
    for (std::string_view rest = words; !rest.empty();)
        columns += widthOf(takeCharacter(rest).value_or(U' '));
    return columns;
}

std::string inColumns(std::string_view text, std::size_t columns) {
    const std::string words = withSingleSpaces(text);
    const bool isTooLong = columnsOf(words) > columns;
    const std::size_t room = columns - (isTooLong && columns > 0 ? 1 : 0);
    std::size_t used = 0;
    std::string_view rest = words;
    while (!rest.empty()) {
        std::string_view next = rest;
        const std::size_t width = widthOf(takeCharacter(next).value_or(U' '));
        if (used + width > room)
            break;
        used += width;
        rest = next;
    }
    std::string result = words.substr(0, words.size() - rest.size());
    if (isTooLong && columns > 0) {
        result += "…";
        ++used;
    }
    return result + std::string(columns - used, ' ');
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
    // Neither hidden, nor an option of a command, nor a parent folder; some systems cut such ends.
    while (!safe.empty() && (safe.back() == '.' || safe.back() == ' '))
        safe.pop_back();
    if (const auto start = safe.find_first_not_of(".- "); start == safe.npos)
        safe.clear();
    else
        safe.erase(0, start);
    return safe.empty() ? "unnamed" : safe;
}

} // namespace leitmotif
