// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/audio_output.h"
#include "app/devices/midi_ports.h"
#include "app/devices/sound_chain.h"
#include "app/devices/soundfont_library.h"
#include "core/playback/player.h"
#include "ui/panels/transport_bar.h"
#include "ui/settings_dialog.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// The devices between the player and the ears: audio driver, SoundFont, MIDI ports, as the
/// settings say. SoundFonts load on a thread of their own while the old one plays on. GUI thread.
class SoundController : public QObject {
    Q_OBJECT

  public:
    explicit SoundController(Player& player, QObject* parent = nullptr);
    ~SoundController() override;

    /// Goes over to what is set; what is set already stays as it is.
    void apply(const Settings& settings);
    void setVolumePercent(int percent);
    /// A key of the piano on the screen, with the instrument that `channel` has in `score`.
    void preview(const Score& score, int pitch, int velocity, int channel, bool on);

    /// What can be chosen on this machine now.
    [[nodiscard]] SettingsChoices choices() const;
    [[nodiscard]] const SoundFont& soundFont() const { return m_font; }
    [[nodiscard]] QString soundFontPath() const;
    [[nodiscard]] quint64 lateBlocks() const { return m_output.lateBlocks(); }
    [[nodiscard]] QList<SoundFontChoice> soundFonts() const;

  signals:
    void sampleRateChanged(double sampleRate);
    /// What the devices do, in words. `isSilent`: nothing can be heard, and `sentence` says why.
    void statusChanged(const QString& sentence, bool isSilent);
    /// Peaks since the last time, about 30 times a second.
    void levelChanged(float left, float right);
    void soundFontsChanged();
    void failed(const leitmotif::Error& error);

  private:
    void openAudio(const QString& driver);
    void loadSoundFont();
    void openMidiOutput(const QString& port);
    void openMidiInput(const QString& port);
    void connectReceivers();
    void watchDevices();
    void tellStatus();

    Player& m_player;
    SoundChain m_chain;
    std::optional<Settings> m_settings; // as applied
    std::vector<SoundFont> m_fonts;
    SoundFont m_font = {"", kBuiltinSoundFont};
    std::shared_ptr<SynthEngine> m_synth; // null until the first has loaded
    std::shared_ptr<MidiOutput> m_midiOutput;
    std::unique_ptr<MidiInput> m_midiInput;
    std::optional<Error> m_audioError;
    QString m_midiProblem;
    QTimer m_levelTimer;
    QTimer m_watchTimer;
    QThreadPool m_loader; // one thread: the last one asked for is the last to arrive
    int m_loadSerial = 0;
    AudioOutput m_output; // last: it asks m_chain for sound until it is gone
};

} // namespace leitmotif
