// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "core/analysis/originality.h"
#include "core/runs/stored_take.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <cstdint>
#include <map>
#include <memory>

namespace leitmotif {

/// Works out anew how much of an edited take is copied from what its run learned from, on a thread
/// of its own. Of several wishes for one take the latest counts. GUI thread.
class TakeMeasurer : public QObject {
    Q_OBJECT

  public:
    explicit TakeMeasurer(ProjectController& project, QObject* parent = nullptr);
    ~TakeMeasurer() override;

    /// measured() follows a moment after the last wish, or failed(). `keeps`: in the project, too.
    void measure(const StoredTake& take, bool keeps);

  signals:
    /// With the score that was asked about.
    void measured(const leitmotif::StoredTake& take, bool keeps);
    void failed(const leitmotif::Error& error);

  private:
    struct Wish {
        StoredTake take;
        bool keeps = false;
    };
    using Finder = std::shared_ptr<const CopyFinder>;

    void begin();
    void compare(Wish wish, Result<std::vector<StoredSource>> sources);
    void leaveProject();

    ProjectController& m_project;
    std::map<std::int64_t, Wish> m_wishes; // by take
    std::int64_t m_run = 0;                // whose corpus m_finder knows
    Finder m_finder;
    std::uint64_t m_projectSerial = 0;
    QTimer m_pause;
    QThreadPool m_pool; // one thread
};

} // namespace leitmotif
