// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_words.h"

#include "ui/roll/pitch_label.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <utility>

namespace leitmotif {

namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("RollWords", text, nullptr, count);
}

/// Unlike the painted one: screen readers do not all read the musical sharp sign.
QString spokenPitch(int pitch) {
    QString label = pitchLabel(pitch);
    return label.replace(QStringLiteral("♯"), words(QT_TRANSLATE_NOOP("RollWords", " sharp ")));
}

QString place(const RollScene& scene, Tick tick) {
    const BarPosition position = scene.meter.positionAt(tick);
    const double beat = position.beat + 1 +
                        static_cast<double>(position.tick.value) /
                            static_cast<double>(scene.meter.beatLength(tick).value);
    return words(QT_TRANSLATE_NOOP("RollWords", "bar %1 beat %2"))
        .arg(QLocale().toString(position.bar + 1))
        .arg(QLocale().toString(std::round(beat * 100.0) / 100.0, 'g', 6));
}

QString beats(const RollScene& scene, const Note& note) {
    const double beats = static_cast<double>(note.length.value) /
                         static_cast<double>(scene.meter.beatLength(note.onset).value);
    if (std::abs(beats - 1.0) < 0.005)
        return words(QT_TRANSLATE_NOOP("RollWords", "1 beat"));
    return words(QT_TRANSLATE_NOOP("RollWords", "%1 beats"))
        .arg(QLocale().toString(std::round(beats * 100.0) / 100.0, 'g', 6));
}

} // namespace

QString describeNote(const RollScene& scene, const Note& note) {
    return words(QT_TRANSLATE_NOOP("RollWords", "Note %1, %2, length %3, velocity %4"))
        .arg(spokenPitch(note.pitch.value), place(scene, note.onset), beats(scene, note),
             QLocale().toString(note.velocity.value));
}

QString describeSelection(const RollScene& scene) {
    const ScoreSelection& selection = scene.selection;
    if (selection.isEmpty())
        return words(QT_TRANSLATE_NOOP("RollWords", "Nothing selected, cursor at %1, %2"))
            .arg(place(scene, scene.cursor.tick), spokenPitch(scene.cursor.pitch));
    const std::vector<Note>& some = selection.tracks().begin()->second.notes();
    if (selection.size() == 1)
        return describeNote(scene, some.front());
    std::pair span(some.front().onset, some.back().onset);
    for (const auto& [track, notes] : selection.tracks())
        span = {std::min(span.first, notes.notes().front().onset),
                std::max(span.second, notes.notes().back().onset)};
    const QString count = QLocale().toString(static_cast<qlonglong>(selection.size()));
    if (selection.tracks().size() == 1)
        return words(QT_TRANSLATE_NOOP("RollWords", "%1 notes selected, from %2 to %3"))
            .arg(count, place(scene, span.first), place(scene, span.second));
    return words(QT_TRANSLATE_NOOP("RollWords", "%1 notes in %2 tracks selected, from %3 to %4"))
        .arg(count, QLocale().toString(static_cast<qlonglong>(selection.tracks().size())),
             place(scene, span.first), place(scene, span.second));
}

QString describeCollisions(const Collisions& collisions) {
    QStringList parts;
    const auto add = [&](std::size_t count, const char* text) {
        if (count > 0)
            parts << words(text, static_cast<int>(count));
    };
    add(collisions.joined, QT_TRANSLATE_N_NOOP("RollWords", "%n note(s) fell onto another"));
    add(collisions.replaced, QT_TRANSLATE_N_NOOP("RollWords", "%n note(s) replaced"));
    add(collisions.shortened, QT_TRANSLATE_N_NOOP("RollWords", "%n note(s) shortened"));
    return parts.isEmpty() ? QString() : parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QString snapName(Snap snap) {
    switch (snap) {
    case Snap::Off:
        return words(QT_TRANSLATE_NOOP("RollWords", "Off"));
    case Snap::Automatic:
        return words(QT_TRANSLATE_NOOP("RollWords", "Automatic"));
    case Snap::Bar:
        return words(QT_TRANSLATE_NOOP("RollWords", "Bar"));
    case Snap::Half:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/2"));
    case Snap::Quarter:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/4"));
    case Snap::Eighth:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/8"));
    case Snap::Sixteenth:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/16"));
    case Snap::ThirtySecond:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/32"));
    case Snap::QuarterTriplet:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/4 triplet"));
    case Snap::EighthTriplet:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/8 triplet"));
    case Snap::SixteenthTriplet:
        return words(QT_TRANSLATE_NOOP("RollWords", "1/16 triplet"));
    }
    return {};
}

} // namespace leitmotif
