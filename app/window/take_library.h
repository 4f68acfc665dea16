// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "core/runs/stored_take.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace leitmotif {

/// The takes of the project that is open, as they stand: edited or not, without those that were
/// deleted. Views are told by its signals. GUI thread.
class TakeLibrary : public QObject {
    Q_OBJECT

  public:
    explicit TakeLibrary(ProjectController& project, QObject* parent = nullptr)
        : QObject(parent), m_project(project) {}

    /// By their ids, which is oldest first.
    [[nodiscard]] const std::vector<StoredTake>& all() const { return m_takes; }
    /// The take with this id, or nothing.
    [[nodiscard]] std::optional<StoredTake> find(qint64 id) const;
    [[nodiscard]] std::vector<StoredTake> ofRun(std::int64_t run) const;
    /// The next older take, else the next newer one, or nothing.
    [[nodiscard]] std::optional<StoredTake> neighbourOf(qint64 id) const;

    /// In place of all.
    void set(std::vector<StoredTake> takes);
    /// By its id among the others; one that has none, as it could not be stored, is the newest.
    void add(const StoredTake& take);
    /// In place of the one with its id, if that is there.
    void update(const StoredTake& take);
    void remove(qint64 id);
    /// Stores a take that no run told of; kept() follows.
    void keep(const Take& take);
    /// The same for one that is to be judged: it is among the candidates; arrivedToJudge() follows.
    void keepToJudge(const Take& take);
    /// Those that are still to be judged.
    [[nodiscard]] std::set<qint64> candidates() const;
    /// They are no longer to be judged.
    void accept(qint64 candidate);
    void acceptAll();

  signals:
    void replaced();
    void added(const leitmotif::StoredTake& take);
    void updated(const leitmotif::StoredTake& take);
    void removed(qint64 take);
    /// The project has it, and so has this.
    void kept(const leitmotif::Take& take);
    void arrivedToJudge(const leitmotif::Take& take);
    /// Others are to be judged. Before added(), of one that was just made.
    void candidatesChanged();

  private:
    [[nodiscard]] std::vector<StoredTake>::const_iterator at(qint64 id) const;
    void insert(const StoredTake& take);

    ProjectController& m_project;
    std::vector<StoredTake> m_takes;
    std::set<qint64> m_candidates; // also one that was deleted, until it is there again
};

} // namespace leitmotif
