// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/words.h"

#include "core/analysis/key_finder.h"
#include "core/music/general_midi.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace leitmotif {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// What errors give as their reasons, where those are words and no names.
[[maybe_unused]] constexpr const char* kReasons[] = {
    QT_TRANSLATE_NOOP("ErrorReason", "no audio device answers")};

constexpr const char* kKeys[] = {
    QT_TRANSLATE_NOOP("Key", "C major"),  QT_TRANSLATE_NOOP("Key", "Db major"),
    QT_TRANSLATE_NOOP("Key", "D major"),  QT_TRANSLATE_NOOP("Key", "Eb major"),
    QT_TRANSLATE_NOOP("Key", "E major"),  QT_TRANSLATE_NOOP("Key", "F major"),
    QT_TRANSLATE_NOOP("Key", "F# major"), QT_TRANSLATE_NOOP("Key", "G major"),
    QT_TRANSLATE_NOOP("Key", "Ab major"), QT_TRANSLATE_NOOP("Key", "A major"),
    QT_TRANSLATE_NOOP("Key", "Bb major"), QT_TRANSLATE_NOOP("Key", "B major"),
    QT_TRANSLATE_NOOP("Key", "C minor"),  QT_TRANSLATE_NOOP("Key", "C# minor"),
    QT_TRANSLATE_NOOP("Key", "D minor"),  QT_TRANSLATE_NOOP("Key", "Eb minor"),
    QT_TRANSLATE_NOOP("Key", "E minor"),  QT_TRANSLATE_NOOP("Key", "F minor"),
    QT_TRANSLATE_NOOP("Key", "F# minor"), QT_TRANSLATE_NOOP("Key", "G minor"),
    QT_TRANSLATE_NOOP("Key", "G# minor"), QT_TRANSLATE_NOOP("Key", "A minor"),
    QT_TRANSLATE_NOOP("Key", "Bb minor"), QT_TRANSLATE_NOOP("Key", "B minor")};

QString filledIn(QString pattern, const std::vector<std::string>& arguments) {
    // One pass, so that a %1 inside an argument stays what it is.
    QString result;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const bool isMark = pattern[i] == QLatin1Char('%') && i + 1 < pattern.size() &&
                            pattern[i + 1] >= QLatin1Char('1') &&
                            pattern[i + 1] <= QLatin1Char('9');
        if (!isMark) {
            result += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[++i].digitValue() - 1);
        if (index < arguments.size())
            result += QCoreApplication::translate("ErrorReason", arguments[index].c_str());
    }
    return result;
}

const Recipe* presetNamed(const std::string& name) {
    const auto found = std::ranges::find(presets(), name, &Recipe::name);
    return found != presets().end() ? &*found : nullptr;
}

} // namespace

QString sentenceOf(const Error& error) {
    return filledIn(QCoreApplication::translate("Error", errorPattern(error.code)),
                    error.arguments);
}

QString sentenceOf(const ImportNote& note) {
    return filledIn(QCoreApplication::translate("Import", importPattern(note.finding)),
                    {std::to_string(note.track), std::to_string(note.count)});
}

QString clockTime(double seconds) {
    const auto whole = static_cast<qint64>(std::max(0.0, seconds));
    const QChar zero = QLatin1Char('0');
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, zero);
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, zero)
        .arg(whole % 60, 2, 10, zero);
}

QString roughDuration(double seconds) {
    const QLocale locale;
    if (seconds < 0.095)
        return Words::tr("%1 ms").arg(std::max(1L, std::lround(seconds * 1e3)));
    if (seconds < 9.95)
        return Words::tr("%1 s").arg(locale.toString(std::max(0.0, seconds), 'f', 1));
    const auto whole = static_cast<qint64>(seconds + 0.5);
    if (whole < 60)
        return Words::tr("%1 s").arg(whole);
    if (whole < 600)
        return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    const qint64 minutes = (whole + 30) / 60;
    if (minutes < 60)
        return Words::tr("%1 min").arg(minutes);
    return Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString roughCount(qint64 count) {
    const QLocale locale;
    const auto real = static_cast<double>(count);
    if (count < 10'000)
        return locale.toString(count);
    if (real < 999'500.0)
        return locale.toString(std::llround(real / 1e3) * 1000);
    return Words::tr("%1 million").arg(locale.toString(real / 1e6, 'f', 1));
}

QString percentage(double share) {
    int percent = static_cast<int>(std::lround(share * 100.0));
    if (share > 0.0)
        percent = std::max(percent, 1);
    if (share < 1.0)
        percent = std::min(percent, 99);
    return Words::tr("%1 %").arg(percent);
}

QString copiedWords(double share) {
    return share > 0.0 ? Words::tr("%1 copied").arg(percentage(share))
                       : Words::tr("nothing copied");
}

QString keyName(const std::string& key) {
    const bool isKnown = std::ranges::find(kKeys, key, [](const char* one) {
                             return std::string_view(one);
                         }) != std::end(kKeys);
    const QString name =
        isKnown ? QCoreApplication::translate("Key", key.c_str()) : QString::fromStdString(key);
    // In English the name for scripts is the source of translations; people read the signs.
    return QString::fromStdString(withSigns(name.toStdString()));
}

QString noteName(int pitch) {
    return QString::fromStdString(pitchName(pitch));
}

QString instrumentName(const TrackReport& track) {
    const auto words = [](bool isDrums, int program) {
        return isDrums ? Words::tr("Drums")
                       : QCoreApplication::translate("Program", programName(program));
    };
    if (track.parts.empty())
        return track.isDrums || track.program ? words(track.isDrums, track.program.value_or(0))
                                              : QString();
    QStringList names;
    for (const Part& part : track.parts)
        names << words(part.isDrums, part.program.value_or(0));
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

QString shortTitle(const Recipe& recipe) {
    const QString title = QCoreApplication::translate(
        "Recipe", recipe.title.empty() ? recipe.name.c_str() : recipe.title.c_str());
    return title.section(QLatin1Char(':'), 0, 0).trimmed();
}

QString presetTitle(const std::string& name) {
    const Recipe* const recipe = presetNamed(name);
    return recipe != nullptr ? shortTitle(*recipe) : QString::fromStdString(name);
}

QString epochWord(bool countsIterations) {
    return countsIterations ? Words::tr("iteration") : Words::tr("epoch");
}

QString epochNumber(int number, bool countsIterations) {
    return QStringLiteral("%1 %2").arg(epochWord(countsIterations)).arg(number);
}

QString epochCount(int count, bool countsIterations) {
    return countsIterations ? Words::tr("%n iteration(s)", nullptr, count)
                            : Words::tr("%n epoch(s)", nullptr, count);
}

QString capitalized(QString words) {
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

QString epochNumber(const TakeOrigin& origin) {
    const Recipe* const recipe = presetNamed(origin.preset);
    return epochNumber(origin.epoch, recipe != nullptr && recipe->countsIterations());
}

double lengthInSeconds(const Take& take) {
    return take.score ? take.score->tempoMap().secondsAt(take.score->lastNoteEnd()) : 0.0;
}

} // namespace leitmotif
