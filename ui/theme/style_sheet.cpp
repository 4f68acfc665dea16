// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyleFactory>

#include <initializer_list>
#include <utility>

// Outside of the namespace, as Qt asks for: resources of a static library are not found by
// themselves.
static void initLeitmotifResources() {
    Q_INIT_RESOURCE(leitmotif);
}

namespace leitmotif {
namespace {

QColor mixed(const QColor& back, const QColor& front, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return {mix(back.red(), front.red()), mix(back.green(), front.green()),
            mix(back.blue(), front.blue())};
}

QPalette paletteOf(const Theme& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, mixed(t.surface, t.raised, 0.5));
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.mutedText);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.accentText);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, mixed(t.raised, t.text, 0.15));
    p.setColor(QPalette::Midlight, t.raised);
    p.setColor(QPalette::Mid, t.border);
    p.setColor(QPalette::Dark, t.border);
    p.setColor(QPalette::Shadow, QColor(0, 0, 0));
    const QColor faint = mixed(t.surface, t.mutedText, 0.6);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.border);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, t.mutedText);
    return p;
}

/// The style sheet with every @token replaced by the theme's colour.
QString styleSheetOf(const Theme& t) {
    QFile file(QStringLiteral(":/theme/leitmotif.qss"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    QString sheet = isOpen ? QString::fromUtf8(file.readAll()) : QString();
    const std::initializer_list<std::pair<const char*, QColor>> tokens = {
        {"@window", t.window},
        {"@surface", t.surface},
        {"@raisedHover", mixed(t.raised, t.text, 0.08)},
        {"@raisedPressed", mixed(t.raised, t.text, 0.16)},
        {"@raised", t.raised},
        {"@borderStrong", mixed(t.border, t.mutedText, 0.4)},
        {"@border", t.border},
        {"@text", t.text},
        {"@muted", t.mutedText},
        {"@faint", mixed(t.surface, t.mutedText, 0.6)},
        {"@accentSoft", mixed(t.surface, t.accent, t.isDark ? 0.24 : 0.16)},
        {"@accentHover", mixed(t.accent, t.text, 0.15)},
        {"@accentPressed", mixed(t.accent, t.window, 0.2)},
        {"@onAccent", t.accentText},
        {"@accent", t.accent},
        {"@good", t.good},
        {"@warning", t.warning},
        {"@danger", t.danger},
    };
    for (const auto& [token, color] : tokens)
        sheet.replace(QLatin1String(token), color.name());
    sheet.replace(QLatin1String("@name"), t.name);
    return sheet;
}

} // namespace

void initResources() {
    initLeitmotifResources();
}

void applyTheme(QApplication& application, const Theme& theme) {
    initResources();
    rememberDesktop();
    if (QStyle* fusion = QStyleFactory::create(QStringLiteral("Fusion")))
        application.setStyle(fusion);
    application.setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheetOf(theme));
}

} // namespace leitmotif
