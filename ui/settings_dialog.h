// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace leitmotif {

/// What a person has set for the program as a whole. A value; the owner stores it.
struct Settings {
    QString theme = QStringLiteral("system");     ///< "dark", "light", "system"
    QString language;                             ///< "" is the system's, else "en", "de"
    QString audioDriver = QStringLiteral("auto"); ///< or a driver's name, or "none"
    QString soundFont;                            ///< path, "builtin", "" the first that is found
    QString midiOutput;                           ///< port name, "" none
    QString midiInput;                            ///< port name, "" none
    int threads = 0;                              ///< for training; 0: leave room for the rest
    bool playsNewTakes = true;

    bool operator==(const Settings&) const = default;
};

/// What the settings can be chosen from on this machine.
struct SettingsChoices {
    QStringList audioDrivers;                      ///< without "auto" and "none"
    QList<std::pair<QString, QString>> soundFonts; ///< name, path
    QStringList midiOutputs;
    QStringList midiInputs;
    int mostThreads = 1;

    bool operator==(const SettingsChoices&) const = default;
};

/// A plain form, not modal: every change takes effect at once. GUI thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

  public:
    explicit SettingsDialog(QWidget* parent = nullptr);

    /// Ports come and go, so the owner calls it each time before it shows the dialog. What is set
    /// but missing stays in its list, marked as not there.
    void setChoices(const SettingsChoices& choices);
    void setSettings(const Settings& settings);
    [[nodiscard]] const Settings& settings() const { return m_settings; }
    /// As if it was chosen in the form: shows it and tells the owner.
    void change(const Settings& settings);
    /// What the sound devices say now.
    void setSoundStatus(const QString& sentence, bool isSilent);
    /// What the system lets sound have beside other programs; empty: nothing is known.
    void setSoundPriority(const QString& sentence);

  signals:
    void settingsChanged(const leitmotif::Settings& settings);

  private:
    QComboBox* addChoice(QFormLayout* form, const QString& label, const char* name,
                         QString Settings::*field);
    void fill(QComboBox* box, const QList<std::pair<QString, QString>>& entries,
              const QString& current);
    void fillAll();
    void noteLanguage();

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
