// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/velocity_gesture.h"

#include "core/edit/note_ops.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace leitmotif {

namespace {

constexpr double kHeadReach = 6.0;  // pixels around a head
constexpr double kStalkReach = 4.0; // pixels beside a stalk
constexpr double kVelocityThreshold = 2.0;

/// Notes of the edited track that begin within pixels `left` to `right`.
std::vector<Note> onsetsWithin(const RollScene& scene, double left, double right) {
    std::vector<Note> found;
    if (!scene.hasTrack())
        return found;
    const auto& notes = scene.score.tracks[scene.track]->notes();
    const Tick from{static_cast<std::int64_t>(std::ceil(scene.geometry.tickAt(left)))};
    const auto first = std::ranges::lower_bound(notes, from, {}, &Note::onset);
    for (auto note = first; note != notes.end(); ++note) {
        if (scene.geometry.xOf(note->onset) > right)
            break;
        found.push_back(*note);
    }
    return found;
}

class VelocityGesture : public RollGesture {
  public:
    using RollGesture::RollGesture;

  protected:
    /// The notes as they were and as they become.
    void show(TrackNotes from, TrackNotes to) {
        m_from = std::move(from);
        m_to = std::move(to);
        RollPreview preview;
        for (const auto& [track, notes] : m_to)
            preview.tracks[track] = {notes, NoteSelection(m_from[track])};
        setPreview(std::move(preview));
    }
    void apply() {
        if (m_from == m_to)
            return;
        host().setNewNote(scene().newLength, m_to[scene().track].back().velocity);
        host().request(replacing(scene().score, m_from, m_to),
                       QCoreApplication::translate("RollLabels", "Change velocity"),
                       scene().selection.notes());
    }

  private:
    TrackNotes m_from;
    TrackNotes m_to;
};

class HeadGesture : public VelocityGesture {
  public:
    HeadGesture(RollHost& host, const VelocityScale& scale, const RollPointer& pointer,
                const Note& note)
        : VelocityGesture(host), m_scale(scale), m_start(pointer), m_note(note) {}

    void moveTo(const RollPointer& pointer) override {
        m_isDragged = m_isDragged ||
                      std::abs(pointer.position.y() - m_start.position.y()) >= kVelocityThreshold;
        if (!m_isDragged)
            return;
        const TrackNotes notes = notesToChange(scene(), m_note);
        const int by =
            m_scale.velocityAt(pointer.position.y()) - m_scale.velocityAt(m_start.position.y());
        show(notes,
             changedTogether(notes, [by](std::span<const Note> some) { return louder(some, by); }));
    }

    void finish() override {
        if (m_isDragged)
            apply();
        else
            selectHere(NoteSelection({m_note}));
    }

  private:
    const VelocityScale m_scale;
    const RollPointer m_start;
    const Note m_note;
    bool m_isDragged = false;
};

class RampGesture : public VelocityGesture {
  public:
    RampGesture(RollHost& host, const VelocityScale& scale, const RollPointer& pointer)
        : VelocityGesture(host), m_scale(scale), m_last(pointer.position) {}

    void moveTo(const RollPointer& pointer) override {
        const QPointF here = pointer.position;
        // A press alone changes nothing: it may be the first half of a double click.
        m_isDragged = m_isDragged || (here - m_last).manhattanLength() >= kVelocityThreshold;
        if (!m_isDragged)
            return;
        const auto [left, right] = std::minmax({m_last.x(), here.x()}); // copies
        const NoteSelection& selection = scene().selected();
        for (const Note& note : onsetsWithin(scene(), left - kStalkReach, right + kStalkReach)) {
            if (!selection.isEmpty() && !selection.contains(note))
                continue;
            const double x = std::clamp(scene().geometry.xOf(note.onset), left, right);
            const double part =
                here.x() == m_last.x() ? 1.0 : (x - m_last.x()) / (here.x() - m_last.x());
            const double y = m_last.y() + (here.y() - m_last.y()) * part;
            m_velocities[note] = {static_cast<std::uint8_t>(m_scale.velocityAt(y))};
        }
        m_last = here;
        std::vector<Note> from;
        std::vector<Note> to;
        for (const auto& [note, velocity] : m_velocities) {
            from.push_back(note);
            to.push_back(note.withVelocity(velocity));
        }
        const std::size_t track = scene().track;
        show({{track, std::move(from)}}, {{track, std::move(to)}});
    }

    void finish() override { apply(); }

  private:
    struct Order {
        bool operator()(const Note& a, const Note& b) const { return before(a, b); }
    };

    const VelocityScale m_scale;
    QPointF m_last;
    bool m_isDragged = false;
    std::map<Note, Velocity, Order> m_velocities;
};

} // namespace

int VelocityScale::velocityAt(double y) const {
    const double share = (height - 1.0 - y) / (height - 1.0 - kTop);
    return std::clamp(static_cast<int>(std::lround(share * 127.0)), 1, 127);
}

const Note* headAt(const RollScene& scene, const VelocityScale& scale, QPointF position) {
    if (!scene.hasTrack())
        return nullptr;
    const auto& notes = scene.score.tracks[scene.track]->notes();
    const double left = scene.geometry.tickAt(position.x() - kHeadReach);
    const auto first = std::ranges::lower_bound(
        notes, Tick{static_cast<std::int64_t>(std::floor(left))}, {}, &Note::onset);
    const Note* found = nullptr;
    for (auto note = first; note != notes.end(); ++note) {
        const QPointF head(scene.geometry.xOf(note->onset), scale.yOf(note->velocity.value));
        if (head.x() > position.x() + kHeadReach)
            break;
        if ((head - position).manhattanLength() <= kHeadReach &&
            (!found || scene.selected().contains(*note)))
            found = &*note;
    }
    return found;
}

const Note* stalkAt(const RollScene& scene, double x) {
    const std::vector<Note> near = onsetsWithin(scene, x - kStalkReach, x + kStalkReach);
    const Note* best = nullptr;
    for (const Note& note : near)
        if (!best || (scene.selected().contains(note) && !scene.selected().contains(*best)))
            best = &note;
    if (!best)
        return nullptr;
    // The same note in the track, as `near` goes out of scope.
    const auto& notes = scene.score.tracks[scene.track]->notes();
    const auto [first, last] = std::ranges::equal_range(notes, best->onset, {}, &Note::onset);
    return &*std::find(first, last, *best);
}

TrackNotes notesToChange(const RollScene& scene, const Note& note) {
    return scene.selected().contains(note) ? scene.selection.notes()
                                           : TrackNotes{{scene.track, {note}}};
}

std::unique_ptr<RollGesture> pressInLane(RollHost& host, const VelocityScale& scale,
                                         const RollPointer& pointer) {
    if (const Note* head = headAt(host.scene(), scale, pointer.position))
        return std::make_unique<HeadGesture>(host, scale, pointer, Note(*head));
    return std::make_unique<RampGesture>(host, scale, pointer);
}

} // namespace leitmotif
