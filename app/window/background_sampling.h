// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/project_controller.h"
#include "app/window/training_controller.h"

#include <QObject>

#include <cstdint>

namespace leitmotif {

class WorkLine;

/// What trained runs work out for the window, one thing at a time: what it is stands in the status
/// bar, with a button to stop it. It ends with the project. GUI thread.
class BackgroundSampling : public QObject {
    Q_OBJECT

  public:
    BackgroundSampling(ProjectController& project, TrainingController& training, WorkLine& line,
                       QObject* parent = nullptr);

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// Something begins; returns its number. `sentence` says what. REQUIRES: !isBusy().
    std::uint64_t begin(const QString& sentence);
    /// How far it is.
    void tell(const QString& sentence);
    /// False for what has ended or was stopped: its answer, if one is on its way, comes too late.
    [[nodiscard]] bool isUnderWay(std::uint64_t number) const {
        return m_isBusy && number == m_number;
    }
    void end();

  signals:
    void busyChanged();

  private:
    void stop();

    TrainingController& m_training;
    WorkLine& m_line;
    bool m_isBusy = false;
    std::uint64_t m_number = 0; // of the last that began
};

} // namespace leitmotif
