// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_controller.h"

#include "ui/panels/compare_view.h"
#include "ui/panels/takes_panel.h"

namespace leitmotif {

using Place = CompareView::Place;

CompareController::CompareController(TakeLibrary& takes, PlaybackController& playback,
                                     MainWindow& window, QObject* parent)
    : QObject(parent), m_takes(takes), m_playback(playback), m_window(window) {
    const CompareView& view = m_window.compare();
    const TakesPanel& panel = m_window.takes();
    connect(&panel, &TakesPanel::compareRequested, this, &CompareController::open);
    connect(&panel, &TakesPanel::currentTakeChanged, this, &CompareController::choose);
    connect(&view, &CompareView::hearRequested, this, [this](qint64 id) {
        if (const auto take = m_takes.find(id))
            m_playback.hearInstead(*take);
    });
    connect(&view, &CompareView::stopRequested, &m_playback, &PlaybackController::stop);
    connect(&view, &CompareView::closeRequested, this, &CompareController::close);
    connect(&m_takes, &TakeLibrary::updated, this, &CompareController::update);
    connect(&m_takes, &TakeLibrary::removed, this, &CompareController::forget);
    // What is compared belongs to the project that was open.
    connect(&m_takes, &TakeLibrary::replaced, this, &CompareController::close);
    connect(&m_playback, &PlaybackController::playingTakeChanged, &view, &CompareView::setHeard);
    connect(&m_playback, &PlaybackController::takePositionChanged, &view,
            &CompareView::setPlayhead);
}

void CompareController::open(qint64 id) {
    const auto upper = m_takes.find(id);
    const auto lower = m_takes.neighbourOf(id);
    if (!upper)
        return;
    if (!lower) {
        m_window.showNotice(tr("There is only one take yet; train on to compare."));
        return;
    }
    m_shown = Pair{upper->id, lower->id};
    m_window.setComparing(true);
    m_window.compare().setTake(Place::Upper, *upper);
    m_window.compare().setTake(Place::Lower, *lower);
}

void CompareController::choose(std::optional<qint64> id) {
    const auto take = id && m_shown ? m_takes.find(*id) : std::nullopt;
    if (!take || m_shown->upper == *id)
        return;
    m_shown->lower = *id;
    m_window.compare().setTake(Place::Lower, *take);
}

void CompareController::update(const StoredTake& take) {
    if (!m_shown)
        return;
    if (m_shown->upper == take.id)
        m_window.compare().setTake(Place::Upper, take);
    if (m_shown->lower == take.id)
        m_window.compare().setTake(Place::Lower, take);
}

void CompareController::forget(qint64 take) {
    if (m_shown && (m_shown->upper == take || m_shown->lower == take))
        close();
}

void CompareController::close() {
    m_shown.reset();
    m_window.setComparing(false);
}

} // namespace leitmotif
