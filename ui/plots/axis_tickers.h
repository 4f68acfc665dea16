// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <algorithm>
#include <limits>

namespace leitmotif {

/// Ticks at whole epochs only.
class EpochTicker : public QCPAxisTicker {
  protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, QCPAxisTicker::getTickStep(range));
    }
    int getSubTickCount(double) override { return 0; }
};

/// Leaves out the numbers beside the markers of samples, below `lowest`.
class LossTicker : public QCPAxisTicker {
  public:
    double lowest = -std::numeric_limits<double>::infinity();

  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        return tick < lowest ? QString()
                             : QCPAxisTicker::getTickLabel(tick, locale, format, precision);
    }
};

} // namespace leitmotif
