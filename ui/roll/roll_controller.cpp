// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/roll/roll_controller.h"

#include "core/edit/note_ops.h"

#include <algorithm>
#include <utility>

namespace leitmotif {

namespace {

constexpr int kBriefSound = 250; // milliseconds

bool holds(const Track& track, const Note& note) {
    const auto [first, last] = std::ranges::equal_range(
        track.notes(), note, [](const Note& a, const Note& b) { return earlier(a, b); });
    return std::find(first, last, note) != last;
}

/// The notes of a track at the onsets and pitches of `places`: equal ones, or else any.
std::vector<Note> notesAtPlaces(const Track& track, const std::vector<Note>& places) {
    std::vector<Note> found;
    for (const Note& place : places) {
        if (holds(track, place)) {
            found.push_back(place);
            continue;
        }
        for (const Note& note :
             std::ranges::equal_range(track.notes(), place.onset, {}, &Note::onset))
            if (note.pitch == place.pitch && note.channel == place.channel)
                found.push_back(note);
    }
    return found;
}

/// What stays selected in a track that changed: the notes that are still there, and those that an
/// undo put in place of others.
std::vector<Note> stillSelected(const NoteSelection& selection, const Track& before,
                                const Track& now) {
    std::vector<Note> kept;
    for (const Note& note : selection.notes())
        if (holds(now, note))
            kept.push_back(note);
    const std::size_t vanished = selection.size() - kept.size();
    std::vector<Note> fresh;
    if (vanished > 0)
        for (const Note& note : now.notes())
            if (!holds(before, note))
                fresh.push_back(note);
    // About as many notes came as went: an edit of the selected notes was undone or redone.
    if (fresh.size() <= 2 * vanished)
        kept.insert(kept.end(), fresh.begin(), fresh.end());
    return kept;
}

/// Tempos and signatures, but nothing that sounds, before tracks with music.
bool isConductor(const Score& score) {
    if (score.format != 1 || score.tracks.size() < 2)
        return false;
    const Track& first = *score.tracks[0];
    return first.notes().empty() && first.channels().empty() &&
           std::ranges::any_of(first.events(), [](const Event& event) {
               return event.isMeta(meta::kTempo) || event.isMeta(meta::kTimeSignature) ||
                      event.isMeta(meta::kKeySignature);
           });
}

} // namespace

RollController::RollController(QObject* parent) : QObject(parent) {
    m_briefSound.setSingleShot(true);
    m_briefSound.setInterval(kBriefSound);
    connect(&m_briefSound, &QTimer::timeout, this, &RollController::silence);
    openScore(emptyScore());
}

void RollController::takeScore(const Score& score) {
    m_scene.notes.resize(score.tracks.size());
    for (std::size_t i = 0; i < score.tracks.size(); ++i)
        if (m_scene.notes[i].track() != score.tracks[i].get())
            m_scene.notes[i] = NoteIndex(score.tracks[i]);
    m_scene.score = score;
    // A first track whose notes were deleted stays a track for notes.
    m_scene.hasConductor = m_scene.hasConductor && isConductor(score);
    m_scene.meter = score.meterMap();
    m_scene.hovered.reset();
    m_scene.preview = {};
    ++m_burstSerial;
    emit scoreReplaced();
}

void RollController::setScore(const Score& score) {
    const std::vector<TrackPtr> before = m_scene.score.tracks;
    takeScore(score);
    if (!m_scene.hasTrack())
        setTrack(score.tracks.empty() ? 0 : score.tracks.size() - 1);
    else
        restoreSelection(before);
    emit sceneChanged();
}

void RollController::restoreSelection(const std::vector<TrackPtr>& before) {
    const std::vector<TrackPtr>& now = m_scene.score.tracks;
    if (now == before)
        return;
    if (m_thenSelected)
        return select(ScoreSelection(notesAt(*std::exchange(m_thenSelected, std::nullopt))));
    TrackNotes kept;
    for (const auto& [track, notes] : m_scene.selection.tracks())
        if (track < now.size() && track < before.size())
            kept[track] = now[track] == before[track]
                              ? notes.notes()
                              : stillSelected(notes, *before[track], *now[track]);
    select(ScoreSelection(kept));
}

TrackNotes RollController::notesAt(const TrackNotes& places) const {
    TrackNotes found;
    for (const auto& [track, notes] : places)
        if (track < m_scene.score.tracks.size())
            found[track] = notesAtPlaces(*m_scene.score.tracks[track], notes);
    return ScoreSelection(found).notes();
}

void RollController::openScore(const Score& score) {
    silence();
    takeScore(score);
    m_thenSelected.reset();
    m_scene.hasConductor = isConductor(score);
    m_scene.loop = {};
    m_scene.playhead = 0.0;
    m_scene.newLength = {
        std::max<std::int64_t>(1, static_cast<std::int64_t>(score.division.ticksPerBeat() / 2.0))};
    const auto withNotes = std::ranges::find_if(
        score.tracks, [](const TrackPtr& track) { return !track->notes().empty(); });
    const bool isEmpty = withNotes == score.tracks.end();
    const auto last = score.tracks.empty() ? 0 : score.tracks.size() - 1;
    setTrack(isEmpty ? last : static_cast<std::size_t>(withNotes - score.tracks.begin()));
    emit sceneChanged();
}

void RollController::setTrack(std::size_t track) {
    m_scene.track = track;
    m_scene.newChannel = channelForNewNotes(m_scene.score, track);
    const auto* notes = m_scene.edited();
    const bool hasNotes = notes && notes->track() && !notes->track()->notes().empty();
    m_scene.cursor =
        hasNotes ? RollCursor{{0}, notes->track()->notes().front().pitch.value} : RollCursor{};
    m_scene.hovered.reset();
    select(ScoreSelection());
    emit trackChanged(static_cast<int>(track));
    emit sceneChanged();
}

void RollController::setGeometry(const RollGeometry& geometry) {
    if (geometry == m_scene.geometry)
        return;
    m_scene.geometry = geometry;
    emit viewChanged();
}

void RollController::setSnap(Snap snap) {
    m_scene.snap = snap;
    emit snapChanged();
    emit sceneChanged();
}

void RollController::setShowsGhosts(bool shows) {
    m_scene.showsGhosts = shows;
    emit sceneChanged();
}

void RollController::setPlayhead(double tick) {
    const double before = std::exchange(m_scene.playhead, tick);
    if (tick != before)
        emit playheadMoved(before, tick);
}

void RollController::setLoop(const LoopRegion& loop) {
    if (loop == m_scene.loop)
        return;
    m_scene.loop = loop;
    emit sceneChanged();
}

void RollController::setHover(std::optional<Note> note, int pitch) {
    if (note == m_scene.hovered && pitch == m_scene.hoveredPitch)
        return;
    m_scene.hovered = note;
    m_scene.hoveredPitch = pitch;
    emit hoverChanged();
}

void RollController::setPreview(RollPreview preview) {
    m_scene.preview = std::move(preview);
    emit sceneChanged();
}

void RollController::select(ScoreSelection selection) {
    m_thenSelected.reset();
    if (selection == m_scene.selection)
        return;
    ++m_burstSerial;
    m_scene.selection = std::move(selection);
    emit selectionChanged(static_cast<int>(m_scene.selection.size()));
    emit sceneChanged();
}

void RollController::request(const Settlement& settlement, const QString& label,
                             const TrackNotes& thenSelected) {
    endBurst();
    requestStep(settlement.edit, label, thenSelected, newGesture());
    if (!settlement.edit.isEmpty() && !settlement.collisions.isEmpty())
        report(settlement.collisions);
}

void RollController::requestStep(const ScoreEdit& edit, const QString& label,
                                 const TrackNotes& thenSelected, quint64 gesture) {
    if (edit.isEmpty())
        return;
    m_thenSelected = thenSelected;
    emit editRequested(edit, label, gesture);
}

void RollController::setHint(const QString& hint) {
    if (std::exchange(m_hint, hint) != hint)
        emit hintChanged(hint);
}

void RollController::sound(const Note& note) {
    silence();
    m_scene.soundingPitch = note.pitch.value;
    m_soundingChannel = note.channel;
    emit previewNoteRequested(note.pitch.value, note.velocity.value, note.channel, true);
    emit soundingChanged();
}

void RollController::silence() {
    m_briefSound.stop();
    if (m_scene.soundingPitch < 0)
        return;
    const int pitch = std::exchange(m_scene.soundingPitch, -1);
    emit previewNoteRequested(pitch, 0, m_soundingChannel, false);
    emit soundingChanged();
}

void RollController::soundBriefly(const Note& note) {
    sound(note);
    m_briefSound.start();
}

void RollController::setNewNote(Tick length, Velocity velocity) {
    m_scene.newLength = std::max(Tick{1}, length);
    m_scene.newVelocity = velocity;
}

void RollController::setCursor(RollCursor cursor) {
    if (cursor == m_scene.cursor)
        return;
    m_scene.cursor = cursor;
    emit cursorChanged();
    emit sceneChanged();
}

} // namespace leitmotif
