// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/piano_roll.h"

#include "ui/roll/roll_accessible.h"
#include "ui/roll/roll_actions.h"
#include "ui/roll/roll_canvas.h"
#include "ui/roll/roll_keyboard.h"
#include "ui/roll/roll_ruler.h"
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
constexpr double kWidestBeat = 800.0; // pixels
constexpr double kFirstBars = 8.0;    // shown when a piece is opened
constexpr double kFirstLowestRow = 9.0;
constexpr double kFirstHighestRow = 18.0;
constexpr double kFitLowestRow = 1.0;
constexpr double kFitHighestRow = 24.0;
constexpr double kPageMargin = 0.08; // of the width, before the playhead after a turn
constexpr double kRevealAt = 0.25;   // of the width, where a place out of sight is brought
constexpr double kLongestBar = 2e9;  // pixels that a scroll bar can count
constexpr int kLaneHeight = 96;
constexpr int kLeastLaneHeight = 48;
constexpr int kLaneShare = 4; // the notes have three times its height

} // namespace

PianoRoll::PianoRoll(QWidget* parent) : QWidget(parent), m_commands(m_controller) {
    setObjectName(QStringLiteral("pianoRoll"));
    qRegisterMetaType<ScoreEdit>();
    RollAccessible::install();
    build();
    m_actions = new RollActions(*this, m_controller, m_commands);
    connectViews();
    setTheme(darkTheme());
    announce();
}

