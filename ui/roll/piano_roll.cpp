// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/piano_roll.h"

#include "ui/roll/roll_accessible.h"
#include "ui/roll/roll_actions.h"
#include "ui/roll/roll_canvas.h"
#include "ui/roll/roll_keyboard.h"
#include "ui/roll/roll_ruler.h"
#include "ui/roll/roll_view.h"
#include "ui/roll/roll_words.h"
#include "ui/roll/velocity_lane.h"
#include "ui/theme/icons.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>
#include <cmath>

namespace leitmotif {

namespace {

constexpr double kZoomStep = 1.4;
constexpr double kLongestBar = 2e9; // pixels; scroll bars count in int
constexpr int kLaneHeight = 96;
constexpr int kLeastLaneHeight = 48;
constexpr int kLaneShare = 4; // the notes have three times its height

QWidget* sideBySide(QWidget* left, QWidget* right) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(left);
    layout->addWidget(right, 1);
    return row;
}

} // namespace

PianoRoll::PianoRoll(QWidget* parent)
    : QWidget(parent), m_commands(m_controller), m_viewport(m_controller) {
    setObjectName(QStringLiteral("pianoRoll"));
    qRegisterMetaType<ScoreEdit>();
    RollAccessible::install();
    build();
    m_actions = new RollActions(*this, m_controller, m_commands);
    connectController();
    connectViews();
    setTheme(darkTheme());
    announce();
}

PianoRoll::~PianoRoll() {
    // Views call the controller even while they are destroyed, so they are destroyed first.
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete m_actions;
}

void PianoRoll::build() {
    m_keyboard = new RollKeyboard(m_controller);
    m_ruler = new RollRuler(m_controller);
    m_canvas = new RollCanvas(m_controller);
    m_canvas->setAccessibleName(tr("Piano roll"));
    m_lane = new VelocityLane(m_controller, m_commands.burst());
    m_laneTitle = new QLabel(tr("Velocity"));
    m_laneTitle->setObjectName(QStringLiteral("velocityTitle"));
    m_laneTitle->setFixedWidth(m_keyboard->width());
    m_laneTitle->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_laneTitle->setContentsMargins(0, 6, 7, 0);
    m_timeBar = buildBar(Qt::Horizontal, "rollTimeBar", tr("Scroll in time"));
    m_pitchBar = buildBar(Qt::Vertical, "rollPitchBar", tr("Scroll in pitch"));

    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setObjectName(QStringLiteral("rollSplitter"));
    m_splitter->setHandleWidth(4);
    m_splitter->addWidget(sideBySide(m_keyboard, m_canvas));
    m_splitter->addWidget(sideBySide(m_laneTitle, m_lane));
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_isLaneChosen = true; });

    auto* corner = new QWidget;
    corner->setFixedWidth(m_keyboard->width());
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(corner, 0, 0);
    grid->addWidget(m_ruler, 0, 1);
    grid->addWidget(m_splitter, 1, 0, 1, 2);
    grid->addWidget(m_pitchBar, 1, 2);
    grid->addWidget(m_timeBar, 2, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    setFocusProxy(m_canvas);
}

QScrollBar* PianoRoll::buildBar(Qt::Orientation orientation, const char* name,
                                const QString& says) {
    auto* bar = new QScrollBar(orientation);
    bar->setObjectName(QString::fromLatin1(name));
    bar->setAccessibleName(says);
    QSizePolicy policy = bar->sizePolicy(); // a hidden bar leaves the size of the notes as it is
    policy.setRetainSizeWhenHidden(true);
    bar->setSizePolicy(policy);
    connect(bar, &QScrollBar::valueChanged, this, [this, orientation](int value) {
        if (!m_isUpdatingBars)
            m_viewport.scrollTo(orientation, value);
    });
    return bar;
}

std::array<RollView*, 4> PianoRoll::views() const {
    return {m_canvas, m_lane, m_ruler, m_keyboard};
}

