// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/lateness_probe.h"

#include <algorithm>

namespace leitmotif {

namespace {
constexpr int kPeriodMs = 10;
}

LatenessProbe::LatenessProbe(QObject* parent) : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kPeriodMs);
    connect(&m_timer, &QTimer::timeout, this, &LatenessProbe::tick);
}

void LatenessProbe::start(int seconds) {
    m_lateness.clear();
    m_lateness.reserve(static_cast<std::size_t>(seconds) * 1000 / kPeriodMs + 1);
    m_clock.start();
    m_previous = 0;
    m_end = seconds * 1'000'000'000LL;
    m_timer.start();
}

void LatenessProbe::tick() {
    const qint64 now = m_clock.nsecsElapsed();
    m_lateness.push_back(std::max(0.0, static_cast<double>(now - m_previous) * 1e-6 - kPeriodMs));
    m_previous = now;
    if (now < m_end)
        return;
    m_timer.stop();
    emit finished();
}

LatenessProbe::Result LatenessProbe::result() const {
    if (m_lateness.empty())
        return {};
    std::vector<double> sorted = m_lateness;
    std::ranges::sort(sorted);
    const auto at = [&sorted](double share) {
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    return {static_cast<int>(sorted.size()), at(0.5), at(0.99), at(0.999), sorted.back()};
}

QString LatenessProbe::report(quint64 lateAudioBlocks) const {
    const Result r = result();
    return QStringLiteral(
               R"({"ticks":%1,"median_late_ms":%2,"p99_late_ms":%3,"p999_late_ms":%4,"worst_late_ms":%5,"late_audio_blocks":%6})")
        .arg(r.ticks)
        .arg(r.median, 0, 'f', 2)
        .arg(r.percentile99, 0, 'f', 2)
        .arg(r.percentile999, 0, 'f', 2)
        .arg(r.worst, 0, 'f', 2)
        .arg(lateAudioBlocks);
}

} // namespace leitmotif
