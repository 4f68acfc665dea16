// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/music/text_plausibility.h"

#include <algorithm>
#include <string_view>

namespace leitmotif {

namespace {

constexpr double kGood = 1.0;
constexpr double kFair = 0.5;
constexpr double kOdd = -0.5;
constexpr double kBad = -1.5;
constexpr double kAbsurd = -3.0;

bool isIn(char32_t code, char32_t first, char32_t last) {
    return code >= first && code <= last;
}

bool isOneOf(char32_t code, std::u32string_view set) {
    return set.find(code) != std::u32string_view::npos;
}

bool isAsciiUpper(char32_t code) {
    return isIn(code, 'A', 'Z');
}

bool isAsciiLower(char32_t code) {
    return isIn(code, 'a', 'z');
}

bool isAsciiLetter(char32_t code) {
    return isAsciiUpper(code) || isAsciiLower(code);
}

bool isAccented(char32_t code) {
    return isIn(code, 0xc0, 0x24f) && code != 0xd7 && code != 0xf7;
}

bool isLatin(char32_t code) {
    return isAsciiLetter(code) || isAccented(code);
}

bool isAccentedUpper(char32_t code) {
    if (code < 0x100)
        return code <= 0xde && code != 0xd7;
    if (code == 0x178)
        return true;
    const bool isOddUpper = isIn(code, 0x139, 0x148) || isIn(code, 0x179, 0x17e);
    return isOddUpper ? code % 2 == 1 : code % 2 == 0;
}

bool isCyrillic(char32_t code) {
    return isIn(code, 0x400, 0x4ff);
}

bool isCyrillicUpper(char32_t code) {
    return isIn(code, 0x400, 0x42f);
}

bool isGreek(char32_t code) {
    return isIn(code, 0x386, 0x3ce);
}

bool isGreekUpper(char32_t code) {
    return isIn(code, 0x388, 0x3ab) && code != 0x390;
}

bool isKana(char32_t code) {
    return isIn(code, 0x3041, 0x3096) || isIn(code, 0x30a1, 0x30fe);
}

bool isHalfWidthKana(char32_t code) {
    return isIn(code, 0xff66, 0xff9f);
}

/// Rates a text character by character.
class Judge {
  public:
    explicit Judge(std::span<const DecodedCharacter> text) : m_text(text) {}

    [[nodiscard]] double at(std::size_t place) {
        m_place = place;
        const char32_t code = m_text[place].code;
        if (isAccented(code))
            return accented(code);
        if (isCyrillic(code))
            return alphabetic(code, isCyrillic, isCyrillicUpper, cyrillicUse(code));
        if (isGreek(code))
            return alphabetic(code, isGreek, isGreekUpper, greekUse(code));
        if (isKana(code))
            return besideAscii() ? kFair : kGood;
        if (isHalfWidthKana(code))
            return halfWidth(code);
        if (isIn(code, 0x4e00, 0x9fff) || isIn(code, 0x3400, 0x4dbf) || isIn(code, 0xf900, 0xfaff))
            return ideograph(0.75);
        if (isIn(code, 0xac00, 0xd7a3))
            return ideograph(0.9);
        return symbol(code);
    }

  private:
    [[nodiscard]] char32_t before(std::size_t distance = 1) const {
        return distance <= m_place ? m_text[m_place - distance].code : U' ';
    }
    [[nodiscard]] char32_t after(std::size_t distance = 1) const {
        return m_place + distance < m_text.size() ? m_text[m_place + distance].code : U' ';
    }
    [[nodiscard]] bool besideAscii() const {
        return isAsciiLower(before()) || isAsciiLower(after());
    }

    [[nodiscard]] double accented(char32_t code) const {
        static constexpr std::u32string_view kUsual = U"àáâãäåæçèéêëìíîïñòóôõöøùúûüßœšž"
                                                      U"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽ";
        static constexpr std::u32string_view kCentral = U"ąćęłńśźżčďěňřťůőűășțşţ"
                                                        U"ĄĆĘŁŃŚŹŻČĎĚŇŘŤŮŐŰĂȘȚŞŢ";
        static constexpr std::u32string_view kWords = U"àáåäæéèêíîóòöøúüÀÉÅÖÚ";
        const bool isUpper = isAccentedUpper(code) && code != U'ß';
        const bool hasLetter = isLatin(before()) || isLatin(after());
        if (isHalfWidthKana(before()) || isHalfWidthKana(after()))
            return kBad;
        double value = isOneOf(code, kUsual) ? kGood : isOneOf(code, kCentral) ? 0.8 : kOdd;
        if (!hasLetter)
            value = isOneOf(code, kWords) ? 0.2 : kOdd;
        const bool isInWord =
            isAsciiLower(before()) || (isAccented(before()) && !isAccentedUpper(before()));
        if (isUpper && isInWord)
            value = kBad;
        const bool isBeforeUpper =
            isAsciiUpper(after()) || (isAccented(after()) && isAccentedUpper(after()));
        if (!isUpper && isBeforeUpper && !isAsciiUpper(before()))
            value = kBad;
        if (!isUpper && isAsciiUpper(before()) && isLatin(before(2)) && isAsciiUpper(after()))
            value = kOdd;
        if (isAccented(before()) && isAccented(before(2)))
            return kBad;
        if (isAccented(before()) || isAccented(after()))
            value = std::min(value, 0.0);
        return value;
    }

