// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/file_kind.h"

#include "core/base/lower_case.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

namespace leitmotif {

namespace {

using ByteSpan = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

/// Bytes at a place that identify a kind of file.
struct Mark {
    std::size_t place;
    std::string_view bytes;
    ErrorCode code;
    const char* kind;
};

// In this order: longer marks before those that they begin with.
constexpr std::array kMarks = {
    Mark{0, "\x1f\x8b"sv, ErrorCode::NotMidiButCompressed, "gzip"},
    Mark{0, "\x1f\x9d"sv, ErrorCode::NotMidiButCompressed, "compress"},
    Mark{0, "PK\x03\x04"sv, ErrorCode::NotMidiButCompressed, "zip"},
    Mark{0, "PK\x05\x06"sv, ErrorCode::NotMidiButCompressed, "zip"},
    Mark{0, "Rar!\x1a\x07"sv, ErrorCode::NotMidiButCompressed, "rar"},
    Mark{0, "7z\xbc\xaf\x27\x1c"sv, ErrorCode::NotMidiButCompressed, "7z"},
    Mark{0, "BZh"sv, ErrorCode::NotMidiButCompressed, "bzip2"},
    Mark{0,
         "\xfd"
         "7zXZ"sv,
         ErrorCode::NotMidiButCompressed, "xz"},
    Mark{0, "\x28\xb5\x2f\xfd"sv, ErrorCode::NotMidiButCompressed, "zstd"},
    Mark{0, "\x60\xea"sv, ErrorCode::NotMidiButCompressed, "arj"},
    Mark{0, "MSCF"sv, ErrorCode::NotMidiButCompressed, "cab"},
    Mark{0, "SIT!"sv, ErrorCode::NotMidiButCompressed, "StuffIt"},
    Mark{0, "StuffIt"sv, ErrorCode::NotMidiButCompressed, "StuffIt"},
    Mark{2, "-lh"sv, ErrorCode::NotMidiButCompressed, "lha"},
    Mark{257, "ustar"sv, ErrorCode::NotMidiButCompressed, "tar"},
    Mark{8, "WAVE"sv, ErrorCode::NotMidiButAudio, "WAV"},
    Mark{8, "AIFF"sv, ErrorCode::NotMidiButAudio, "AIFF"},
    Mark{8, "AIFC"sv, ErrorCode::NotMidiButAudio, "AIFF"},
    Mark{0, "ID3"sv, ErrorCode::NotMidiButAudio, "MP3"},
    Mark{0, "OggS"sv, ErrorCode::NotMidiButAudio, "Ogg"},
    Mark{0, "fLaC"sv, ErrorCode::NotMidiButAudio, "FLAC"},
    Mark{0, ".snd"sv, ErrorCode::NotMidiButAudio, "AU"},
    Mark{0, "wvpk"sv, ErrorCode::NotMidiButAudio, "WavPack"},
    Mark{0, "MAC "sv, ErrorCode::NotMidiButAudio, "Monkey's Audio"},
    Mark{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv, ErrorCode::NotMidiButAudio, "WMA"},
    Mark{0, "\x1a\x45\xdf\xa3"sv, ErrorCode::NotMidiButAudio, "WebM"},
    Mark{4, "ftyp"sv, ErrorCode::NotMidiButAudio, "MP4"},
    Mark{0, "\xff\xf1"sv, ErrorCode::NotMidiButAudio, "AAC"},
    Mark{0, "\xff\xf9"sv, ErrorCode::NotMidiButAudio, "AAC"},
    Mark{1, "FICHIER GUITAR PRO"sv, ErrorCode::NotMidiButNotation, "Guitar Pro"},
    Mark{0, "%PDF"sv, ErrorCode::NotMidiButOther, "PDF"},
    Mark{0, "\x89PNG"sv, ErrorCode::NotMidiButOther, "PNG"},
    Mark{0, "\xff\xd8\xff"sv, ErrorCode::NotMidiButOther, "JPEG"},
    Mark{0, "GIF8"sv, ErrorCode::NotMidiButOther, "GIF"},
    Mark{8, "sfbk"sv, ErrorCode::NotMidiButOther, "SoundFont"},
    Mark{8, "AVI "sv, ErrorCode::NotMidiButOther, "AVI"},
    Mark{8, "WEBP"sv, ErrorCode::NotMidiButOther, "WebP"},
    Mark{8, "XDIR"sv, ErrorCode::NotMidiButOther, "XMI"},
    Mark{0, "MUS\x1a"sv, ErrorCode::NotMidiButOther, "MUS"},
    Mark{0, "MZ"sv, ErrorCode::NotMidiButOther, "EXE"},
    Mark{0,
         "\x7f"
         "ELF"sv,
         ErrorCode::NotMidiButOther, "ELF"},
    Mark{0, "\xd0\xcf\x11\xe0"sv, ErrorCode::NotMidiButOther, "Office"},
};

bool holds(ByteSpan bytes, std::size_t place, std::string_view mark) {
    return place <= bytes.size() && bytes.size() - place >= mark.size() &&
           std::equal(mark.begin(), mark.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// The beginning of the file in lower case ASCII.
std::string beginningOf(ByteSpan bytes) {
    constexpr std::size_t kMost = 4096;
    std::string text(bytes.begin(),
                     bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), kMost)));
    return lowerCase(std::move(text));
}

bool hasAny(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// MPEG audio without a tag: recognised by one frame header with sensible fields.
bool isMpegAudio(ByteSpan bytes) {
    return bytes.size() > 3 && bytes[0] == 0xff && (bytes[1] & 0xe0U) == 0xe0 &&
           (bytes[1] & 0x06U) == 0x02 && (bytes[1] & 0x18U) != 0x08 && (bytes[2] & 0xf0U) != 0xf0 &&
           (bytes[2] & 0x0cU) != 0x0c;
}

/// True if a line begins with `beginning`.
bool hasLine(const std::string& text, std::string_view beginning) {
    return text.starts_with(beginning) ||
           text.find("\n" + std::string(beginning)) != std::string::npos;
}

bool isText(const std::string& beginning) {
    return std::ranges::none_of(beginning, [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte == 0x7f || (byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1b);
    });
}

Error ofZip(const std::string& beginning, const std::string& name) {
    if (hasAny(beginning, {"meta-inf/container.xml", ".musicxml"}))
        return {ErrorCode::NotMidiButNotation, {name, "MusicXML"}};
    if (hasAny(beginning, {".mscx"}))
        return {ErrorCode::NotMidiButNotation, {name, "MuseScore"}};
    return {ErrorCode::NotMidiButCompressed, {name, "zip"}};
}

Error ofDatabase(ByteSpan bytes, const std::string& name) {
    constexpr std::size_t kApplicationId = 68;
    if (holds(bytes, kApplicationId, "LMTF"))
        return {ErrorCode::NotMidiButProject, {name}};
    return {ErrorCode::NotMidiButOther, {name, "SQLite"}};
}

Error ofText(const std::string& text, const std::string& name) {
    if (text.starts_with("%pdf"))
        return {ErrorCode::NotMidiButOther, {name, "PDF"}};
    if (hasAny(text, {"<score-partwise", "<score-timewise"}))
        return {ErrorCode::NotMidiButNotation, {name, "MusicXML"}};
    if (hasAny(text, {"<musescore"}))
        return {ErrorCode::NotMidiButNotation, {name, "MuseScore"}};
    if (hasAny(text, {"<mei "}))
        return {ErrorCode::NotMidiButNotation, {name, "MEI"}};
    if (hasAny(text, {"<!doctype html", "<html", "<head>", "<body"}))
        return {ErrorCode::NotMidiButWebPage, {name}};
    if (hasLine(text, "x:") && hasLine(text, "k:"))
        return {ErrorCode::NotMidiButNotation, {name, "ABC"}};
    if (hasAny(text, {"\\version", "\\relative", "\\score"}))
        return {ErrorCode::NotMidiButNotation, {name, "LilyPond"}};
    if (hasAny(text, {"**kern"}))
        return {ErrorCode::NotMidiButNotation, {name, "Humdrum"}};
    return {ErrorCode::NotMidiButText, {name}};
}

} // namespace

Error notMidi(ByteSpan bytes, const std::string& name) {
    constexpr std::string_view kHeader = "MThd";
    if (bytes.size() < kHeader.size() && holds(bytes, 0, kHeader.substr(0, bytes.size())))
        return {ErrorCode::MidiTruncated, {name}};
    if (std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }))
        return {ErrorCode::MidiBlank, {name}};
    const std::string beginning = beginningOf(bytes);
    if (holds(bytes, 0, "PK\x03\x04"))
        return ofZip(beginning, name);
    if (holds(bytes, 0, "SQLite format 3\0"sv))
        return ofDatabase(bytes, name);
    if (holds(bytes, 0, "RIFF") && holds(bytes, 8, "RMID"))
        return {ErrorCode::MidiUnreadable, {name, "its RIFF chunks hold no MIDI file"}};
    if (isText(beginning))
        return ofText(beginning, name);
    const auto mark = std::ranges::find_if(
        kMarks, [&](const Mark& one) { return holds(bytes, one.place, one.bytes); });
    if (mark != kMarks.end())
        return {mark->code, {name, mark->kind}};
    if (isMpegAudio(bytes))
        return {ErrorCode::NotMidiButAudio, {name, "MP3"}};
    return {ErrorCode::NotMidi, {name}};
}

} // namespace leitmotif