PianoRoll::~PianoRoll() {
    // The views go before the controller that they talk to, even while they go.
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
    m_timeBar = new QScrollBar(Qt::Horizontal);
    m_timeBar->setObjectName(QStringLiteral("rollTimeBar"));
    m_timeBar->setAccessibleName(tr("Scroll in time"));
    m_pitchBar = new QScrollBar(Qt::Vertical);
    m_pitchBar->setObjectName(QStringLiteral("rollPitchBar"));
    m_pitchBar->setAccessibleName(tr("Scroll in pitch"));

    for (QScrollBar* bar : {m_timeBar, m_pitchBar}) {
        QSizePolicy policy = bar->sizePolicy(); // the notes keep their size where it is hidden
        policy.setRetainSizeWhenHidden(true);
        bar->setSizePolicy(policy);
    }

    const auto row = [](QWidget* left, QWidget* right) {
        auto* widget = new QWidget;
        auto* layout = new QHBoxLayout(widget);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(left);
        layout->addWidget(right, 1);
        return widget;
    };
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setObjectName(QStringLiteral("rollSplitter"));
    m_splitter->setHandleWidth(4);
    m_splitter->addWidget(row(m_keyboard, m_canvas));
    m_splitter->addWidget(row(m_laneTitle, m_lane));
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

void PianoRoll::connectViews() {
    connect(&m_controller, &RollController::editRequested, this, &PianoRoll::editRequested);
    connect(&m_controller, &RollController::previewNoteRequested, this,
            &PianoRoll::previewNoteRequested);
    connect(&m_controller, &RollController::noticed, this, &PianoRoll::noticed);
    connect(&m_controller, &RollController::hintChanged, this, &PianoRoll::hintChanged);
    connect(&m_controller, &RollController::selectionChanged, this, &PianoRoll::selectionChanged);
    connect(&m_controller, &RollController::selectionChanged, this, &PianoRoll::announce);
    connect(&m_controller, &RollController::cursorChanged, this, &PianoRoll::announce);
    connect(&m_controller, &RollController::revealRequested, this, &PianoRoll::reveal);
    connect(&m_controller, &RollController::snapChanged, this, &PianoRoll::snapChanged);
    connect(&m_controller, &RollController::viewChanged, this, &PianoRoll::viewChanged);
    connect(&m_controller, &RollController::trackChanged, this, &PianoRoll::trackChanged);
    connect(&m_controller, &RollController::loopEdited, this, &PianoRoll::loopChanged);
    connect(m_ruler, &RollRuler::seekRequested, this, &PianoRoll::seekRequested);
    connect(m_ruler, &RollRuler::zoomRequested, this, &PianoRoll::zoom);
    connect(m_canvas, &RollCanvas::zoomRequested, this, &PianoRoll::zoom);
    connect(m_canvas, &RollCanvas::scrollRequested, this, &PianoRoll::scrollBy);
    connect(m_canvas, &RollCanvas::menuRequested, this, &PianoRoll::showMenu);
    connect(m_canvas, &RollCanvas::resized, this, [this] {
        if (m_view == View::Chosen || !isVisible())
            applyGeometry(geometry());
        else
            placeView();
    });
    connect(m_lane, &VelocityLane::zoomRequested, this, &PianoRoll::zoom);
    connect(m_lane, &VelocityLane::scrollRequested, this, &PianoRoll::scrollBy);
    for (QScrollBar* bar : {m_timeBar, m_pitchBar})
        connect(bar, &QScrollBar::valueChanged, this, &PianoRoll::takeScrollBars);
}

void PianoRoll::setTheme(const Theme& theme) {
    m_keyboard->setTheme(theme);
    m_ruler->setTheme(theme);
    m_canvas->setTheme(theme);
    m_lane->setTheme(theme);
    refreshIcons(*this, theme);
}

// --- What is shown

void PianoRoll::setScore(const Score& score) {
    m_controller.setScore(score);
    applyGeometry(geometry());
    emit scoreShown();
}

void PianoRoll::openScore(const Score& score) {
    m_controller.openScore(score);
    m_view = View::Opening;
    if (isVisible())
        placeView();
    emit scoreShown();
}

void PianoRoll::setTrack(int track) {
    if (track >= 0 && static_cast<std::size_t>(track) < score().tracks.size() &&
        track != this->track() && !isConductor(track))
        m_controller.setTrack(static_cast<std::size_t>(track));
    if (m_view == View::Opening && isVisible())
        placeView();
}

void PianoRoll::select(const TrackNotes& notes) {
    const ScoreSelection selection(notes);
    if (selection.isEmpty())
        return m_controller.select(selection);
    if (selection.in(m_controller.scene().track).isEmpty())
        setTrack(static_cast<int>(selection.tracks().begin()->first));
    m_controller.select(selection);
    const Note& first = m_controller.scene().selected().notes().front();
    reveal({first.onset, first.pitch.value});
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
    const QRectF canvas(m_canvas->rect());
    const auto isInSight = [&](const Note& note) {
        return geometry().rectOf(note).intersects(canvas);
    };
    if (std::ranges::any_of(shown->added, isInSight) ||
        std::ranges::any_of(shown->removed, isInSight))
        return;
    const auto& notes = shown->added.empty() ? shown->removed : shown->added;
    const Note& first = *std::ranges::min_element(notes, {}, &Note::onset);
    reveal({first.onset, first.pitch.value});
}

Snap PianoRoll::shownSnap() const {
    const RollScene& scene = m_controller.scene();
    return scene.grid({static_cast<std::int64_t>(std::max(0.0, geometry().leftTick))}).snap();
}

void PianoRoll::setTool(RollToolKind kind) {
    if (kind == m_tool)
        return;
    m_tool = kind;
    m_canvas->setTool(kind);
    emit toolChanged(kind);
    emit standingWordsChanged(standingWords());
}

void PianoRoll::setPlayhead(double tick) {
    const double before = m_controller.scene().playhead;
    if (tick == before)
        return;
    m_controller.setPlayhead(tick);
    m_canvas->movePlayhead(before, tick);
    m_ruler->movePlayhead(before, tick);
    m_lane->movePlayhead(before, tick);
    // Who scrolled away is left alone until the playhead comes by.
    const auto isShown = [&](double t) {
        const double x = geometry().xOf(t);
        return x >= 0.0 && x <= m_canvas->width();
    };
    if (m_isFollowing && isShown(before) && !isShown(tick)) {
        RollGeometry turned = geometry();
        turned.leftTick = tick - turned.ticksIn(m_canvas->width() * kPageMargin);
        setChosenView(turned);
    }
}

void PianoRoll::setFollowing(bool follows) {
    if (std::exchange(m_isFollowing, follows) != follows)
        emit followingChanged(follows);
}

// --- The view

void PianoRoll::applyGeometry(const RollGeometry& geometry) {
    const double end = static_cast<double>(m_controller.scene().scrollEnd().value);
    m_controller.setGeometry(geometry.bounded(m_canvas->size(), end));
    updateScrollBars();
}

void PianoRoll::setChosenView(const RollGeometry& geometry) {
    m_view = View::Chosen;
    applyGeometry(geometry);
}

void PianoRoll::placeView() {
    if (m_view == View::Fitted)
        return fitView();
    const RollScene& scene = m_controller.scene();
    const std::vector<Note> none;
    const std::vector<Note>& notes =
        scene.hasTrack() ? scene.score.tracks[scene.track]->notes() : none;
    const std::int64_t bars = scene.meter.barCount(scene.score.lastNoteEnd());
    const auto shown = std::min(bars, static_cast<std::int64_t>(kFirstBars));
    const std::int64_t first = notes.empty() ? 0 : scene.meter.barAt(notes.front().onset);
    const Tick from = scene.meter.barStart(std::clamp<std::int64_t>(bars - shown, 0, first));
    const Tick to = scene.meter.barStart(scene.meter.barAt(from) + shown);
    RollGeometry view = geometry();
    view.leftTick = static_cast<double>(from.value);
    view.pixelsPerTick = m_canvas->width() / std::max(1.0, static_cast<double>((to - from).value));
    std::vector<int> pitches;
    for (const Note& note : notes)
        if (note.onset < to && note.end() > from)
            pitches.push_back(note.pitch.value);
    if (pitches.empty())
        pitches = {48, 72};
    std::ranges::sort(pitches);
    const int range = pitches.back() - pitches.front();
    view.rowHeight =
        std::clamp(m_canvas->height() / (range + 5.0), kFirstLowestRow, kFirstHighestRow);
    if ((range + 1) * view.rowHeight <= m_canvas->height())
        centreRows(view, pitches.front(), pitches.back());
    else // most of them
        centreRows(view, pitches[pitches.size() / 2], pitches[pitches.size() / 2]);
    applyGeometry(view);
}

void PianoRoll::zoom(Qt::Orientation orientation, double factor, QPointF anchor) {
    if (orientation == Qt::Vertical)
        return setChosenView(geometry().zoomedInPitch(factor, anchor.y()));
    const RollScene& scene = m_controller.scene();
    const double highest = kWidestBeat / scene.score.division.ticksPerBeat();
    const double lowest =
        std::min(highest, m_canvas->width() / static_cast<double>(scene.scrollEnd().value));
    setChosenView(geometry().zoomedInTime(factor, anchor.x(), lowest, highest));
}

void PianoRoll::zoomIn() {
    zoom(Qt::Horizontal, kZoomStep, QRectF(m_canvas->rect()).center());
}

void PianoRoll::zoomOut() {
    zoom(Qt::Horizontal, 1.0 / kZoomStep, QRectF(m_canvas->rect()).center());
}

void PianoRoll::zoomToFit() {
    m_view = View::Fitted;
    fitView();
}

void PianoRoll::fitView() {
    const RollScene& scene = m_controller.scene();
    int lowest = 127;
    int highest = 0;
    for (const TrackPtr& track : scene.score.tracks)
        for (const Note& note : track->notes()) {
            lowest = std::min<int>(lowest, note.pitch.value);
            highest = std::max<int>(highest, note.pitch.value);
        }
    const Tick end = scene.meter.barStart(scene.meter.barCount(scene.score.lastNoteEnd()));
    RollGeometry view = geometry();
    view.leftTick = 0.0;
    view.pixelsPerTick = m_canvas->width() / std::max(1.0, static_cast<double>(end.value));
    if (lowest <= highest) {
        view.rowHeight = std::clamp(m_canvas->height() / (highest - lowest + 3.0), kFitLowestRow,
                                    kFitHighestRow);
        centreRows(view, lowest, highest);
    }
    applyGeometry(view);
}

void PianoRoll::centreRows(RollGeometry& view, int lowest, int highest) const {
    view.topRow = RollGeometry::kRows - 0.5 - (lowest + highest) / 2.0 -
                  m_canvas->height() / view.rowHeight / 2.0;
}

void PianoRoll::showTicks(Tick from, Tick to) {
    RollGeometry view = geometry();
    view.pixelsPerTick = m_canvas->width() / std::max(1.0, static_cast<double>((to - from).value));
    view.leftTick = static_cast<double>(from.value);
    setChosenView(view);
}

void PianoRoll::scrollBy(QPointF pixels) {
    RollGeometry view = geometry();
    view.leftTick += view.ticksIn(pixels.x());
    view.topRow += pixels.y() / view.rowHeight;
    setChosenView(view);
}

void PianoRoll::updateScrollBars() {
    const RollGeometry& g = geometry();
    const double end = static_cast<double>(m_controller.scene().scrollEnd().value);
    m_isUpdatingBars = true;
    const auto set = [this](QScrollBar* bar, double length, double page, double value) {
        bar->setRange(0, static_cast<int>(std::clamp(std::ceil(length - page), 0.0, kLongestBar)));
        bar->setPageStep(static_cast<int>(page));
        bar->setSingleStep(std::max(1, static_cast<int>(page / 20.0)));
        bar->setValue(static_cast<int>(std::min(std::round(value), kLongestBar)));
        bar->setVisible(m_view != View::Fitted); // nothing is out of sight
    };
    set(m_timeBar, end * g.pixelsPerTick, m_canvas->width(), g.leftTick * g.pixelsPerTick);
    set(m_pitchBar, RollGeometry::kRows * g.rowHeight, m_canvas->height(), g.topRow * g.rowHeight);
    m_isUpdatingBars = false;
}

void PianoRoll::takeScrollBars() {
    if (m_isUpdatingBars)
        return;
    RollGeometry view = geometry();
    if (sender() == m_timeBar)
        view.leftTick = m_timeBar->value() / view.pixelsPerTick;
    else
        view.topRow = m_pitchBar->value() / view.rowHeight;
    m_view = View::Chosen;
    m_controller.setGeometry(view);
}

void PianoRoll::reveal(const RollCursor& place) {
    RollGeometry view = geometry();
    const double x = view.xOf(place.tick);
    if (x < 0.0 || x >= m_canvas->width())
        view.leftTick =
            static_cast<double>(place.tick.value) - view.ticksIn(m_canvas->width() * kRevealAt);
    const double y = view.yOf(place.pitch);
    if (y < 0.0)
        view.topRow = RollGeometry::kRows - 2.0 - place.pitch;
    else if (y + view.rowHeight > m_canvas->height())
        view.topRow = RollGeometry::kRows + 1.0 - place.pitch - m_canvas->height() / view.rowHeight;
    if (view != geometry())
        setChosenView(view);
}

// --- Commands

bool PianoRoll::cancelGesture() {
    const bool inCanvas = m_canvas->cancelGesture();
    const bool inLane = m_lane->cancelGesture();
    return m_ruler->cancelDrag() || inCanvas || inLane;
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
    return wholeSelection().isEmpty() ? describeTool(m_tool)
                                      : describeSelection(m_controller.scene());
}

void PianoRoll::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_view == View::Opening)
        placeView();
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
