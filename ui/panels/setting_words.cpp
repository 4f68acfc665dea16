// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/setting_words.h"

#include "core/runs/recipe_settings.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace leitmotif {
namespace {

/// Without thousands, which would make a decimal point of other languages mean something else.
QLocale numberLocale() {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    return locale;
}

} // namespace

QString settingText(const char* text) {
    return QCoreApplication::translate("Recipe", text);
}

QString choiceWords(const std::string& choice) {
    constexpr std::array<std::pair<std::string_view, const char*>, 17> kWords = {
        {{"cosine", QT_TRANSLATE_NOOP("Recipe", "falls in a curve")},
         {"constant", QT_TRANSLATE_NOOP("Recipe", "stays the same")},
         {"decay", QT_TRANSLATE_NOOP("Recipe", "falls with each step")},
         {"adamw", "AdamW"},
         {"adam", "Adam"},
         {"rmsprop", "RMSprop"},
         {"events", QT_TRANSLATE_NOOP("Recipe", "notes and rests")},
         {"chords", QT_TRANSLATE_NOOP("Recipe", "chords")},
         {"states", QT_TRANSLATE_NOOP("Recipe", "held keys")},
         {"jazz", QT_TRANSLATE_NOOP("Recipe", "jazz grammar")},
         {"frames", QT_TRANSLATE_NOOP("Recipe", "keys of each beat")},
         {"fitted", QT_TRANSLATE_NOOP("Recipe", "fitted to the piece")},
         {"published", QT_TRANSLATE_NOOP("Recipe", "as published")},
         {"cross_entropy", QT_TRANSLATE_NOOP("Recipe", "cross entropy")},
         {"binary", QT_TRANSLATE_NOOP("Recipe", "on or off")},
         {"grey", QT_TRANSLATE_NOOP("Recipe", "how bright")},
         {"separate", QT_TRANSLATE_NOOP("Recipe", "each for itself")}}};
    const auto found = std::ranges::find(kWords, std::string_view(choice),
                                         &std::pair<std::string_view, const char*>::first);
    return settingText(found != kWords.end() ? found->second : choice.c_str());
}

bool isNumber(std::string_view key) {
    const auto setting = std::ranges::find(recipeSettings(), key, &Setting::key);
    return setting != recipeSettings().end() && setting->kind == SettingKind::Number;
}

QString localNumber(const QString& text) {
    bool isKnown = false;
    const double value = text.toDouble(&isKnown);
    return isKnown ? numberLocale().toString(value, 'g', QLocale::FloatingPointShortest) : text;
}

QString plainNumber(const QString& typed) {
    const QString text = typed.trimmed();
    bool isKnown = false;
    text.toDouble(&isKnown);
    if (isKnown) // with a point it is understood everywhere
        return text;
    const double value = numberLocale().toDouble(text, &isKnown);
    return isKnown ? QString::number(value, 'g', QLocale::FloatingPointShortest) : text;
}

} // namespace leitmotif
