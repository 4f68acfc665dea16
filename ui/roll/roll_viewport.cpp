// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_viewport.h"

#include <algorithm>
#include <vector>

namespace leitmotif {

namespace {

constexpr double kWidestBeat = 800.0;  // pixels
constexpr std::int64_t kFirstBars = 8; // shown when a piece is opened
constexpr double kFirstLowestRow = 9.0;
constexpr double kFirstHighestRow = 18.0;
constexpr double kFitLowestRow = 1.0;
constexpr double kFitHighestRow = 24.0;
constexpr double kPageMargin = 0.08; // of the width, before the playhead after a turn
constexpr double kRevealAt = 0.25;   // of the width, where a place out of sight is brought

/// From the first to the last bar line of what is shown when the piece is opened.
std::pair<Tick, Tick> firstBars(const RollScene& scene, const std::vector<Note>& notes) {
    const std::int64_t bars = scene.meter.barCount(scene.score.lastNoteEnd());
    const std::int64_t shown = std::min(bars, kFirstBars);
    const std::int64_t first = notes.empty() ? 0 : scene.meter.barAt(notes.front().onset);
    const Tick from = scene.meter.barStart(std::clamp<std::int64_t>(bars - shown, 0, first));
    return {from, scene.meter.barStart(scene.meter.barAt(from) + shown)};
}

/// The pitches that sound between two ticks, in order and one for each note; never none.
std::vector<int> pitchesWithin(const std::vector<Note>& notes, Tick from, Tick to) {
    std::vector<int> pitches;
    for (const Note& note : notes)
        if (note.onset < to && note.end() > from)
            pitches.push_back(note.pitch.value);
    if (pitches.empty())
        pitches = {48, 72};
    std::ranges::sort(pitches);
    return pitches;
}

} // namespace

RollViewport::RollViewport(RollController& controller, QObject* parent)
    : QObject(parent), m_controller(controller) {}

void RollViewport::set(const RollGeometry& geometry) {
    const double end = static_cast<double>(scene().scrollEnd().value);
    m_controller.setGeometry(geometry.bounded(m_canvas, end));
    emit changed();
}

void RollViewport::choose(const RollGeometry& geometry) {
    m_mode = Mode::Chosen;
    set(geometry);
}

void RollViewport::keepInBounds() {
    set(geometry());
}

void RollViewport::place() {
    if (m_mode == Mode::Fitted)
        placeFitted();
    else
        placeOpening();
}

void RollViewport::fit() {
    m_mode = Mode::Fitted;
    placeFitted();
}

RollGeometry RollViewport::withTicks(Tick from, Tick to) const {
    RollGeometry view = geometry();
    view.leftTick = static_cast<double>(from.value);
    view.pixelsPerTick = m_canvas.width() / std::max(1.0, static_cast<double>((to - from).value));
    return view;
}

void RollViewport::centreRows(RollGeometry& view, int lowest, int highest) const {
    view.topRow = RollGeometry::kRows - 0.5 - (lowest + highest) / 2.0 -
                  m_canvas.height() / view.rowHeight / 2.0;
}

void RollViewport::placeOpening() {
    const std::vector<Note> none;
    const std::vector<Note>& notes =
        scene().hasTrack() ? scene().score.tracks[scene().track]->notes() : none;
    const auto [from, to] = firstBars(scene(), notes);
    const std::vector<int> pitches = pitchesWithin(notes, from, to);
    const int range = pitches.back() - pitches.front();
    RollGeometry view = withTicks(from, to);
    view.rowHeight =
        std::clamp(m_canvas.height() / (range + 5.0), kFirstLowestRow, kFirstHighestRow);
    if ((range + 1) * view.rowHeight <= m_canvas.height())
        centreRows(view, pitches.front(), pitches.back());
    else // most of them
        centreRows(view, pitches[pitches.size() / 2], pitches[pitches.size() / 2]);
    set(view);
}

void RollViewport::placeFitted() {
    int lowest = 127;
    int highest = 0;
    for (const TrackPtr& track : scene().score.tracks)
        for (const Note& note : track->notes()) {
            lowest = std::min<int>(lowest, note.pitch.value);
            highest = std::max<int>(highest, note.pitch.value);
        }
    const MeterMap& meter = scene().meter;
    RollGeometry view = withTicks({0}, meter.barStart(meter.barCount(scene().score.lastNoteEnd())));
    if (lowest <= highest) {
        view.rowHeight =
            std::clamp(m_canvas.height() / (highest - lowest + 3.0), kFitLowestRow, kFitHighestRow);
        centreRows(view, lowest, highest);
    }
    set(view);
}

void RollViewport::showTicks(Tick from, Tick to) {
    choose(withTicks(from, to));
}

void RollViewport::zoom(Qt::Orientation orientation, double factor, QPointF anchor) {
    if (orientation == Qt::Vertical)
        return choose(geometry().zoomedInPitch(factor, anchor.y()));
    const double highest = kWidestBeat / scene().score.division.ticksPerBeat();
    const double lowest =
        std::min(highest, m_canvas.width() / static_cast<double>(scene().scrollEnd().value));
    choose(geometry().zoomedInTime(factor, anchor.x(), lowest, highest));
}

void RollViewport::zoomInTime(double factor) {
    zoom(Qt::Horizontal, factor, QRectF({0.0, 0.0}, m_canvas).center());
}

void RollViewport::scrollBy(QPointF pixels) {
    RollGeometry view = geometry();
    view.leftTick += view.ticksIn(pixels.x());
    view.topRow += pixels.y() / view.rowHeight;
    choose(view);
}

void RollViewport::scrollTo(Qt::Orientation orientation, double pixels) {
    RollGeometry view = geometry();
    if (orientation == Qt::Horizontal)
        view.leftTick = pixels / view.pixelsPerTick;
    else
        view.topRow = pixels / view.rowHeight;
    m_mode = Mode::Chosen;
    m_controller.setGeometry(view);
}

void RollViewport::reveal(const RollCursor& place) {
    RollGeometry view = geometry();
    const double x = view.xOf(place.tick);
    if (x < 0.0 || x >= m_canvas.width())
        view.leftTick =
            static_cast<double>(place.tick.value) - view.ticksIn(m_canvas.width() * kRevealAt);
    const double y = view.yOf(place.pitch);
    if (y < 0.0)
        view.topRow = RollGeometry::kRows - 2.0 - place.pitch;
    else if (y + view.rowHeight > m_canvas.height())
        view.topRow = RollGeometry::kRows + 1.0 - place.pitch - m_canvas.height() / view.rowHeight;
    if (view != geometry())
        choose(view);
}

void RollViewport::follow(double from, double to) {
    const auto isShown = [this](double tick) {
        const double x = geometry().xOf(tick);
        return x >= 0.0 && x <= m_canvas.width();
    };
    // After scrolling elsewhere the view stays until the playhead comes by.
    if (!isShown(from) || isShown(to))
        return;
    RollGeometry turned = geometry();
    turned.leftTick = to - turned.ticksIn(m_canvas.width() * kPageMargin);
    choose(turned);
}

bool RollViewport::isInSight(const Note& note) const {
    return geometry().rectOf(note).intersects(QRectF({0.0, 0.0}, m_canvas));
}

QSizeF RollViewport::scrollSize() const {
    const RollGeometry& g = geometry();
    return {static_cast<double>(scene().scrollEnd().value) * g.pixelsPerTick,
            RollGeometry::kRows * g.rowHeight};
}

QPointF RollViewport::scrollPlace() const {
    const RollGeometry& g = geometry();
    return {g.leftTick * g.pixelsPerTick, g.topRow * g.rowHeight};
}

} // namespace leitmotif
