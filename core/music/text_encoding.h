// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/event.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leitmotif {

/// The encodings of texts in MIDI files, which do not name theirs.
enum class TextEncoding : std::uint8_t {
    Automatic, ///< guessed from the bytes
    Utf8,
    Western, ///< Windows-1252, Latin-1
    WesternMac,
    WesternDos,
    CentralEuropean,
    Cyrillic,
    CyrillicKoi8,
    Greek,
    Japanese, ///< Windows-932, Shift-JIS with its extensions
    JapaneseEuc,
    ChineseSimplified,
    ChineseTraditional,
    Korean,
};
inline constexpr std::size_t kTextEncodings = std::size_t(TextEncoding::Korean) + 1;

/// "automatic", or the name that iconv knows: for projects and the command line.
[[nodiscard]] std::string_view nameOf(TextEncoding encoding);
[[nodiscard]] std::optional<TextEncoding> textEncodingOf(std::string_view name);

/// How the texts of one file are read.
struct TextReading {
    /// Used for texts that are not recognised by themselves; if chosen by the user, for all.
    TextEncoding encoding = TextEncoding::Western;
    bool isChosen = false;

    bool operator==(const TextReading&) const = default;
};

using TextBytes = std::span<const std::uint8_t>;

/// True if the bytes are the same text in every encoding.
[[nodiscard]] bool isPlainText(TextBytes bytes);

/// The likeliest encoding of all texts of a file together. Time is bounded.
[[nodiscard]] TextReading likeliestReading(std::span<const TextBytes> texts);

/// The text as UTF-8. Unless the encoding was chosen, a text with a byte order mark, in UTF-8, or
/// much more plausible in another encoding than that of its file is read in its own. Bytes that are
/// invalid in the encoding become U+FFFD. Zeros at the end are left out.
[[nodiscard]] std::string textFromMidi(TextBytes bytes, TextReading reading = {});
/// The text of an event; one that an edit added is UTF-8.
[[nodiscard]] std::string textFromMidi(const Event& event, TextReading reading);

} // namespace leitmotif