void PianoRoll::connectController() {
    connect(&m_controller, &RollController::editRequested, this, &PianoRoll::editRequested);
    connect(&m_controller, &RollController::previewNoteRequested, this,
            &PianoRoll::previewNoteRequested);
    connect(&m_controller, &RollController::noticed, this, &PianoRoll::noticed);
    connect(&m_controller, &RollController::hintChanged, this, &PianoRoll::hintChanged);
    connect(&m_controller, &RollController::selectionChanged, this, &PianoRoll::selectionChanged);
    connect(&m_controller, &RollController::selectionChanged, this, &PianoRoll::announce);
    connect(&m_controller, &RollController::cursorChanged, this, &PianoRoll::announce);
    connect(&m_controller, &RollController::revealRequested, &m_viewport, &RollViewport::reveal);
    connect(&m_controller, &RollController::snapChanged, this, &PianoRoll::snapChanged);
    connect(&m_controller, &RollController::viewChanged, this, &PianoRoll::viewChanged);
    connect(&m_controller, &RollController::trackChanged, this, &PianoRoll::trackChanged);
    connect(&m_controller, &RollController::loopEdited, this, &PianoRoll::loopChanged);
}

void PianoRoll::connectViews() {
    for (RollView* view : views()) {
        connect(view, &RollView::zoomRequested, &m_viewport, &RollViewport::zoom);
        connect(view, &RollView::scrollRequested, &m_viewport, &RollViewport::scrollBy);
    }
    connect(m_ruler, &RollRuler::seekRequested, this, &PianoRoll::seekRequested);
    connect(m_canvas, &RollCanvas::menuRequested, this, &PianoRoll::showMenu);
    connect(m_canvas, &RollCanvas::resized, this, &PianoRoll::takeCanvasSize);
    connect(&m_viewport, &RollViewport::changed, this, &PianoRoll::updateScrollBars);
    m_viewport.setCanvas(m_canvas->size());
}

void PianoRoll::setTheme(const Theme& theme) {
    for (RollView* view : views())
        view->setTheme(theme);
    refreshIcons(*this, theme);
}

// --- What is shown

void PianoRoll::setScore(const Score& score) {
    m_controller.setScore(score);
    m_viewport.keepInBounds();
    emit scoreShown();
}

void PianoRoll::openScore(const Score& score) {
    m_controller.openScore(score);
    m_viewport.open();
    placeOpening();
    emit scoreShown();
}

void PianoRoll::setTrack(int track) {
    if (track >= 0 && static_cast<std::size_t>(track) < score().tracks.size() &&
        track != this->track() && !isConductor(track))
        m_controller.setTrack(static_cast<std::size_t>(track));
    placeOpening();
}

void PianoRoll::select(const TrackNotes& notes) {
    const ScoreSelection selection(notes);
    if (selection.isEmpty())
        return m_controller.select(selection);
    if (selection.in(m_controller.scene().track).isEmpty())
        setTrack(static_cast<int>(selection.tracks().begin()->first));
    m_controller.select(selection);
    const Note& first = m_controller.scene().selected().notes().front();
    m_viewport.reveal({first.onset, first.pitch.value});
}

void PianoRoll::revealChange(const ScoreEdit& change) {
    const TrackEdit* shown = nullptr;
    for (const TrackEdit& one : change.tracks) {
        const bool hasNotes = !one.added.empty() || !one.removed.empty();
        if (hasNotes && (!shown || static_cast<int>(one.track) == track()))
            shown = &one;
    }
    if (!shown || shown->track >= score().tracks.size())
        return;
    setTrack(static_cast<int>(shown->track));
    const auto isInSight = [this](const Note& note) { return m_viewport.isInSight(note); };
    if (std::ranges::any_of(shown->added, isInSight) ||
        std::ranges::any_of(shown->removed, isInSight))
        return;
    const auto& notes = shown->added.empty() ? shown->removed : shown->added;
    const Note& first = *std::ranges::min_element(notes, {}, &Note::onset);
    m_viewport.reveal({first.onset, first.pitch.value});
}

