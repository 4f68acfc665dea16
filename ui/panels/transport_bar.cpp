// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_bar.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/elided_label.h"
#include "ui/base/folding_row.h"
#include "ui/base/words.h"
#include "ui/panels/level_meter.h"
#include "ui/theme/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <cmath>

namespace leitmotif {
namespace {

constexpr QLatin1String kChooseFile("\n"); // no path, so it marks the last entry

} // namespace

TransportBar::TransportBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("transportBar"));
    setProperty("role", QStringLiteral("bar"));
    auto* row = new FoldingRow(this);
    row->setContentsMargins(kPanelMargin, kGap, kPanelMargin, kGap);
    row->setSpacing(kGap);
    buildButtons(row);
    row->addSpacing(kGap);
    buildReadouts(row);
    buildSound(row);
    row->setFoldable({{m_meter}, {m_heard}, {m_time}});
    showTempo();
}

void TransportBar::buildButtons(QHBoxLayout* row) {
    m_toStart = iconButton(this, "to-start", "toStartButton", tr("To the start"));
    m_play = iconButton(this, "play", "playButton", tr("Play"));
    m_stop = iconButton(this, "stop", "stopButton", tr("Stop"));
    m_loop = iconButton(this, "loop", "loopButton", tr("Loop"));
    m_play->setProperty("role", QStringLiteral("plain"));
    m_play->setIconSize(QSize(22, 22));
    m_loop->setCheckable(true);
    for (QToolButton* button : {m_toStart, m_play, m_stop, m_loop})
        row->addWidget(button);
    m_play->setToolTip(tr("Play (Space)"));
    m_stop->setToolTip(tr("Stop (Enter)"));
    m_toStart->setToolTip(tr("To the start (Home)"));
    connect(m_toStart, &QToolButton::clicked, this, &TransportBar::toStartRequested);
    connect(m_stop, &QToolButton::clicked, this, &TransportBar::stopRequested);
    connect(m_loop, &QToolButton::toggled, this, &TransportBar::loopToggled);
    connect(m_play, &QToolButton::clicked, this, &TransportBar::playOrPause);
}

void TransportBar::buildReadouts(QHBoxLayout* row) {
    m_bar = roleLabel(this, QStringLiteral("1:1:000"), "readout", "barPosition");
    m_time = roleLabel(this, QStringLiteral("0:00 / 0:00"), "muted", "timePosition");
    m_bar->setAccessibleName(tr("Bar, beat and tick"));
    m_bar->setToolTip(tr("Bar : beat : tick"));
    m_time->setAccessibleName(tr("Time and length"));
    QFont digits = m_bar->font();
    digits.setPointSizeF(digits.pointSizeF() * 1.2);
    digits.setWeight(QFont::DemiBold);
    m_bar->setFont(digits);
    // Wide enough for what comes, so that nothing to the right moves while it plays.
    m_bar->setMinimumWidth(QFontMetrics(digits).horizontalAdvance(QStringLiteral("000:00:0000")));
    m_time->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00:00 / 00:00")));
    row->addWidget(m_bar);
    row->addWidget(m_time);
    row->addSpacing(kGap);

    m_tempo = roleLabel(this, {}, "text", "tempoReadout");
    m_tempo->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("000.0 bpm")));
    m_tempo->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_tempoPercent = named(new QSpinBox(this), "tempoPercentBox", tr("Playing speed"));
    m_tempoPercent->setRange(25, 200);
    m_tempoPercent->setSingleStep(5);
    m_tempoPercent->setValue(100);
    m_tempoPercent->setSuffix(tr(" %"));
    m_tempoPercent->setToolTip(tr("How fast it is played; the score stays as it is"));
    m_tempoPercent->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("200 %")) + 56);
    row->addWidget(m_tempo);
    row->addWidget(m_tempoPercent);
    m_heard = new ElidedLabel(this);
    setRole(*m_heard, "muted", "heardName");
    m_heard->setAlignment(Qt::AlignCenter);
    m_heard->setMinimumWidth(40);
    row->addWidget(m_heard, 1);
    connect(m_tempoPercent, &QSpinBox::valueChanged, this, [this](int percent) {
        showTempo();
        emit tempoPercentChanged(percent);
    });
}

