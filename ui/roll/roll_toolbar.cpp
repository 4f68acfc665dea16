// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_toolbar.h"

#include "ui/base/controls.h"
#include "ui/base/elided_combo_box.h"
#include "ui/base/folding_row.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_tools.h"
#include "ui/roll/roll_words.h"

#include <QAction>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QMenu>
#include <QStandardItemModel>
#include <QToolButton>

namespace leitmotif {

namespace {

constexpr int kIcon = 20;
constexpr int kToolGap = 4;
constexpr int kFewestLetters = 15; // width of the boxes of tracks and grids

} // namespace

RollToolbar::RollToolbar(PianoRoll& roll, QWidget* parent)
    : QWidget(parent), m_roll(roll), m_snaps(new ElidedComboBox), m_tracks(new ElidedComboBox) {
    setObjectName(QStringLiteral("rollToolbar"));
    setAccessibleName(tr("Piano roll tools"));
    auto* layout = new FoldingRow(this);
    layout->setContentsMargins(0, kToolGap, 0, kToolGap);
    layout->setSpacing(kToolGap);
    for (const RollTool* tool : rollTools())
        addButton(tool->buttonName().toLatin1().constData(), tool->actionName());
    QWidget* firstLine = addSeparator();
    buildSnaps();
    QToolButton* quantize = addButton("quantizeButton", QStringLiteral("rollQuantize"));
    quantize->setPopupMode(QToolButton::MenuButtonPopup);
    auto* strengths = new QMenu(quantize);
    for (const char* name : {"rollQuantize", "rollQuantize75", "rollQuantize50"})
        strengths->addAction(roll.action(QString::fromLatin1(name)));
    quantize->setMenu(strengths);
    QWidget* secondLine = addSeparator();
    buildTracks();
    layout->addStretch();
    QWidget* loop = addButton("loopButton", QStringLiteral("rollLoop"));
    QWidget* follow = addButton("followButton", QStringLiteral("rollFollow"));
    QWidget* thirdLine = addSeparator();
    QWidget* zoomOut = addButton("zoomOutButton", QStringLiteral("rollZoomOut"));
    QWidget* zoomIn = addButton("zoomInButton", QStringLiteral("rollZoomIn"));
    QWidget* fit = addButton("fitButton", QStringLiteral("rollFit"));
    QToolButton* more = iconButton(this, "more", "moreToolsButton", tr("More tools"));
    m_more = new QMenu(more);
    more->setMenu(m_more);
    more->setPopupMode(QToolButton::InstantPopup);
    layout->addWidget(more);
    layout->setFoldable({{zoomOut, zoomIn},
                         {loop, follow, thirdLine},
                         {firstLine, secondLine, m_gridLabel},
                         {fit},
                         {quantize}},
                        more);
    connect(m_more, &QMenu::aboutToShow, this, &RollToolbar::listHidden);
    connect(&roll, &PianoRoll::scoreShown, this, &RollToolbar::listTracks);
    connect(&roll, &PianoRoll::trackChanged, this, &RollToolbar::showState);
    connect(&roll, &PianoRoll::snapChanged, this, &RollToolbar::showState);
    connect(&roll, &PianoRoll::viewChanged, this, &RollToolbar::showSnap);
    listTracks();
}

QToolButton* RollToolbar::addButton(const char* name, const QString& action) {
    auto* button = new QToolButton;
    button->setDefaultAction(m_roll.action(action));
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleName(button->defaultAction()->text());
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the focus with the notes
    layout()->addWidget(button);
    return button;
}

QWidget* RollToolbar::addSeparator() {
    auto* line = new QFrame;
    line->setFrameStyle(QFrame::VLine | QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedSize(2 * kToolGap + 1, kIcon);
    layout()->addWidget(line);
    return line;
}

void RollToolbar::buildSnaps() {
    m_snaps->setObjectName(QStringLiteral("snapChoice"));
    m_snaps->setAccessibleName(tr("Grid"));
    m_snaps->setToolTip(tr("Grid to draw and move notes on (Ctrl+1 to Ctrl+6); hold Ctrl or Alt "
                           "while dragging to leave it"));
    m_snaps->setFocusPolicy(Qt::TabFocus);
    m_snaps->setMinimumContentsLength(7); // wide letters: room for "1/16 (auto)"
    m_snaps->setMinimumWidth(fontMetrics().averageCharWidth() * kFewestLetters);
    m_snaps->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    for (const Snap snap : kSnaps)
        m_snaps->addItem(snapName(snap), static_cast<int>(snap));
    m_gridLabel = new QLabel(tr("Grid"));
    m_gridLabel->setBuddy(m_snaps);
    layout()->addWidget(m_gridLabel);
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
    // Names of tracks can be long: the box takes all free room.
    m_tracks->setMinimumContentsLength(8);
    m_tracks->setMinimumWidth(fontMetrics().averageCharWidth() * kFewestLetters);
    m_tracks->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_tracks->setMaximumWidth(260);
    static_cast<QHBoxLayout*>(layout())->addWidget(m_tracks, 1);
    connect(m_tracks, &QComboBox::activated, &m_roll, &PianoRoll::setTrack);
}

void RollToolbar::listHidden() {
    m_more->clear();
    for (const QToolButton* button : findChildren<QToolButton*>())
        if (button->isHidden() && button->defaultAction() != nullptr)
            m_more->addAction(button->defaultAction());
}

void RollToolbar::listTracks() {
    const Score& score = m_roll.score();
    QStringList names;
    for (std::size_t track = 0; track < score.tracks.size(); ++track) {
        const QString name = QString::fromStdString(score.trackName(track)).simplified();
        if (m_roll.isConductor(static_cast<int>(track))) {
            names.append(tr("%1  Tempo and metre, no notes").arg(track + 1));
            continue;
        }
        names.append(name.isEmpty() ? tr("Track %1").arg(track + 1)
                                    : tr("%1  %2").arg(track + 1).arg(name));
    }
    QStringList shown;
    for (int i = 0; i < m_tracks->count(); ++i)
        shown.append(m_tracks->itemText(i));
    if (names != shown) { // most edits change no name
        m_tracks->clear();
        m_tracks->addItems(names);
        auto* const items = qobject_cast<QStandardItemModel*>(m_tracks->model());
        for (int track = 0; items != nullptr && track < m_tracks->count(); ++track)
            items->item(track)->setEnabled(!m_roll.isConductor(track));
    }
    showState();
}

void RollToolbar::showState() {
    m_tracks->setCurrentIndex(m_roll.track());
    m_snaps->setCurrentIndex(m_snaps->findData(static_cast<int>(m_roll.snap())));
    showSnap();
}

void RollToolbar::showSnap() {
    const int row = m_snaps->findData(static_cast<int>(Snap::Automatic));
    const bool isInUse = m_roll.snap() == Snap::Automatic;
    const QString text =
        isInUse ? tr("%1 (auto)").arg(snapName(m_roll.shownSnap())) : snapName(Snap::Automatic);
    if (m_snaps->itemText(row) != text) // called at every step of scrolling
        m_snaps->setItemText(row, text);
}

} // namespace leitmotif
