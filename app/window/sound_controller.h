// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/devices/sound_chain.h"
#include "app/devices/sound_devices.h"
#include "app/devices/soundfont_library.h"
#include "core/playback/player.h"
#include "ui/base/settings.h"
#include "ui/panels/transport_bar.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace leitmotif {

/// The devices between the player and the ears: audio driver, SoundFont, MIDI ports, as the
/// settings say. What goes comes back by itself. Devices are opened on one thread of their own,
/// SoundFonts loaded on another while the old one plays on. GUI thread.
class SoundController : public QObject {
    Q_OBJECT

  public:
    explicit SoundController(Player& player, QObject* parent = nullptr);
    /// Ends the program if a device does not answer, so all else must have ended before.
    ~SoundController() override;
    /// That the program is about to end with.
    void setExitStatus(int status) { m_exitStatus = status; }

    /// Goes over to what is set; what is set already stays as it is. Returns before it is there.
    void apply(const Settings& settings);
    void setVolumePercent(int percent);
    /// A key of the piano on the screen, with the instrument that `channel` has in `score`.
    void preview(const Score& score, int pitch, int velocity, int channel, bool on);

    /// Finds out what can be chosen on this machine: choicesFound() comes at once with what was
    /// there the last time, and again if it has changed.
    void findChoices();
    [[nodiscard]] const SoundFont& soundFont() const { return m_font; }
    [[nodiscard]] QString soundFontPath() const;
    [[nodiscard]] quint64 lateBlocks() const { return m_devices->lateBlocks(); }
    [[nodiscard]] QList<SoundFontChoice> soundFonts() const;

  signals:
    void sampleRateChanged(double sampleRate);
    /// What the devices do, in words. `isSilent`: nothing can be heard, and `sentence` says why.
    void statusChanged(const QString& sentence, bool isSilent);
    /// In words, what the system lets the sound have beside other programs; empty without a device.
    void priorityChanged(const QString& sentence);
    void choicesFound(const leitmotif::SettingsChoices& choices);
    /// Peaks since the last time, about 30 times a second; 0 without a device that they come from.
    void levelChanged(float left, float right);
    void soundFontsChanged();
    void failed(const leitmotif::Error& error);

  private:
    void pursueDevices();
    void useDevices(const DeviceState& state);
    void loadSoundFont();
    void connectReceivers();
    [[nodiscard]] QString wordsOf(const DeviceState& state) const;
    [[nodiscard]] static QString wordsOfPriority(const DeviceState& state);
    void tellStatus();

    Player& m_player;
    SoundChain m_chain;
    std::optional<Settings> m_settings; // as applied
    std::vector<SoundFont> m_fonts;
    SoundFont m_font = {"", kBuiltinSoundFont};
    std::shared_ptr<SynthEngine> m_synth; // null until the first has loaded
    DeviceWish m_wish;
    DeviceState m_state; // as last told
    SettingsChoices m_choices;
    QString m_toldSentence;
    bool m_toldSilent = false;
    bool m_isPursuing = false;
    bool m_isWishNew = false;
    double m_loadedRate = 0.0; // that a SoundFont was last asked for at
    QTimer m_levelTimer;
    QTimer m_watchTimer;
    QThreadPool m_loader; // one thread: the last one asked for is the last to arrive
    int m_loadSerial = 0;
    int m_exitStatus = 0;
    QThreadPool m_deviceThread;              // one, the only one that uses m_devices
    std::unique_ptr<SoundDevices> m_devices; // last: it asks m_chain for sound until it is gone
};

} // namespace leitmotif
