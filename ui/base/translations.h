// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>

class QCoreApplication;
class QTranslator;

namespace leitmotif {

/// Installs the texts of `language` ("de", "en"; empty: the system's) in the application: those of
/// the program, and Qt's own where they are installed. English is installed too, for its plurals.
/// Called once, before the first window is made.
void installTranslations(QCoreApplication& application, const QString& language);

/// The program's texts in a language of translatedLanguages(); null in a build without them.
[[nodiscard]] std::unique_ptr<QTranslator> loadTexts(const QString& language);

/// Languages with texts of their own, by code.
[[nodiscard]] QStringList translatedLanguages();

} // namespace leitmotif
