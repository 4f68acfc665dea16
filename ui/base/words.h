// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/midi/import_report.h"
#include "core/runs/recipe.h"
#include "core/runs/take.h"

#include <QString>

namespace leitmotif {

// Numbers and facts in the words of the person's language. Pure but for the installed translation.

/// The sentence of an error: what happened and what to do.
[[nodiscard]] QString sentenceOf(const Error& error);
/// What a file's import found, such as "Track 2: 3 hanging notes were ended".
[[nodiscard]] QString sentenceOf(const ImportNote& note);

/// "2:05", from an hour on "1:02:05".
[[nodiscard]] QString clockTime(double seconds);
/// About how long: "28 ms", "40 s", "3 min 20 s", "2 h 5 min"; below 10 s with a tenth.
[[nodiscard]] QString roughDuration(double seconds);
/// "950", "117,000", "2.4 million".
[[nodiscard]] QString roughCount(qint64 count);
/// A whole percentage that is "0 %" or "100 %" only if it is exactly so.
[[nodiscard]] QString percentage(double share);
/// "12 % copied" or "nothing copied".
[[nodiscard]] QString copiedWords(double share);
[[nodiscard]] QString noteName(int pitch);
/// "F♯ major" for "F# major", as nameOf(Key) names a key; any other text stays as it is.
[[nodiscard]] QString keyName(const std::string& key);
/// "Drums", or the General MIDI name; of several parts all of them.
[[nodiscard]] QString instrumentName(const TrackReport& track);
/// The part of a recipe's title before its colon: "LSTM".
[[nodiscard]] QString shortTitle(const Recipe& recipe);
/// The same for the name of a preset; the name itself if there is no such preset.
[[nodiscard]] QString presetTitle(const std::string& name);
/// What a run goes through, "epoch" or "iteration", alone …
[[nodiscard]] QString epochWord(bool countsIterations);
/// … as one of them, "epoch 20" …
[[nodiscard]] QString epochNumber(int number, bool countsIterations);
/// … and as many, "20 epochs".
[[nodiscard]] QString epochCount(int count, bool countsIterations);
/// With a capital letter, to begin a sentence with.
[[nodiscard]] QString capitalized(QString words);
/// "epoch 20", the place in its run where a take was made.
[[nodiscard]] QString epochNumber(const TakeOrigin& origin);
/// Seconds that a take's notes last at its own tempo.
[[nodiscard]] double lengthInSeconds(const Take& take);

} // namespace leitmotif
