// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/text_encoding.h"

#include "core/music/text_plausibility.h"

#include <algorithm>
#include <limits>
#include <set>

#include <iconv.h>

namespace leitmotif {

namespace {

/// How an encoding marks characters of two bytes.
enum class Form : std::uint8_t { OneByte, ShiftJis, Euc, Gb, Big5, Uhc };

struct Known {
    TextEncoding encoding;
    std::string_view name; ///< for projects; iconv knows it, too
    Form form = Form::OneByte;
    /// Subtracted in the comparison, as fewer files are in this encoding.
    double rarity = 0.0;
};

constexpr std::array<Known, kTextEncodings> kKnown = {{
    {TextEncoding::Automatic, "automatic"},
    {TextEncoding::Utf8, "UTF-8"},
    {TextEncoding::Western, "CP1252"},
    {TextEncoding::WesternMac, "MACINTOSH", Form::OneByte, 0.25},
    {TextEncoding::WesternDos, "CP850", Form::OneByte, 0.25},
    {TextEncoding::CentralEuropean, "CP1250", Form::OneByte, 0.15},
    {TextEncoding::Cyrillic, "CP1251", Form::OneByte, 0.05},
    {TextEncoding::CyrillicKoi8, "KOI8-R", Form::OneByte, 0.15},
    {TextEncoding::Greek, "CP1253", Form::OneByte, 0.15},
    {TextEncoding::Japanese, "CP932", Form::ShiftJis, 0.0},
    {TextEncoding::JapaneseEuc, "EUC-JP", Form::Euc, 0.1},
    {TextEncoding::ChineseSimplified, "GB18030", Form::Gb, 0.1},
    {TextEncoding::ChineseTraditional, "BIG5", Form::Big5, 0.15},
    {TextEncoding::Korean, "CP949", Form::Uhc, 0.1},
}};

constexpr double kInvalid = -4.0;
/// Bonus of the file's encoding for each of its texts.
constexpr double kCompany = 1.0;

using Scores = std::array<double, kTextEncodings>;

class Converter {
  public:
    Converter(const char* to, const char* from) : m_converter(iconv_open(to, from)) {}
    ~Converter() {
        if (isOpen())
            iconv_close(m_converter);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    [[nodiscard]] bool isOpen() const { return m_converter != reinterpret_cast<iconv_t>(-1); }

    /// The whole text as UTF-8; nothing if any byte is invalid.
    [[nodiscard]] std::optional<std::string> converted(TextBytes bytes) const {
        std::string output;
        return convert(bytes, output) == bytes.size() ? std::optional(std::move(output))
                                                      : std::nullopt;
    }

    /// Appends the text up to the first invalid byte; returns its place.
    std::size_t convert(TextBytes bytes, std::string& output) const {
        if (!isOpen())
            return 0;
        iconv(m_converter, nullptr, nullptr, nullptr, nullptr);
        std::string input(bytes.begin(), bytes.end());
        std::string room(input.size() * 4 + 8, '\0');
        char* source = input.data();
        char* target = room.data();
        std::size_t sourceLeft = input.size();
        std::size_t targetLeft = room.size();
        iconv(m_converter, &source, &sourceLeft, &target, &targetLeft);
        output.append(room, 0, room.size() - targetLeft);
        return bytes.size() - sourceLeft;
    }

  private:
    iconv_t m_converter;
};

std::string nameForIconv(TextEncoding encoding) {
    return std::string(kKnown[static_cast<std::size_t>(encoding)].name);
}

/// Converts every byte; invalid ones become U+FFFD.
std::string convertedWithMarks(TextBytes bytes, const std::string& from) {
    const Converter converter("UTF-8", from.c_str());
    std::string text;
    while (!bytes.empty()) {
        const std::size_t done = converter.convert(bytes, text);
        if (done < bytes.size())
            text += "\xef\xbf\xbd"; // U+FFFD
        bytes = bytes.subspan(std::min(bytes.size(), done + 1));
    }
    return text;
}

std::optional<std::string> converted(TextBytes bytes, const char* from) {
    return Converter("UTF-8", from).converted(bytes);
}

bool isHigh(std::uint8_t byte) {
    return byte >= 0x80;
}

int highBytesIn(TextBytes bytes) {
    return static_cast<int>(std::ranges::count_if(bytes, isHigh));
}

/// Bytes of the character at `place`; its last may be missing.
std::size_t lengthAt(TextBytes bytes, std::size_t place, Form form) {
    const std::uint8_t lead = bytes[place];
    switch (form) {
    case Form::OneByte:
        return 1;
    case Form::ShiftJis:
        return (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc) ? 2 : 1;
    case Form::Euc:
        return lead == 0x8f ? 3 : isHigh(lead) ? 2 : 1;
    case Form::Gb:
        if (!isHigh(lead))
            return 1;
        return place + 1 < bytes.size() && bytes[place + 1] >= '0' && bytes[place + 1] <= '9' ? 4
                                                                                              : 2;
    case Form::Big5:
    case Form::Uhc:
        return isHigh(lead) ? 2 : 1;
    }
    return 1;
}

/// True for the rows of a code that hold the everyday characters.
bool isCommon(TextBytes character, Form form) {
    if (character.size() != 2)
        return character.size() < 2;
    const std::uint8_t lead = character[0];
    const std::uint8_t trail = character[1];
    switch (form) {
    case Form::OneByte:
        return true;
    case Form::ShiftJis:
        return lead <= 0x97 || (lead == 0x98 && trail <= 0x72);
    case Form::Euc:
        return lead <= 0xcf;
    case Form::Gb:
        return lead <= 0xd7 && trail >= 0xa1 && lead >= 0xa1;
    case Form::Big5:
        return lead <= 0xc6;
    case Form::Uhc:
        return lead <= 0xc8 && trail >= 0xa1 && lead >= 0xa1;
    }
    return true;
}

/// The characters, or nothing if the bytes are not text in the encoding.
std::optional<std::vector<DecodedCharacter>> decoded(TextBytes bytes, const Known& known,
                                                     const Converter& converter) {
    const auto text = converter.converted(bytes); // four bytes a character
    if (!text)
        return std::nullopt;
    std::vector<DecodedCharacter> characters;
    std::size_t place = 0;
    for (std::size_t i = 0; i + 4 <= text->size(); i += 4) {
        char32_t code = 0;
        for (std::size_t byte = 0; byte < 4; ++byte)
            code |= static_cast<char32_t>(static_cast<std::uint8_t>((*text)[i + byte]))
                    << (8U * byte);
        if (place >= bytes.size())
            return std::nullopt;
        const std::size_t length =
            std::min(lengthAt(bytes, place, known.form), bytes.size() - place);
        const TextBytes character = bytes.subspan(place, length);
        characters.push_back({code, highBytesIn(character), isCommon(character, known.form)});
        place += length;
    }
    if (place != bytes.size())
        return std::nullopt;
    return characters;
}

/// Rates texts in all encodings.
class Judgement {
  public:
    Judgement() {
        for (std::size_t i = std::size_t(TextEncoding::Western); i < kTextEncodings; ++i)
            m_converters[i].emplace("UTF-32LE", nameForIconv(kKnown[i].encoding).c_str());
    }

