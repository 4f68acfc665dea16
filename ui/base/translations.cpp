// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#ifdef LEITMOTIF_HAS_TRANSLATIONS
extern "C" {
extern const unsigned char leitmotif_translation_de[];
extern const unsigned char leitmotif_translation_de_end[];
extern const unsigned char leitmotif_translation_en[];
extern const unsigned char leitmotif_translation_en_end[];
}
#endif

namespace leitmotif {
namespace {

struct Texts {
    const char* language;
    const unsigned char* begin;
    const unsigned char* end;
};

#ifdef LEITMOTIF_HAS_TRANSLATIONS
const Texts kTexts[] = {
    {"en", leitmotif_translation_en, leitmotif_translation_en_end},
    {"de", leitmotif_translation_de, leitmotif_translation_de_end},
};
#else
const Texts kTexts[] = {{"en", nullptr, nullptr}};
#endif

} // namespace

void installTranslations(QCoreApplication& application, const QString& language) {
    const QString chosen = language.isEmpty() ? QLocale::system().name().left(2) : language;
    if (!language.isEmpty())
        QLocale::setDefault(QLocale(language));
    // English first: what another language lacks falls back to it.
    QStringList languages = {QStringLiteral("en"), chosen};
    languages.removeDuplicates();
    for (const QString& one : languages) {
        if (std::unique_ptr<QTranslator> texts = loadTexts(one)) {
            texts->setParent(&application);
            QCoreApplication::installTranslator(texts.release());
        }
    }
    auto* qtTexts = new QTranslator(&application);
    if (qtTexts->load(QStringLiteral("qtbase_%1").arg(chosen),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qtTexts);
}

std::unique_ptr<QTranslator> loadTexts(const QString& language) {
    for (const Texts& texts : kTexts) {
        if (texts.begin == nullptr || language != QLatin1String(texts.language))
            continue;
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(texts.begin, static_cast<int>(texts.end - texts.begin)))
            return translator;
    }
    return nullptr;
}

QStringList translatedLanguages() {
    QStringList languages;
    for (const Texts& texts : kTexts)
        languages << QLatin1String(texts.language);
    return languages;
}

} // namespace leitmotif