Snap PianoRoll::shownSnap() const {
    const RollScene& scene = m_controller.scene();
    return scene.grid({static_cast<std::int64_t>(std::max(0.0, geometry().leftTick))}).snap();
}

void PianoRoll::setTool(const RollTool& tool) {
    if (&tool == &this->tool())
        return;
    m_canvas->setTool(tool);
    emit toolChanged();
    emit standingWordsChanged(standingWords());
}

const RollTool& PianoRoll::tool() const {
    return m_canvas->tool();
}

void PianoRoll::setPlayhead(double tick) {
    const double before = m_controller.scene().playhead;
    if (tick == before)
        return;
    m_controller.setPlayhead(tick);
    if (m_isFollowing)
        m_viewport.follow(before, tick);
}

void PianoRoll::setFollowing(bool follows) {
    if (std::exchange(m_isFollowing, follows) != follows)
        emit followingChanged(follows);
}

// --- The view

void PianoRoll::takeCanvasSize() {
    m_viewport.setCanvas(m_canvas->size());
    if (m_viewport.isChosen() || !isVisible())
        m_viewport.keepInBounds();
    else
        m_viewport.place();
}

void PianoRoll::placeOpening() {
    if (m_viewport.isOpening() && isVisible())
        m_viewport.place();
}

void PianoRoll::zoomIn() {
    m_viewport.zoomInTime(kZoomStep);
}

void PianoRoll::zoomOut() {
    m_viewport.zoomInTime(1.0 / kZoomStep);
}

void PianoRoll::updateScrollBars() {
    m_isUpdatingBars = true;
    const auto set = [this](QScrollBar* bar, double length, double page, double value) {
        bar->setRange(0, static_cast<int>(std::clamp(std::ceil(length - page), 0.0, kLongestBar)));
        bar->setPageStep(static_cast<int>(page));
        bar->setSingleStep(std::max(1, static_cast<int>(page / 20.0)));
        bar->setValue(static_cast<int>(std::min(std::round(value), kLongestBar)));
        bar->setVisible(!m_viewport.isFitted());
    };
    const QSizeF all = m_viewport.scrollSize();
    const QPointF place = m_viewport.scrollPlace();
    set(m_timeBar, all.width(), m_canvas->width(), place.x());
    set(m_pitchBar, all.height(), m_canvas->height(), place.y());
    m_isUpdatingBars = false;
}

// --- Commands

bool PianoRoll::cancelGesture() {
    bool wasAny = false;
    for (RollView* view : views())
        wasAny = view->cancelGesture() || wasAny;
    return wasAny;
}

void PianoRoll::setRevisable(bool isPossible, const QString& reason) {
    m_actions->setRevisable(isPossible, reason);
}

QAction* PianoRoll::action(const QString& name) const {
    return m_actions->action(name);
}

QList<QAction*> PianoRoll::editActions() const {
    return m_actions->editActions();
}

QList<QAction*> PianoRoll::viewActions() const {
    return m_actions->viewActions();
}

void PianoRoll::showMenu(QPoint globalPosition) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("rollMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions->editActions());
    menu->popup(globalPosition);
}

void PianoRoll::announce() {
    RollAccessible::announce(*m_canvas, describeSelection(m_controller.scene()));
    emit standingWordsChanged(standingWords());
}

QString PianoRoll::standingWords() const {
    return wholeSelection().isEmpty() ? tool().help() : describeSelection(m_controller.scene());
}

void PianoRoll::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    placeOpening();
}

void PianoRoll::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_isLaneChosen)
        return;
    const int room = m_splitter->height() - m_splitter->handleWidth();
    const int lane = std::clamp(room / kLaneShare, kLeastLaneHeight, kLaneHeight);
    m_splitter->setSizes({room - lane, lane});
}

void PianoRoll::changeEvent(QEvent* event) {
    if (event->type() == QEvent::EnabledChange && !isEnabled())
        cancelGesture();
    QWidget::changeEvent(event);
}

} // namespace leitmotif
