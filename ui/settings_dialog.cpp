// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings_dialog.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/translations.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTranslator>
#include <QVBoxLayout>

namespace leitmotif {

SettingsDialog::SettingsDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_theme = addChoice(form, tr("Colours"), "themeBox", &Settings::theme);
    m_language = addChoice(form, tr("Language"), "languageBox", &Settings::language);
    m_language->setToolTip(tr("Takes effect at the next start"));
    m_languageNote = roleLabel(this, {}, "muted", "languageNote");
    m_languageNote->setWordWrap(true);
    m_languageNote->hide();
    form->addRow(QString(), m_languageNote);
    m_audioDriver = addChoice(form, tr("Sound output"), "audioDriverBox", &Settings::audioDriver);
    m_soundStatus = roleLabel(this, {}, "muted", "settingsSoundStatus");
    m_soundStatus->setWordWrap(true);
    form->addRow(QString(), m_soundStatus);
    m_soundPriority = roleLabel(this, {}, "muted", "settingsSoundPriority");
    m_soundPriority->setWordWrap(true);
    m_soundPriority->setTextInteractionFlags(Qt::TextSelectableByMouse |
                                             Qt::TextSelectableByKeyboard);
    m_soundPriority->setAccessibleName(tr("Priority of the sound"));
    m_soundPriority->hide();
    form->addRow(QString(), m_soundPriority);
    m_soundFont = addChoice(form, tr("SoundFont"), "settingsSoundFontBox", &Settings::soundFont);
    m_midiOutput = addChoice(form, tr("MIDI output"), "midiOutputBox", &Settings::midiOutput);
    m_midiInput = addChoice(form, tr("MIDI keyboard"), "midiInputBox", &Settings::midiInput);
    m_threads = named(new QSpinBox(this), "settingsThreadsBox", tr("Training threads"));
    m_threads->setSpecialValueText(tr("Automatic: leave room for sound and window"));
    form->addRow(tr("Training threads"), m_threads);
    m_playsNewTakes = named(new QCheckBox(tr("Play new takes by themselves"), this),
                            "settingsPlayNewTakesBox", tr("Play new takes by themselves"));
    form->addRow(QString(), m_playsNewTakes);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    named(buttons->button(QDialogButtonBox::Close), "closeSettingsButton", tr("Close"))
        ->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(2 * kGap);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);

    connect(m_threads, &QSpinBox::valueChanged, this, [this](int threads) {
        Settings settings = m_settings;
        settings.threads = threads;
        change(settings);
    });
    connect(m_playsNewTakes, &QCheckBox::toggled, this, [this](bool plays) {
        Settings settings = m_settings;
        settings.playsNewTakes = plays;
        change(settings);
    });
    fillAll();
}

QComboBox* SettingsDialog::addChoice(QFormLayout* form, const QString& label, const char* name,
                                     QString Settings::*field) {
    auto* box = named(new ElidedComboBox(this), name, label);
    form->addRow(label, box);
    connect(box, &QComboBox::activated, this, [this, box, field] {
        Settings settings = m_settings;
        settings.*field = box->currentData().toString();
        change(settings);
    });
    return box;
}

void SettingsDialog::change(const Settings& settings) {
    if (settings == m_settings)
        return;
    m_settings = settings;
    fillAll();
    noteLanguage();
    emit settingsChanged(settings);
}

void SettingsDialog::setChoices(const SettingsChoices& choices) {
    m_choices = choices;
    fillAll();
}

void SettingsDialog::setSettings(const Settings& settings) {
    if (!m_startLanguage)
        m_startLanguage = settings.language;
    m_settings = settings;
    fillAll();
    noteLanguage();
}

/// In the language that was chosen, too: whoever reads only that one must understand it.
void SettingsDialog::noteLanguage() {
    constexpr const char* kNote = QT_TR_NOOP("Takes effect when Leitmotif is started again.");
    m_languageNote->setVisible(m_settings.language != m_startLanguage.value_or(QString()));
    QString words = tr(kNote);
    if (const auto texts = loadTexts(m_settings.language)) {
        const QString theirs = texts->translate("leitmotif::SettingsDialog", kNote);
        if (!theirs.isEmpty() && theirs != words)
            words += QLatin1Char('\n') + theirs;
    }
    m_languageNote->setText(words);
}

void SettingsDialog::setSoundStatus(const QString& sentence, bool isSilent) {
    m_soundStatus->setText(sentence);
    setStyleProperty(m_soundStatus, "tone", isSilent ? QStringLiteral("warning") : QString());
}

void SettingsDialog::setSoundPriority(const QString& sentence) {
    m_soundPriority->setText(sentence);
    m_soundPriority->setVisible(!sentence.isEmpty());
}

void SettingsDialog::fill(QComboBox* box, const QList<std::pair<QString, QString>>& entries,
                          const QString& current) {
    box->clear();
    for (const auto& [text, value] : entries)
        box->addItem(text, value);
    if (box->findData(current) < 0)
        box->addItem(tr("%1 (not there now)").arg(current), current);
    box->setCurrentIndex(box->findData(current));
}

void SettingsDialog::fillAll() {
    using Entries = QList<std::pair<QString, QString>>;
    const auto withPorts = [](Entries entries, const QStringList& names) {
        for (const QString& name : names)
            entries.push_back({name, name});
        return entries;
    };
    fill(m_theme,
         {{tr("As the desktop"), QStringLiteral("system")},
          {tr("Dark"), QStringLiteral("dark")},
          {tr("Light"), QStringLiteral("light")}},
         m_settings.theme);
    fill(m_language,
         {{tr("As the desktop"), QString()},
          {QStringLiteral("English"), QStringLiteral("en")},
          {QStringLiteral("Deutsch"), QStringLiteral("de")}},
         m_settings.language);
    Entries drivers =
        withPorts({{tr("Automatic"), QStringLiteral("auto")}}, m_choices.audioDrivers);
    drivers.push_back({tr("None"), QStringLiteral("none")});
    fill(m_audioDriver, drivers, m_settings.audioDriver);
    Entries fonts = {{tr("The first that is found"), QString()}};
    fonts += m_choices.soundFonts;
    fill(m_soundFont, fonts, m_settings.soundFont);
    fill(m_midiOutput, withPorts({{tr("None"), QString()}}, m_choices.midiOutputs),
         m_settings.midiOutput);
    fill(m_midiInput, withPorts({{tr("None"), QString()}}, m_choices.midiInputs),
         m_settings.midiInput);
    const QSignalBlocker threadsBlocker(m_threads);
    const QSignalBlocker takesBlocker(m_playsNewTakes);
    m_threads->setRange(0, m_choices.mostThreads);
    m_threads->setValue(m_settings.threads);
    m_playsNewTakes->setChecked(m_settings.playsNewTakes);
}

} // namespace leitmotif
