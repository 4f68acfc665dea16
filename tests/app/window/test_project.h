// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <functional>
#include <gtest/gtest.h>

namespace leitmotif {

/// A folder with a project in it: one source, which is a demo piece, and a run with as many takes
/// as asked for, each of them that piece and never measured against it.
class TestProject {
  public:
    explicit TestProject(int takes = 3);

    [[nodiscard]] std::filesystem::path path() const;
    [[nodiscard]] std::vector<StoredTake> takes() const;
    [[nodiscard]] std::vector<StoredRun> runs() const;
    /// The piece, as a take of an epoch of the run.
    [[nodiscard]] static Take take(int epoch);

  private:
    QTemporaryDir m_folder;
};

/// Lets the event loop run until something is so, or until long after it should be.
[[nodiscard]] inline bool waitFor(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 60'000);
}

} // namespace leitmotif