    [[nodiscard]] Scores scoresOf(TextBytes bytes) const {
        Scores scores;
        scores.fill(kInvalid);
        for (std::size_t i = std::size_t(TextEncoding::Western); i < kTextEncodings; ++i)
            if (const auto text = decoded(bytes, kKnown[i], *m_converters[i]))
                scores[i] = plausibilityOf(*text) - kKnown[i].rarity;
        return scores;
    }

  private:
    std::array<std::optional<Converter>, kTextEncodings> m_converters;
};

/// Opening converters takes longer than using them.
const Judgement& judgement() {
    thread_local const Judgement judgement;
    return judgement;
}

TextEncoding bestOf(const Scores& scores) {
    // Western wins ties.
    const auto best =
        std::max_element(scores.begin() + std::size_t(TextEncoding::Western), scores.end());
    return static_cast<TextEncoding>(best - scores.begin());
}

/// UTF-16 without a mark: half of the bytes are zeros, all on one side.
std::optional<std::string> fromWideText(TextBytes bytes) {
    if (bytes.size() < 4 || bytes.size() % 2 != 0)
        return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    const std::size_t half = bytes.size() / 2;
    if (zeros[1] * 4 >= half * 3 && zeros[0] == 0)
        return converted(bytes, "UTF-16LE");
    if (zeros[0] * 4 >= half * 3 && zeros[1] == 0)
        return converted(bytes, "UTF-16BE");
    return std::nullopt;
}

bool beginsWith(TextBytes bytes, std::string_view mark) {
    return bytes.size() >= mark.size() &&
           std::equal(mark.begin(), mark.end(), bytes.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

TextBytes withoutZeros(TextBytes bytes) {
    while (!bytes.empty() && bytes.back() == 0) // C strings with their end
        bytes = bytes.first(bytes.size() - 1);
    return bytes;
}

/// UTF-8 that a program cut in the middle of its last character.
std::optional<std::string> fromCutUtf8(TextBytes bytes) {
    constexpr std::size_t kMostOfCharacter = 3;
    std::string text;
    const std::size_t whole = Converter("UTF-8", "UTF-8").convert(bytes, text);
    const TextBytes rest = bytes.subspan(whole);
    const bool isBeginning =
        !rest.empty() && rest.size() <= kMostOfCharacter && rest[0] >= 0xc2 && rest[0] <= 0xf4 &&
        rest.size() < (rest[0] < 0xe0   ? 2U
                       : rest[0] < 0xf0 ? 3U
                                        : 4U) &&
        std::ranges::all_of(rest.subspan(1), [](auto byte) { return (byte & 0xc0U) == 0x80; });
    return isBeginning && highBytesIn(bytes.first(whole)) > 0 ? std::optional(text) : std::nullopt;
}

/// A text that shows its encoding: a byte order mark, the zeros of UTF-16, or valid UTF-8.
std::optional<std::string> fromMarked(TextBytes bytes) {
    if (beginsWith(bytes, "\xef\xbb\xbf"))
        return converted(withoutZeros(bytes.subspan(3)), "UTF-8");
    const bool isLittle = beginsWith(bytes, "\xff\xfe");
    if (isLittle || beginsWith(bytes, "\xfe\xff")) {
        TextBytes content = bytes.subspan(2);
        if (content.size() % 2 != 0 && content.back() == 0)
            content = content.first(content.size() - 1);
        while (content.size() >= 2 && content.back() == 0 && content[content.size() - 2] == 0)
            content = content.first(content.size() - 2);
        return converted(content, isLittle ? "UTF-16LE" : "UTF-16BE");
    }
    if (auto text = fromWideText(bytes))
        return text;
    if (auto text = converted(withoutZeros(bytes), "UTF-8")) {
        const bool isJis = text->find("\x1b$") != std::string::npos;
        auto japanese = isJis ? converted(withoutZeros(bytes), "ISO-2022-JP") : std::nullopt;
        return japanese ? japanese : text;
    }
    return fromCutUtf8(withoutZeros(bytes));
}

} // namespace

std::string_view nameOf(TextEncoding encoding) {
    return kKnown[static_cast<std::size_t>(encoding)].name;
}

std::optional<TextEncoding> textEncodingOf(std::string_view name) {
    const auto known = std::ranges::find(kKnown, name, &Known::name);
    return known == kKnown.end() ? std::nullopt : std::optional(known->encoding);
}

bool isPlainText(TextBytes bytes) {
    return std::ranges::none_of(withoutZeros(bytes), [](std::uint8_t byte) {
        return byte == 0 || byte == 0x1b || isHigh(byte);
    });
}

TextReading likeliestReading(std::span<const TextBytes> texts) {
    constexpr std::size_t kMostTexts = 300;
    constexpr std::size_t kMostBytes = 200;
    std::set<std::vector<std::uint8_t>> seen;
    Scores sums{};
    bool isUtf8 = false;
    bool isJudged = false;
    for (const TextBytes text : texts) {
        const TextBytes bytes = withoutZeros(text);
        if (isPlainText(bytes) || bytes.size() > kMostBytes || seen.size() == kMostTexts)
            continue;
        if (!seen.emplace(bytes.begin(), bytes.end()).second)
            continue;
        if (fromMarked(text)) {
            const bool isWide = fromWideText(text).has_value(); // UTF-16, which may pass for both
            isUtf8 = isUtf8 || (!isWide && std::ranges::any_of(bytes, isHigh) &&
                                (converted(bytes, "UTF-8") || fromCutUtf8(bytes)));
            continue;
        }
        isJudged = true;
        const Scores scores = judgement().scoresOf(bytes);
        for (std::size_t i = 0; i < sums.size(); ++i) // each text counts once
            sums[i] += std::max(0.0, scores[i]);
    }
    return {isUtf8 && !isJudged ? TextEncoding::Utf8 : bestOf(sums), false};
}

std::string textFromMidi(TextBytes bytes, TextReading reading) {
    if (isPlainText(bytes)) {
        const TextBytes plain = withoutZeros(bytes);
        return {plain.begin(), plain.end()};
    }
    if (reading.isChosen && reading.encoding != TextEncoding::Automatic)
        return convertedWithMarks(withoutZeros(bytes), nameForIconv(reading.encoding));
    if (auto text = fromMarked(bytes))
        return *text;
    bytes = withoutZeros(bytes);
    Scores scores = judgement().scoresOf(bytes);
    scores[static_cast<std::size_t>(reading.encoding)] += kCompany;
    return convertedWithMarks(bytes, nameForIconv(bestOf(scores)));
}

std::string textFromMidi(const Event& event, TextReading reading) {
    const bool isNew = event.order == 0;
    return textFromMidi(event.bytes(), isNew ? TextReading{} : reading);
}

} // namespace leitmotif