    [[nodiscard]] static double cyrillicUse(char32_t code) {
        static constexpr std::u32string_view kCommon = U"оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ";
        static constexpr std::u32string_view kRare = U"ъэщфЪЭЩФёЁ";
        if (!isIn(code, 0x410, 0x44f) && !isOneOf(code, U"ёЁіІїЇєЄґҐ"))
            return -1.0;
        return isOneOf(code, kCommon) ? 1.0 : isOneOf(code, kRare) ? 0.2 : 0.7;
    }

    [[nodiscard]] static double greekUse(char32_t code) {
        if (isOneOf(code, U"ΐΰϊϋΪΫ"))
            return kOdd;
        return isOneOf(code, U"άέήίόύώ") ? 1.2 : 0.95;
    }

    [[nodiscard]] double alphabetic(char32_t code, bool (*isLetter)(char32_t),
                                    bool (*isUpper)(char32_t), double use) const {
        if (isLatin(before()) || isLatin(after()))
            return kBad;
        if (!isLetter(before()) && !isLetter(after()))
            return std::min(use, 0.2);
        const bool followsLower = isLetter(before()) && !isUpper(before());
        return isUpper(code) && followsLower ? kBad : use;
    }

    [[nodiscard]] double halfWidth(char32_t code) const {
        const char32_t last = before();
        if (code == 0xff9e) // the voiced mark, after k, s, t, h and u
            return isIn(last, 0xff76, 0xff84) || isIn(last, 0xff8a, 0xff8e) || last == 0xff73
                       ? kGood
                       : kBad;
        if (code == 0xff9f) // the mark of p, after h
            return isIn(last, 0xff8a, 0xff8e) ? kGood : kBad;
        if (code == 0xff70 || isIn(code, 0xff67, 0xff6f)) // a long or small one, after another
            return isHalfWidthKana(last) ? kGood : kBad;
        if (isLatin(before()) || isLatin(after()))
            return kBad;
        return isHalfWidthKana(before()) || isHalfWidthKana(after()) ? 0.75 : kBad;
    }

    /// A character of Chinese, Japanese or Korean.
    [[nodiscard]] double ideograph(double use) const {
        if (besideAscii())
            return -1.0;
        return m_text[m_place].isCommon ? use : kOdd;
    }

    [[nodiscard]] double symbol(char32_t code) const {
        if (isIn(code, 0xe000, 0xf8ff) || isIn(code, 0x80, 0x9f) || code == 0xfffd)
            return kAbsurd;
        if (isIn(code, 0xff01, 0xff5e) || isIn(code, 0x2460, 0x2473) || isIn(code, 0x266a, 0x266f))
            return 0.7;
        if (isIn(code, 0x3000, 0x303f) || isIn(code, 0xff61, 0xff65))
            return kFair;
        if (isOneOf(code, U"“”‘’"))
            return isLatin(before()) && isLatin(after()) && code != U'’' ? kBad : kFair;
        if (isOneOf(code, U"–—…•™€"))
            return 0.3;
        if (isOneOf(code, U"„‹›«»"))
            return isLatin(before()) && isLatin(after()) ? kBad : 0.2;
        if (isOneOf(code, U"©®°ºª"))
            return isAccented(before()) || isAccented(after()) ? -1.0 : 0.4;
        if (isOneOf(code, U"¿¡"))
            return isLatin(before()) || !isLatin(after()) ? -1.0 : 0.6;
        if (code == U'§' || code == U'´' || code == U'½' || code == 0xa0)
            return 0.0;
        if (isIn(code, 0x2500, 0x25ff) && !isOneOf(code, U"○●□■△▲▽▼◇◆"))
            return kBad;
        return isIn(code, 0x2000, 0x2bff) ? 0.0 : -1.0;
    }

    std::span<const DecodedCharacter> m_text;
    std::size_t m_place = 0;
};

} // namespace

double plausibilityOf(std::span<const DecodedCharacter> text) {
    Judge judge(text);
    double sum = 0.0;
    int bytes = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i].highBytes == 0)
            continue;
        sum += judge.at(i) * text[i].highBytes;
        bytes += text[i].highBytes;
    }
    return bytes == 0 ? 0.0 : sum / bytes;
}

} // namespace leitmotif
