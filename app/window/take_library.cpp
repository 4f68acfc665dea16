// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/take_library.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leitmotif {

std::vector<StoredTake>::const_iterator TakeLibrary::at(qint64 id) const {
    return std::ranges::find(m_takes, id, &StoredTake::id);
}

std::optional<StoredTake> TakeLibrary::find(qint64 id) const {
    const auto found = at(id);
    return found == m_takes.end() ? std::nullopt : std::optional(*found);
}

std::vector<StoredTake> TakeLibrary::ofRun(std::int64_t run) const {
    std::vector<StoredTake> takes;
    std::ranges::copy_if(m_takes, std::back_inserter(takes),
                         [run](const StoredTake& take) { return take.origin.run == run; });
    return takes;
}

std::optional<StoredTake> TakeLibrary::neighbourOf(qint64 id) const {
    const auto found = at(id);
    if (found == m_takes.end() || m_takes.size() < 2)
        return std::nullopt;
    return found != m_takes.begin() ? *std::prev(found) : *std::next(found);
}

void TakeLibrary::set(std::vector<StoredTake> takes) {
    m_takes = std::move(takes);
    std::ranges::sort(m_takes, {}, &StoredTake::id);
    m_candidates.clear();
    emit replaced();
    emit candidatesChanged();
}

void TakeLibrary::insert(const StoredTake& take) {
    const auto place = take.id == 0
                           ? m_takes.end()
                           : std::ranges::upper_bound(m_takes, take.id, {}, &StoredTake::id);
    m_takes.insert(place, take);
}

void TakeLibrary::add(const StoredTake& take) {
    insert(take);
    emit added(take);
    if (m_candidates.contains(take.id)) // one that is there again
        emit candidatesChanged();
}

void TakeLibrary::update(const StoredTake& take) {
    const auto found = at(take.id);
    if (found == m_takes.end())
        return;
    m_takes[static_cast<std::size_t>(found - m_takes.begin())] = take;
    emit updated(take);
}

void TakeLibrary::remove(qint64 id) {
    const auto found = at(id);
    if (found == m_takes.end())
        return;
    m_takes.erase(found);
    emit removed(id);
    if (m_candidates.contains(id))
        emit candidatesChanged();
}

void TakeLibrary::keep(const Take& take) {
    m_project.record(this, {take.origin.run, TakeSampled{take}}, [this](const RunEvent& event) {
        const Take& stored = std::get<TakeSampled>(event.what).take;
        add(stored);
        emit kept(stored);
    });
}

void TakeLibrary::keepToJudge(const Take& take) {
    m_project.record(this, {take.origin.run, TakeSampled{take}}, [this](const RunEvent& event) {
        const Take& stored = std::get<TakeSampled>(event.what).take;
        if (stored.id != 0 && find(stored.id)) // an equal one of an earlier time
            return;
        insert(stored);
        if (stored.id != 0)
            m_candidates.insert(stored.id);
        emit candidatesChanged();
        emit added(stored);
        emit arrivedToJudge(stored);
    });
}

std::set<qint64> TakeLibrary::candidates() const {
    std::set<qint64> present;
    for (const qint64 id : m_candidates)
        if (at(id) != m_takes.end())
            present.insert(id);
    return present;
}

void TakeLibrary::accept(qint64 candidate) {
    if (m_candidates.erase(candidate) > 0)
        emit candidatesChanged();
}

void TakeLibrary::acceptAll() {
    m_candidates.clear();
    emit candidatesChanged();
}

} // namespace leitmotif
