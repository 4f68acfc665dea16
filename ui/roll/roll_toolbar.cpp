// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_toolbar.h"

#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"

#include <QAction>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace leitmotif {

namespace {

constexpr int kIcon = 20;
constexpr int kToolGap = 4;
constexpr int kFewestLetters = 8; // of a track's name

} // namespace

RollToolbar::RollToolbar(PianoRoll& roll, QWidget* parent)
    : QWidget(parent), m_roll(roll), m_snaps(new QComboBox), m_tracks(new QComboBox) {
    setObjectName(QStringLiteral("rollToolbar"));
    setAccessibleName(tr("Piano roll tools"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, kToolGap, 0, kToolGap);
    layout->setSpacing(kToolGap);
    addButton("selectToolButton", QStringLiteral("rollSelectTool"));
    addButton("drawToolButton", QStringLiteral("rollDrawTool"));
    addButton("eraseToolButton", QStringLiteral("rollEraseTool"));
    addSeparator();
    buildSnaps();
    QToolButton* quantize = addButton("quantizeButton", QStringLiteral("rollQuantize"));
    quantize->setPopupMode(QToolButton::MenuButtonPopup);
    auto* strengths = new QMenu(quantize);
    for (const char* name : {"rollQuantize", "rollQuantize75", "rollQuantize50"})
        strengths->addAction(roll.action(QString::fromLatin1(name)));
    quantize->setMenu(strengths);
    addSeparator();
    buildTracks();
    layout->addStretch(1);
    addButton("loopButton", QStringLiteral("rollLoop"));
    addButton("followButton", QStringLiteral("rollFollow"));
    addSeparator();
    addButton("zoomOutButton", QStringLiteral("rollZoomOut"));
    addButton("zoomInButton", QStringLiteral("rollZoomIn"));
    addButton("fitButton", QStringLiteral("rollFit"));
    connect(&roll, &PianoRoll::scoreShown, this, &RollToolbar::listTracks);
    connect(&roll, &PianoRoll::trackChanged, this, &RollToolbar::showState);
    connect(&roll, &PianoRoll::snapChanged, this, &RollToolbar::showState);
    listTracks();
}

QToolButton* RollToolbar::addButton(const char* name, const QString& action) {
    auto* button = new QToolButton;
    button->setDefaultAction(m_roll.action(action));
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(button->defaultAction()->text());
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys with the notes
    layout()->addWidget(button);
    return button;
}

void RollToolbar::addSeparator() {
    auto* line = new QFrame;
    line->setFrameStyle(QFrame::VLine | QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedSize(2 * kToolGap + 1, kIcon);
    layout()->addWidget(line);
}

void RollToolbar::buildSnaps() {
    m_snaps->setObjectName(QStringLiteral("snapChoice"));
    m_snaps->setAccessibleName(tr("Grid"));
    m_snaps->setToolTip(tr("Grid to draw and move notes on (Ctrl+1 to Ctrl+6)"));
    m_snaps->setFocusPolicy(Qt::TabFocus);
    for (const Snap snap : kSnaps)
        m_snaps->addItem(snapName(snap), static_cast<int>(snap));
    auto* label = new QLabel(tr("Grid"));
    label->setBuddy(m_snaps);
    layout()->addWidget(label);
    layout()->addWidget(m_snaps);
    connect(m_snaps, &QComboBox::activated, this, [this](int index) {
        m_roll.setSnap(static_cast<Snap>(m_snaps->itemData(index).toInt()));
    });
}

void RollToolbar::buildTracks() {
    m_tracks->setObjectName(QStringLiteral("trackChoice"));
    m_tracks->setAccessibleName(tr("Track to edit"));
    m_tracks->setToolTip(tr("Track to edit; the others are shown faintly behind it"));
    m_tracks->setFocusPolicy(Qt::TabFocus);
    // Names of tracks can be long: they take what room there is.
    m_tracks->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_tracks->setMinimumContentsLength(kFewestLetters);
    m_tracks->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_tracks->setMaximumWidth(260);
    static_cast<QHBoxLayout*>(layout())->addWidget(m_tracks, 2);
    connect(m_tracks, &QComboBox::activated, &m_roll, &PianoRoll::setTrack);
}

void RollToolbar::listTracks() {
    const Score& score = m_roll.score();
    QStringList names;
    for (std::size_t track = 0; track < score.tracks.size(); ++track) {
        const QString name = QString::fromStdString(score.tracks[track]->name()).simplified();
        names.append(name.isEmpty() ? tr("Track %1").arg(track + 1)
                                    : tr("%1  %2").arg(track + 1).arg(name));
    }
    QStringList shown;
    for (int i = 0; i < m_tracks->count(); ++i)
        shown.append(m_tracks->itemText(i));
    if (names != shown) { // most edits change no name
        m_tracks->clear();
        m_tracks->addItems(names);
    }
    showState();
}

void RollToolbar::showState() {
    m_tracks->setCurrentIndex(m_roll.track());
    m_snaps->setCurrentIndex(m_snaps->findData(static_cast<int>(m_roll.snap())));
}

} // namespace leitmotif
