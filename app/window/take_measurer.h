// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/take_library.h"
#include "core/analysis/originality.h"
#include "core/runs/stored_take.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <cstdint>
#include <map>
#include <memory>

namespace leitmotif {

/// Measures takes of the library that were edited, beside what their run learned from, on a thread
/// of its own and a moment after the last edit. GUI thread.
class TakeMeasurer : public QObject {
    Q_OBJECT

  public:
    TakeMeasurer(ProjectController& project, TakeLibrary& takes, QObject* parent = nullptr);
    ~TakeMeasurer() override;

  signals:
    void failed(const leitmotif::Error& error);

  private:
    struct Wish {
        StoredTake take;
        bool keeps = false; // the measures in the project
    };
    using Finder = std::shared_ptr<const CopyFinder>;

    void measureIfNeeded(const StoredTake& take, bool keeps);
    void begin();
    void compare(Wish wish, Result<std::vector<StoredSource>> sources);
    void finish(const StoredTake& measured, bool keeps);
    void leaveProject();

    ProjectController& m_project;
    TakeLibrary& m_takes;
    std::map<std::int64_t, Wish> m_wishes; // by take
    std::int64_t m_run = 0;                // whose corpus m_finder knows
    Finder m_finder;
    QTimer m_pause;
    QThreadPool m_pool; // one thread
};

} // namespace leitmotif
