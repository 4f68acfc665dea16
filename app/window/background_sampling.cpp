// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/background_sampling.h"

#include "ui/panels/work_line.h"

namespace leitmotif {

BackgroundSampling::BackgroundSampling(ProjectController& project, TrainingController& training,
                                       WorkLine& line, QObject* parent)
    : QObject(parent), m_training(training), m_line(line) {
    connect(&m_line, &WorkLine::stopRequested, this, &BackgroundSampling::stop);
    connect(&project, &ProjectController::aboutToLeave, this, &BackgroundSampling::end);
}

std::uint64_t BackgroundSampling::begin(const QString& sentence) {
    Q_ASSERT(!m_isBusy);
    m_isBusy = true;
    m_line.setWork(sentence);
    emit busyChanged();
    return ++m_number;
}

void BackgroundSampling::tell(const QString& sentence) {
    if (m_isBusy)
        m_line.setWork(sentence);
}

void BackgroundSampling::stop() {
    if (!m_isBusy)
        return;
    m_training.stopSampling();
    end();
}

void BackgroundSampling::end() {
    m_isBusy = false;
    m_line.setWork({});
    emit busyChanged();
}

} // namespace leitmotif
