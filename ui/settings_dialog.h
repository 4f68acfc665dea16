// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/settings.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace leitmotif {

/// A plain form, not modal: every change takes effect at once. GUI thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

  public:
    explicit SettingsDialog(QWidget* parent = nullptr);

    /// Ports come and go, so the owner calls it each time before it shows the dialog. What is set
    /// but missing stays in its list, marked as not there.
    void setChoices(const SettingsChoices& choices);
    void setSettings(const Settings& settings);
    /// As they are shown.
    [[nodiscard]] const Settings& settings() const { return m_settings; }
    /// What the sound devices say now.
    void setSoundStatus(const QString& sentence, bool isSilent);
    /// What the system lets sound have beside other programs; empty: nothing is known.
    void setSoundPriority(const QString& sentence);

  signals:
    /// Something was chosen in the form.
    void settingsChanged(const leitmotif::Settings& settings);

  private:
    QComboBox* addChoice(QFormLayout* form, const QString& label, const char* name,
                         QString Settings::*field);
    void fill(QComboBox* box, const QList<std::pair<QString, QString>>& entries,
              const QString& current);
    void fillAll();
    void noteLanguage();
    void change(const Settings& settings);

    Settings m_settings;
    std::optional<QString> m_startLanguage; ///< that the window is in
    SettingsChoices m_choices;
    QComboBox* m_theme;
    QComboBox* m_language;
    QLabel* m_languageNote;
    QComboBox* m_audioDriver;
    QComboBox* m_soundFont;
    QComboBox* m_midiOutput;
    QComboBox* m_midiInput;
    QSpinBox* m_threads;
    QCheckBox* m_playsNewTakes;
    QLabel* m_soundStatus;
    QLabel* m_soundPriority;
};

} // namespace leitmotif
