// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/file_kind.h"

#include "core/midi/smf_reader.h"
#include "tests/core/midi/smf_bytes.h"

#include <gtest/gtest.h>

#include <string>

namespace leitmotif {
namespace {

struct Sample {
    const char* what;
    Bytes bytes;
    ErrorCode code;
    std::string kind = {};
};

void PrintTo(const Sample& sample, std::ostream* stream) {
    *stream << sample.what;
}

class FileKinds : public testing::TestWithParam<Sample> {};

TEST_P(FileKinds, IsNamedInOneSentence) {
    const Sample& sample = GetParam();
    const auto read = readMidi(sample.bytes, "song.mid");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, sample.code);
    const std::string sentence = describe(read.error());
    EXPECT_TRUE(sentence.starts_with("song.mid: ")) << sentence;
    EXPECT_EQ(sentence.back(), '.');
    EXPECT_NE(sentence.find(sample.kind), std::string::npos) << sentence;
}

Bytes padded(std::string_view beginning, std::size_t size = 200) {
    Bytes bytes = ascii(beginning);
    for (std::size_t i = bytes.size(); i < size; ++i)
        bytes.push_back(static_cast<std::uint8_t>(i * 37));
    return bytes;
}

Bytes riff(std::string_view form) {
    return joined({ascii("RIFF"), {200, 0, 0, 0}, padded(form)});
}

INSTANTIATE_TEST_SUITE_P(
    Files, FileKinds,
    testing::Values(
        Sample{"Page", ascii("\n<!DOCTYPE HTML>\n<title>404</title>"),
               ErrorCode::NotMidiButWebPage},
        Sample{"PageWithMark", ascii("\xef\xbb\xbf<html lang=\"de\">"),
               ErrorCode::NotMidiButWebPage},
        Sample{"XhtmlPage", ascii("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"),
               ErrorCode::NotMidiButWebPage},
        Sample{"Gzip", padded("\x1f\x8b\x08"), ErrorCode::NotMidiButCompressed, "gzip"},
        Sample{"Zip", padded("PK\x03\x04\x14"), ErrorCode::NotMidiButCompressed, "zip"},
        Sample{"Rar", padded("Rar!\x1a\x07"), ErrorCode::NotMidiButCompressed, "rar"},
        Sample{"SevenZip", padded("7z\xbc\xaf\x27\x1c"), ErrorCode::NotMidiButCompressed, "7z"},
        Sample{"Wave", riff("WAVEfmt "), ErrorCode::NotMidiButAudio, "WAV"},
        Sample{"Mp3", padded("ID3\x03"), ErrorCode::NotMidiButAudio, "MP3"},
        Sample{"Mp3WithoutTag", padded("\xff\xfb\x90\x64"), ErrorCode::NotMidiButAudio, "MP3"},
        Sample{"Ogg", padded("OggS"), ErrorCode::NotMidiButAudio, "Ogg"},
        Sample{"Flac", padded("fLaC"), ErrorCode::NotMidiButAudio, "FLAC"},
        Sample{"Mp4", joined({{0, 0, 0, 32}, padded("ftypM4A ")}), ErrorCode::NotMidiButAudio,
               "MP4"},
        Sample{"SoundFont", riff("sfbkLIST"), ErrorCode::NotMidiButOther, "SoundFont"},
        Sample{"Pdf", ascii("%PDF-1.4\n"), ErrorCode::NotMidiButOther, "PDF"},
        Sample{"Abc", ascii("%abc-2.1\nX:1\nT:Song\nK:G\nGABc|"), ErrorCode::NotMidiButNotation,
               "ABC"},
        Sample{"MusicXml", ascii("<?xml version=\"1.0\"?>\n<score-partwise version=\"4.0\">"),
               ErrorCode::NotMidiButNotation, "MusicXML"},
        Sample{"CompressedMusicXml",
               joined({ascii("PK\x03\x04"), Bytes(26, 0), ascii("META-INF/container.xml")}),
               ErrorCode::NotMidiButNotation, "MusicXML"},
        Sample{"LilyPond", ascii("\\version \"2.24\"\n{ c' }"), ErrorCode::NotMidiButNotation,
               "LilyPond"},
        Sample{"Project",
               joined({ascii("SQLite format 3"), Bytes(53, 0), ascii("LMTF"), Bytes(900, 1)}),
               ErrorCode::NotMidiButProject},
        Sample{"Database", joined({ascii("SQLite format 3"), Bytes(900, 0)}),
               ErrorCode::NotMidiButOther, "SQLite"},
        Sample{"Text", ascii("just some text"), ErrorCode::NotMidiButText},
        Sample{"LatinText", ascii("\xc9l\xe9gie"), ErrorCode::NotMidiButText},
        Sample{"Empty", {}, ErrorCode::MidiEmpty},
        Sample{"Zeros", Bytes(4096, 0), ErrorCode::MidiBlank},
        Sample{"Cut", ascii("MTh"), ErrorCode::MidiTruncated},
        Sample{"CutHeader", ascii(std::string_view("MThd\0\0\0\6\0", 9)), ErrorCode::MidiTruncated},
        Sample{"RiffWithoutMidi", riff("RMIDdata"), ErrorCode::MidiUnreadable},
        Sample{"Unknown", Bytes{3, 1, 4, 1, 5, 9, 2, 6}, ErrorCode::NotMidi}));

TEST(FileKind, MarksFarInsideDoNotCount) {
    EXPECT_EQ(notMidi(padded("\x01\x02 PK\x03\x04 <html"), "x").code, ErrorCode::NotMidi);
}

} // namespace
} // namespace leitmotif