void TransportBar::buildSound(QHBoxLayout* row) {
    m_status = named(new QToolButton(this), "soundStatusButton", tr("Sound settings"));
    m_status->setProperty("role", QStringLiteral("status"));
    m_status->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_status->setFocusPolicy(Qt::TabFocus);
    m_status->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    setIconName(m_status, QStringLiteral("settings"));
    m_soundFonts = named(new ElidedComboBox(this), "soundFontBox", tr("SoundFont"));
    m_soundFonts->setToolTip(tr("The sounds that the notes are played with"));
    m_soundFonts->setMinimumContentsLength(8);
    m_soundFonts->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_soundFonts->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    m_volume = named(new QSlider(Qt::Horizontal, this), "volumeSlider", tr("Volume"));
    m_volume->setRange(0, 100);
    m_volume->setValue(80);
    m_volume->setFixedWidth(88);
    m_volume->setToolTip(tr("Volume"));
    m_meter = new LevelMeter(this);
    m_meter->setObjectName(QStringLiteral("levelMeter"));
    m_meter->setAccessibleName(tr("Level"));
    m_meter->setFixedWidth(64);
    m_panic = iconButton(this, "panic", "panicButton", tr("All notes off"));
    row->addWidget(m_status);
    row->addWidget(m_soundFonts, 1);
    row->addWidget(m_volume);
    row->addWidget(m_meter);
    row->addWidget(m_panic);
    connect(m_status, &QToolButton::clicked, this, &TransportBar::settingsRequested);
    connect(m_volume, &QSlider::valueChanged, this, &TransportBar::volumePercentChanged);
    connect(m_panic, &QToolButton::clicked, this, &TransportBar::panicRequested);
    connect(m_soundFonts, &QComboBox::activated, this, [this](int index) {
        const QString path = m_soundFonts->itemData(index).toString();
        if (path != kChooseFile) {
            m_currentFont = path;
            emit soundFontRequested(path);
            return;
        }
        // Until a file was chosen and loaded, the one that plays stays shown.
        m_soundFonts->setCurrentIndex(m_soundFonts->findData(m_currentFont));
        emit soundFontDialogRequested();
    });
    setSoundFonts({}, {});
    setSoundStatus({}, false);
}

void TransportBar::playOrPause() {
    if (m_isPlaying)
        emit pauseRequested();
    else
        emit playRequested();
}

void TransportBar::setPlaying(bool isPlaying) {
    if (m_isPlaying == isPlaying)
        return;
    m_isPlaying = isPlaying;
    setIconName(m_play, isPlaying ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setAccessibleName(isPlaying ? tr("Pause") : tr("Play"));
    m_play->setToolTip(isPlaying ? tr("Pause (Space)") : tr("Play (Space)"));
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

void TransportBar::setLooping(bool isLooping) {
    const QSignalBlocker blocker(m_loop);
    m_loop->setChecked(isLooping);
}

void TransportBar::setPosition(const BarPosition& position, double seconds, double lengthSeconds) {
    // QLabel repaints only if its text is another one.
    m_bar->setText(QStringLiteral("%1:%2:%3")
                       .arg(position.bar + 1)
                       .arg(position.beat + 1)
                       .arg(position.tick.value, 3, 10, QLatin1Char('0')));
    m_time->setText(QStringLiteral("%1 / %2").arg(clockTime(seconds), clockTime(lengthSeconds)));
}

void TransportBar::setTempo(double beatsPerMinute) {
    m_beatsPerMinute = beatsPerMinute;
    showTempo();
}

void TransportBar::showTempo() {
    const double heard = m_beatsPerMinute * m_tempoPercent->value() / 100.0;
    const bool isWhole = std::abs(heard - std::round(heard)) < 0.05;
    m_tempo->setText(tr("%1 bpm").arg(QLocale().toString(heard, 'f', isWhole ? 0 : 1)));
}

void TransportBar::setTempoPercent(int percent) {
    const QSignalBlocker blocker(m_tempoPercent);
    m_tempoPercent->setValue(percent);
    showTempo();
}

int TransportBar::tempoPercent() const {
    return m_tempoPercent->value();
}

void TransportBar::setVolumePercent(int percent) {
    const QSignalBlocker blocker(m_volume);
    m_volume->setValue(percent);
}

int TransportBar::volumePercent() const {
    return m_volume->value();
}

void TransportBar::setHeard(const QString& name) {
    m_heard->setText(name);
    m_heard->setToolTip(name);
}

void TransportBar::setLevel(float left, float right) {
    m_meter->setLevel(left, right);
}

void TransportBar::setSoundFonts(const QList<SoundFontChoice>& fonts, const QString& currentPath) {
    m_currentFont = currentPath;
    m_soundFonts->clear();
    for (const SoundFontChoice& font : fonts) {
        m_soundFonts->addItem(font.name, font.path);
        m_soundFonts->setItemData(m_soundFonts->count() - 1, font.path, Qt::ToolTipRole);
    }
    if (!fonts.isEmpty())
        m_soundFonts->insertSeparator(m_soundFonts->count());
    m_soundFonts->addItem(tr("Choose a SoundFont file…"), QString(kChooseFile));
    m_soundFonts->setCurrentIndex(m_soundFonts->findData(currentPath));
    m_soundFonts->setPlaceholderText(tr("No SoundFont"));
}

void TransportBar::setSoundStatus(const QString& sentence, bool isSilent) {
    m_status->setText(isSilent ? tr("No sound") : QString());
    m_status->setToolButtonStyle(isSilent ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_status->setToolTip(sentence.isEmpty() ? tr("Sound settings") : sentence);
    m_status->setAccessibleDescription(sentence);
    setIconName(m_status, isSilent ? QStringLiteral("muted") : QStringLiteral("settings"));
    setStyleProperty(m_status, "tone", isSilent ? QStringLiteral("warning") : QString());
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

void TransportBar::setTheme(const Theme& theme) {
    m_theme = theme;
    m_meter->setTheme(theme);
    refreshIcons(*this, theme);
}

} // namespace leitmotif
