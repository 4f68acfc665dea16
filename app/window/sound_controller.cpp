// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sound_controller.h"

#include "app/window/background.h"
#include "ui/base/words.h"

#include <QThread>

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kLevelMs = 33;
constexpr int kWatchMs = 1000;

QStringList names(const std::vector<std::string>& list) {
    QStringList result;
    for (const std::string& name : list)
        result.append(QString::fromStdString(name));
    return result;
}

} // namespace

SoundController::SoundController(Player& player, QObject* parent)
    : QObject(parent), m_player(player), m_chain(player), m_output(m_chain) {
    m_loader.setMaxThreadCount(1);
    m_levelTimer.setInterval(kLevelMs);
    connect(&m_levelTimer, &QTimer::timeout, this, [this] {
        const float level = m_chain.takeLevel();
        emit levelChanged(level, level);
    });
    m_levelTimer.start();
    m_watchTimer.setInterval(kWatchMs);
    connect(&m_watchTimer, &QTimer::timeout, this, &SoundController::watchDevices);
    m_watchTimer.start();
}

SoundController::~SoundController() {
    m_loader.waitForDone();
}

void SoundController::apply(const Settings& settings) {
    const bool isFirst = !m_settings;
    const Settings before = m_settings.value_or(Settings{});
    m_settings = settings;
    const bool newFont = isFirst || settings.soundFont != before.soundFont;
    if (isFirst || settings.audioDriver != before.audioDriver)
        openAudio(settings.audioDriver); // loads the SoundFont at the device's rate
    else if (newFont)
        loadSoundFont();
    if (settings.midiOutput != before.midiOutput)
        openMidiOutput(settings.midiOutput);
    if (settings.midiInput != before.midiInput)
        openMidiInput(settings.midiInput);
    tellStatus();
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
    for (const TrackPtr& track : score.tracks)
        if (const auto found = track->program(static_cast<std::uint8_t>(channel))) {
            program = *found;
            break;
        }
    m_player.setLiveInstrument(program, 0, channel == kDrumChannel);
    m_player.pressKey(key, Velocity{static_cast<std::uint8_t>(velocity)});
}

void SoundController::openAudio(const QString& driver) {
    const auto opened = m_output.open(driver.toStdString());
    m_audioError = opened ? std::nullopt : std::optional(opened.error());
    emit sampleRateChanged(m_output.sampleRate());
    m_synth.reset(); // of the rate before
    connectReceivers();
    loadSoundFont();
}

void SoundController::loadSoundFont() {
    const auto wanted = std::filesystem::path(m_settings->soundFont.toStdString());
    runInBackground(
        m_loader, this,
        [wanted, rate = m_output.sampleRate()] {
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
        [this, serial = ++m_loadSerial, rate = m_output.sampleRate()](const auto& loaded) {
            if (serial != m_loadSerial || rate != m_output.sampleRate())
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

void SoundController::openMidiOutput(const QString& port) {
    m_midiOutput.reset();
    m_midiProblem.clear();
    if (!port.isEmpty()) {
        if (auto opened = MidiOutput::open(port.toStdString()))
            m_midiOutput = std::move(*opened);
        else
            m_midiProblem = sentenceOf(opened.error());
    }
    connectReceivers();
}

void SoundController::openMidiInput(const QString& port) {
    m_midiInput.reset();
    if (port.isEmpty())
        return;
    if (auto opened = MidiInput::open(port.toStdString(), m_player))
        m_midiInput = std::move(*opened);
    else
        emit failed(opened.error());
}

void SoundController::connectReceivers() {
    m_chain.setReceivers({m_synth, m_midiOutput, m_output.sampleRate()});
}

void SoundController::watchDevices() {
    if (m_output.isLost()) {
        openAudio(m_settings->audioDriver); // what is left of "auto", or the clock
        tellStatus();
    }
    if (m_midiOutput && !m_midiOutput->isAlive()) {
        m_midiOutput.reset();
        connectReceivers();
        m_midiProblem = tr("The MIDI output %1 has gone.").arg(m_settings->midiOutput);
        tellStatus();
    }
    if (m_midiInput && !m_midiInput->isAlive()) {
        m_midiInput.reset();
        m_midiProblem = tr("The MIDI keyboard %1 has gone.").arg(m_settings->midiInput);
        tellStatus();
    }
}

void SoundController::tellStatus() {
    const bool isSilent = m_output.driver() == "none" && !m_midiOutput;
    QString sentence;
    if (m_audioError)
        sentence = sentenceOf(*m_audioError);
    else if (m_output.driver() == "none")
        sentence = tr("No sound: the audio driver is switched off in the settings.");
    else
        sentence = tr("%1, %2 kHz")
                       .arg(QString::fromStdString(m_output.driver()))
                       .arg(m_output.sampleRate() / 1000.0, 0, 'g', 4);
    if (!m_midiProblem.isEmpty())
        sentence += QLatin1Char('\n') + m_midiProblem;
    else if (m_midiOutput)
        sentence += QLatin1Char('\n') + tr("MIDI to %1").arg(m_settings->midiOutput);
    emit statusChanged(sentence, isSilent);
}

SettingsChoices SoundController::choices() const {
    SettingsChoices choices;
    choices.audioDrivers = names(AudioOutput::drivers());
    for (const SoundFont& font : m_fonts)
        choices.soundFonts.append({QString::fromStdString(font.name),
                                   QString::fromStdString(font.path.string())});
    choices.midiOutputs = names(MidiOutput::ports());
    choices.midiInputs = names(MidiInput::ports());
    choices.mostThreads = QThread::idealThreadCount();
    return choices;
}

QString SoundController::soundFontPath() const {
    return QString::fromStdString(m_font.path.string());
}

QList<SoundFontChoice> SoundController::soundFonts() const {
    QList<SoundFontChoice> fonts;
    for (const SoundFont& font : m_fonts)
        fonts.append({QString::fromStdString(font.name),
                      QString::fromStdString(font.path.string())});
    return fonts;
}

} // namespace leitmotif
