// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/text_encoding.h"

#include <gtest/gtest.h>

#include <string>

#include <iconv.h>

namespace leitmotif {
namespace {

/// The oracle: bytes of a UTF-8 text in an encoding.
Bytes bytesIn(const char* encoding, std::string text) {
    iconv_t converter = iconv_open(encoding, "UTF-8");
    std::string room(text.size() * 4 + 8, '\0');
    char* source = text.data();
    char* target = room.data();
    std::size_t sourceLeft = text.size();
    std::size_t targetLeft = room.size();
    const auto done = iconv(converter, &source, &sourceLeft, &target, &targetLeft);
    iconv_close(converter);
    EXPECT_NE(done, static_cast<std::size_t>(-1)) << text << " in " << encoding;
    room.resize(room.size() - targetLeft);
    return {room.begin(), room.end()};
}

std::string readAlone(const Bytes& bytes) {
    return textFromMidi(bytes, likeliestReading(std::vector<TextBytes>{bytes}));
}

struct Titles {
    const char* encoding;
    std::vector<std::string> texts;
};

void PrintTo(const Titles& titles, std::ostream* stream) {
    *stream << titles.encoding;
}

class RealTitles : public testing::TestWithParam<Titles> {};

TEST_P(RealTitles, AreReadAlone) {
    for (const std::string& text : GetParam().texts)
        EXPECT_EQ(readAlone(bytesIn(GetParam().encoding, text)), text);
}

INSTANTIATE_TEST_SUITE_P(
    Encodings, RealTitles,
    testing::Values(
        Titles{"CP1252",
               {"Élégie à trois",
                "Mélodie déléguée",
                "Männer Gäste Sänger",
                "Präludium für Flöte",
                "Récitatif et prélude",
                "Canción pequeña",
                "Ária São João",
                "Flöte",
                "Übung",
                "Größe",
                "Noël",
                "Première Gymnopédie",
                "Señorita",
                "Å så blå",
                "Sør-Trøndelag",
                "ÉTUDE",
                "TROMPÈTE",
                "François",
                "“Smart” – quotes…",
                "Voix d’été",
                "© 1998 José",
                "Préludes n° 2",
                "Año nuevo",
                "¿Qué pasó?",
                "Fügt",
                "Hände"}},
        Titles{"CP932",
               {"①ピアノ右手", "ピアノ～左手", "ベース", "ﾍﾞｰｽ", "ﾋﾟｱﾉ", "ドラム", "さくらさくら",
                "主旋律", "メロディー（右手）", "ｷﾞﾀｰ1", "荒城の月"}},
        Titles{"EUC-JP", {"ピアノ右手", "さくらさくら"}}, Titles{"ISO-2022-JP", {"ピアノ"}},
        Titles{"CP1251", {"Скрипка", "Гитара соло", "ВАЛЬС", "Подмосковные вечера"}},
        Titles{"CP1253", {"Πιάνο", "Σύνθεση"}}, Titles{"GB18030", {"钢琴主旋律", "小提琴"}},
        Titles{"BIG5", {"鋼琴主旋律", "小提琴獨奏"}}, Titles{"CP949", {"피아노", "바이올린 독주"}},
        Titles{"UTF-8", {"Übung – ピアノ", "Скрипка", "Élégie"}}));

TEST(TextEncoding, MarksAndZerosTellUnicode) {
    const auto read = [](std::string_view bytes) {
        return readAlone({bytes.begin(), bytes.end()});
    };
    using namespace std::string_view_literals;
    EXPECT_EQ(read("\xff\xfeu\0\xfc\0"sv), "uü");
    EXPECT_EQ(read("\xfe\xff\0u\x30\xd4"sv), "uピ");
    EXPECT_EQ(read("P\0i\0a\0n\0o\0"sv), "Piano");
    EXPECT_EQ(read("\0P\0i\0a\0n\0o"sv), "Piano");
    EXPECT_EQ(read("\xef\xbb\xbf\xc3\x9c"sv), "Ü");
    EXPECT_EQ(read("Piano\0\0"sv), "Piano");
}

TEST(TextEncoding, Utf8MayBeCutInItsLastCharacter) {
    EXPECT_EQ(readAlone({'W', 0xc5, 0x82, 'a', 'd', 'm', 0xc3}), "Władm");
    EXPECT_EQ(readAlone({'S', 0xc3, 0xa3, 'o', ' ', 0xe3, 0x83}), "São ");
    EXPECT_EQ(readAlone({'J', 'o', 's', 0xe9}), "José");
}

TEST(TextEncoding, OneFileMayHoldTextsInSeveral) {
    const std::vector<std::pair<const char*, const char*>> titles = {
        {"CP1252", "Élégie à trois"},
        {"CP1252", "Mélodie déléguée"},
        {"CP1252", "Männer Gäste Sänger"},
        {"CP1252", "Präludium für Flöte"},
        {"CP1252", "Récitatif et prélude"},
        {"CP932", "①ピアノ右手"},
        {"CP932", "ベース"},
        {"CP932", "ﾍﾞｰｽ"},
        {"CP1251", "Скрипка"},
        {"CP1251", "Гитара соло"},
        {"GB18030", "钢琴主旋律"},
        {"CP949", "피아노"},
        {"UTF-8", "utf8 – Übung"}};
    std::vector<Bytes> texts;
    for (const auto& [encoding, title] : titles)
        texts.push_back(bytesIn(encoding, title));
    const TextReading reading =
        likeliestReading(std::vector<TextBytes>(texts.begin(), texts.end()));
    for (std::size_t i = 0; i < titles.size(); ++i)
        EXPECT_EQ(textFromMidi(texts[i], reading), titles[i].second);
}

TEST(TextEncoding, AFileInUtf8IsInUtf8) {
    const Bytes utf8 = bytesIn("UTF-8", "Die Liebe des Nächsten");
    const Bytes plain = bytesIn("UTF-8", "Singstimme");
    const Bytes western = bytesIn("CP1252", "Männer Gäste Sänger");
    EXPECT_EQ(likeliestReading(std::vector<TextBytes>{utf8, plain}),
              (TextReading{TextEncoding::Utf8, false}));
    EXPECT_EQ(likeliestReading(std::vector<TextBytes>{plain}), TextReading{});
    EXPECT_EQ(likeliestReading(std::vector<TextBytes>{utf8, western}), TextReading{});
    Bytes cut = bytesIn("UTF-8", "Präludium für Flö");
    cut.pop_back(); // by a program that counts bytes
    EXPECT_EQ(likeliestReading(std::vector<TextBytes>{cut}).encoding, TextEncoding::Utf8);
    EXPECT_EQ(textFromMidi(western, {TextEncoding::Utf8, false}), "Männer Gäste Sänger");
}

TEST(TextEncoding, AFileDecidesForItsShortTexts) {
    const Bytes japanese = bytesIn("CP932", "ピアノ右手");
    const Bytes german = bytesIn("CP1252", "Männer Gäste Sänger");
    const Bytes undecided = {0xc4, 0xd6};
    EXPECT_EQ(
        textFromMidi(undecided, likeliestReading(std::vector<TextBytes>{japanese, undecided})),
        "ﾄﾖ");
    EXPECT_EQ(textFromMidi(undecided, likeliestReading(std::vector<TextBytes>{german, undecided})),
              "ÄÖ");
    // A text of clear encoding is read in it, whatever the other texts are in.
    EXPECT_EQ(textFromMidi(japanese, likeliestReading(std::vector<TextBytes>{german, german})),
              "ピアノ右手");
    EXPECT_EQ(textFromMidi(german, likeliestReading(std::vector<TextBytes>{japanese})),
              "Männer Gäste Sänger");
}

TEST(TextEncoding, WhatIsChosenHolds) {
    const Bytes bytes = bytesIn("CP1252", "Männer");
    EXPECT_EQ(textFromMidi(bytes, {TextEncoding::Cyrillic, true}), "Mдnner");
    EXPECT_EQ(textFromMidi(bytes, {TextEncoding::Utf8, true}), "M\xef\xbf\xbdnner");
    // Texts that an edit put in are UTF-8 whatever the file is in.
    EXPECT_EQ(
        textFromMidi(textEvent({0}, meta::kTrackName, "Männer"), {TextEncoding::Cyrillic, true}),
        "Männer");
}

TEST(TextEncoding, NamesOfEncodingsComeBack) {
    for (std::size_t i = 0; i < kTextEncodings; ++i) {
        const auto encoding = static_cast<TextEncoding>(i);
        EXPECT_EQ(textEncodingOf(nameOf(encoding)), encoding);
    }
    EXPECT_EQ(textEncodingOf("EBCDIC"), std::nullopt);
}

TEST(TextEncoding, AnyBytesGiveUtf8) {
    for (std::size_t encoding = 0; encoding < kTextEncodings; ++encoding)
        for (int first = 0; first < 256; first += 3)
            for (int second = 0; second < 256; second += 7) {
                const Bytes bytes = {static_cast<std::uint8_t>(first),
                                     static_cast<std::uint8_t>(second), 'x'};
                const std::string text =
                    textFromMidi(bytes, {static_cast<TextEncoding>(encoding), encoding != 0});
                const Bytes again(text.begin(), text.end());
                EXPECT_EQ(textFromMidi(again, {TextEncoding::Utf8, true}), text)
                    << encoding << ": " << first << ' ' << second;
            }
}

} // namespace
} // namespace leitmotif
