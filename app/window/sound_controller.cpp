// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sound_controller.h"

#include "app/window/background.h"
#include "core/music/parts.h"
#include "ui/base/words.h"

#include <QLocale>
#include <QThread>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kLevelMs = 33;
constexpr int kWatchMs = 1000;
constexpr int kLongestCloseMs = 5'000;

QStringList names(const std::vector<std::string>& list) {
    QStringList result;
    for (const std::string& name : list)
        result.append(QString::fromStdString(name));
    return result;
}

} // namespace

SoundController::SoundController(Player& player, QObject* parent)
    : QObject(parent),
      m_player(player),
      m_chain(player),
      m_devices(std::make_unique<SoundDevices>(m_chain, player)) {
    m_loader.setMaxThreadCount(1);
    m_deviceThread.setMaxThreadCount(1);
    m_levelTimer.setInterval(kLevelMs);
    connect(&m_levelTimer, &QTimer::timeout, this, [this] {
        const float level = m_chain.takeLevel();
        const float heard = m_state.audioDriver == "none" ? 0.0F : level;
        emit levelChanged(heard, heard);
    });
    m_levelTimer.start();
    m_watchTimer.setInterval(kWatchMs);
    connect(&m_watchTimer, &QTimer::timeout, this, &SoundController::pursueDevices);
    m_watchTimer.start();
}

SoundController::~SoundController() {
    m_loader.waitForDone();
    m_deviceThread.start([this] { m_devices.reset(); });
    if (m_deviceThread.waitForDone(kLongestCloseMs))
        return;
    // A server that does not answer holds the thread in its library, whose own end would wait for
    // it, too. Nothing else is left to end.
    std::fputs("leitmotif: the sound device does not answer and is left as it is\n", stderr);
    std::fflush(stderr);
    std::_Exit(m_exitStatus);
}

void SoundController::apply(const Settings& settings) {
    const bool isFirst = !m_settings;
    const bool isNewFont = isFirst || settings.soundFont != m_settings->soundFont;
    m_settings = settings;
    const DeviceWish wish{settings.audioDriver.toStdString(), settings.midiOutput.toStdString(),
                          settings.midiInput.toStdString()};
    if (isFirst || wish != m_wish) {
        m_wish = wish;
        m_isWishNew = true;
        pursueDevices();
    }
    if (isNewFont && m_loadedRate > 0.0) // else the first devices say at which rate
        loadSoundFont();
}

void SoundController::setVolumePercent(int percent) {
    const auto share = static_cast<float>(percent) / 100.0F;
    m_chain.setVolume(share * share); // nearer to how loudness is felt than a straight line
}

void SoundController::preview(const Score& score, int pitch, int velocity, int channel, bool on) {
    const Pitch key{static_cast<std::uint8_t>(pitch)};
    if (!on) {
        m_player.releaseKey(key);
        return;
    }
    std::uint8_t program = 0;
    bool isDrums = channel == kDrumChannel;
    std::size_t mostNotes = 0;
    const Parts parts(score);
    for (const Part& part : parts.list())
        if (part.channel == channel && part.notes > mostNotes) {
            mostNotes = part.notes;
            program = part.program.value_or(0);
            isDrums = part.isDrums;
        }
    if (mostNotes == 0)
        for (const TrackPtr& track : score.tracks)
            if (const auto found = track->program(static_cast<std::uint8_t>(channel))) {
                program = *found;
                break;
            }
    m_player.setLiveInstrument(program, 0, isDrums);
    m_player.pressKey(key, Velocity{static_cast<std::uint8_t>(velocity)});
}

void SoundController::pursueDevices() {
    if (!m_settings || m_isPursuing)
        return; // the next turn does it
    m_isPursuing = true;
    m_isWishNew = false;
    // What a device's library starts there is to be as high as can be.
    runOnThread(
        m_deviceThread, this,
        [this, wish = m_wish] { return m_devices->pursue(wish, SoundDevices::Clock::now()); },
        [this](const DeviceState& state) {
            m_isPursuing = false;
            useDevices(state);
            if (m_isWishNew)
                pursueDevices();
        });
}

void SoundController::useDevices(const DeviceState& state) {
    const DeviceState before = std::exchange(m_state, state);
    const bool isNewRate = state.sampleRate != m_loadedRate;
    if (isNewRate) {
        emit sampleRateChanged(state.sampleRate);
        m_synth.reset(); // of the rate before
    }
    if (isNewRate || state.midiOutput != before.midiOutput)
        connectReceivers();
    if (isNewRate)
        loadSoundFont();
    if (state.priority != before.priority || state.audioDriver != before.audioDriver)
        emit priorityChanged(wordsOfPriority(state));
    tellStatus();
}

