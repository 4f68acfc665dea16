// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/source_words.h"

#include "ui/base/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

struct SourceWords {
    Q_DECLARE_TR_FUNCTIONS(SourceWords)
};

QString channelWords(const TrackReport& track) {
    QStringList numbers;
    for (const std::uint8_t channel : track.channels)
        numbers << QString::number(channel + 1);
    return numbers.join(QStringLiteral(", "));
}

} // namespace

QString signatureWords(const std::vector<SignatureChange>& changes) {
    if (changes.empty())
        return {};
    const QString first =
        QStringLiteral("%1/%2").arg(changes.front().numerator).arg(changes.front().denominator);
    const auto others = static_cast<int>(changes.size()) - 1;
    return others == 0 ? first : SourceWords::tr("%1 and %n change(s)", nullptr, others).arg(first);
}

QString tempoWords(const std::vector<TempoChange>& changes) {
    if (changes.empty())
        return {};
    double slowest = 1e9;
    double fastest = 0.0;
    for (const TempoChange& change : changes) {
        const double bpm = 60e6 / std::max<std::uint32_t>(1, change.microseconds);
        slowest = std::min(slowest, bpm);
        fastest = std::max(fastest, bpm);
    }
    const auto low = std::lround(slowest);
    const auto high = std::lround(fastest);
    return low == high ? SourceWords::tr("%1 bpm").arg(low)
                       : SourceWords::tr("%1–%2 bpm").arg(low).arg(high);
}

QString trackName(const TrackReport& track) {
    QString name = QString::fromStdString(track.name);
    if (name.isEmpty())
        name = track.isDrums ? SourceWords::tr("Drums") : SourceWords::tr("Track");
    name = QStringLiteral("%1  %2").arg(track.number).arg(name);
    return track.isMelody ? SourceWords::tr("%1  ♪ melody").arg(name) : name;
}

QString trackFacts(const TrackReport& track) {
    QStringList facts;
    if (track.notes == 0) {
        facts << SourceWords::tr("no notes");
    } else {
        if (track.maybeDrums)
            facts << SourceWords::tr("looks like drums");
        if (track.isSilent)
            facts << SourceWords::tr("a second rendition, not played");
        facts << instrumentName(track)
              << SourceWords::tr("%Ln note(s)", nullptr, static_cast<int>(track.notes));
        if (!track.isDrums)
            facts << QStringLiteral("%1–%2").arg(noteName(track.lowest), noteName(track.highest));
        facts << SourceWords::tr("%n voice(s)", nullptr, track.polyphony);
    }
    if (!track.channels.empty())
        facts << SourceWords::tr("channel %1").arg(channelWords(track));
    return facts.join(QStringLiteral(" · "));
}

QString encodingWords(TextEncoding encoding) {
    switch (encoding) {
    case TextEncoding::Automatic:
        return SourceWords::tr("Automatic");
    case TextEncoding::Utf8:
        return SourceWords::tr("Unicode (UTF-8)");
    case TextEncoding::Western:
        return SourceWords::tr("Western");
    case TextEncoding::WesternMac:
        return SourceWords::tr("Western (Macintosh)");
    case TextEncoding::WesternDos:
        return SourceWords::tr("Western (DOS)");
    case TextEncoding::CentralEuropean:
        return SourceWords::tr("Central European");
    case TextEncoding::Cyrillic:
        return SourceWords::tr("Cyrillic");
    case TextEncoding::CyrillicKoi8:
        return SourceWords::tr("Cyrillic (KOI8-R)");
    case TextEncoding::Greek:
        return SourceWords::tr("Greek");
    case TextEncoding::Japanese:
        return SourceWords::tr("Japanese");
    case TextEncoding::JapaneseEuc:
        return SourceWords::tr("Japanese (EUC)");
    case TextEncoding::ChineseSimplified:
        return SourceWords::tr("Chinese, simplified");
    case TextEncoding::ChineseTraditional:
        return SourceWords::tr("Chinese, traditional");
    case TextEncoding::Korean:
        return SourceWords::tr("Korean");
    }
    return {};
}

QString verdictWords(PieceRole role, std::size_t notes, bool isFree) {
    const QString count = QLocale().toString(static_cast<qlonglong>(notes));
    if (role == PieceRole::Test)
        return SourceWords::tr("Held out: nothing is learned from its %1 notes, which judge a run "
                               "at its end")
            .arg(count);
    if (role == PieceRole::Validation)
        return SourceWords::tr("Held out: nothing is learned from its %1 notes, which show what is "
                               "understood")
            .arg(count);
    if (notes < kFewestNotesToLearn)
        return SourceWords::tr("Too little to learn from: %1 notes, at least %2 are needed")
            .arg(count)
            .arg(kFewestNotesToLearn);
    return (isFree ? SourceWords::tr("Enough to learn from: %1 notes")
                   : SourceWords::tr("Enough: %1 notes with a steady beat"))
        .arg(count);
}

} // namespace leitmotif