void SoundController::loadSoundFont() {
    const auto wanted = std::filesystem::path(m_settings->soundFont.toStdString());
    m_loadedRate = m_state.sampleRate;
    runInBackground(
        m_loader, this,
        [wanted, rate = m_loadedRate] {
            struct Loaded {
                std::vector<SoundFont> fonts;
                Result<std::unique_ptr<SynthEngine>> synth;
            };
            auto fonts = findSoundFonts(wanted);
            auto font = wanted.empty() ? Result<SoundFont>(fonts.front()) : soundFontAt(wanted);
            auto synth = font ? SynthEngine::create(*font, rate)
                              : Result<std::unique_ptr<SynthEngine>>(font.error());
            return std::make_shared<Loaded>(Loaded{std::move(fonts), std::move(synth)});
        },
        [this, serial = ++m_loadSerial](const auto& loaded) {
            if (serial != m_loadSerial)
                return;
            m_fonts = std::move(loaded->fonts);
            if (loaded->synth) {
                m_synth = std::move(*loaded->synth);
                m_font = m_synth->soundFont();
                connectReceivers();
            } else {
                emit failed(loaded->synth.error());
            }
            emit soundFontsChanged();
            tellStatus();
        });
}

void SoundController::connectReceivers() {
    m_chain.setReceivers({m_synth, m_state.midiOutput, m_state.sampleRate});
}

QString SoundController::wordsOf(const DeviceState& state) const {
    QStringList lines;
    if (state.audioProblem)
        lines += sentenceOf(*state.audioProblem) + QLatin1Char(' ') +
                 tr("Sound comes back by itself as soon as a device is there.");
    else if (state.audioDriver == "none")
        lines += tr("No sound: the audio driver is switched off in the settings.");
    else
        lines += tr("%1, %2 kHz")
                     .arg(QString::fromStdString(state.audioDriver))
                     .arg(QLocale().toString(state.sampleRate / 1000.0, 'g', 4));
    if (state.midiOutputProblem)
        lines += sentenceOf(*state.midiOutputProblem);
    else if (state.midiOutput)
        lines += tr("MIDI to %1").arg(m_settings->midiOutput);
    if (state.midiInputProblem)
        lines += sentenceOf(*state.midiInputProblem);
    else if (state.hasMidiInput)
        lines += tr("MIDI from %1").arg(m_settings->midiInput);
    return lines.join(QLatin1Char('\n'));
}

/// How safe the sound is from other programs.
QString SoundController::wordsOfPriority(const DeviceState& state) {
    if (!state.priority || state.audioDriver == "none")
        return {};
    const int level = state.priority->level;
    if (state.priority->isRealtime)
        return tr("Sound has realtime priority %1: other work does not disturb it.").arg(level);
    const QString what =
        level < 0
            ? tr("Sound goes before other programs (nice %1), but not in realtime.").arg(level)
            : tr("The system grants sound no priority: it may crackle while other programs "
                 "are busy.");
    return what + QLatin1Char(' ') +
           tr("Realtime is granted to a group of users. On Debian: put the line \"@audio - rtprio "
              "95\" into /etc/security/limits.d/audio.conf (dpkg-reconfigure jackd2 does it), run "
              "\"sudo adduser $USER audio\" and log in again.");
}

void SoundController::tellStatus() {
    const bool isSilent = m_state.audioDriver == "none" && !m_state.midiOutput;
    const QString sentence = wordsOf(m_state);
    if (sentence == m_toldSentence && isSilent == m_toldSilent)
        return;
    m_toldSentence = sentence;
    m_toldSilent = isSilent;
    emit statusChanged(sentence, isSilent);
}

void SoundController::findChoices() {
    m_choices.soundFonts.clear();
    for (const SoundFontChoice& font : soundFonts())
        m_choices.soundFonts.append({font.name, font.path});
    m_choices.mostThreads = QThread::idealThreadCount();
    emit choicesFound(m_choices); // what was there the last time
    runOnThread(
        m_deviceThread, this,
        [choices = m_choices]() mutable {
            choices.audioDrivers = names(AudioOutput::drivers());
            choices.midiOutputs = names(MidiOutput::ports());
            choices.midiInputs = names(MidiInput::ports());
            return choices;
        },
        [this](const SettingsChoices& found) {
            if (found == m_choices)
                return;
            m_choices = found;
            emit choicesFound(m_choices);
        });
}

QString SoundController::soundFontPath() const {
    return QString::fromStdString(m_font.path.string());
}

QList<SoundFontChoice> SoundController::soundFonts() const {
    QList<SoundFontChoice> fonts;
    for (const SoundFont& font : m_fonts)
        fonts.append(
            {QString::fromStdString(font.name), QString::fromStdString(font.path.string())});
    return fonts;
}

} // namespace leitmotif
