// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "ui/plots/loss_plot.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QCoreApplication>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QCustomPlot;
class QFont;
class QFontMetricsF;
class QPainter;

namespace leitmotif {

/// What LossChart paints over its axes and curves, so that moving the pointer replots nothing:
/// baselines, the best epoch, the markers of samples, labels, the legend and the losses under the
/// pointer. It reads the chart and changes nothing. GUI thread.
class LossOverlay {
    Q_DECLARE_TR_FUNCTIONS(LossOverlay)

  public:
    /// A curve of the run as the legend names it.
    struct Curve {
        QString name;
        std::vector<double> losses; ///< one for each epoch
    };

    /// What there is to paint.
    struct Content {
        LossHistory history;
        Curve train;
        Curve validation;
        std::vector<OtherCurve> others;
        std::optional<qint64> playing;       ///< take that is heard
        std::optional<std::size_t> selected; ///< sample, by the keyboard
        std::optional<std::size_t> hovered;  ///< sample under the pointer
        std::optional<std::size_t> readout;  ///< index of the epoch under the pointer
    };

    /// A text over the curves.
    struct Label {
        QRectF box;
        QString text;
        QColor color;
    };

    /// Height of the strip below the curves in which the markers of samples are.
    static constexpr double kSampleLane = 24.0;

    /// REQUIRES: all three outlive it.
    LossOverlay(const QCustomPlot& plot, const Content& content, const Theme& theme)
        : m_plot(plot), m_content(content), m_theme(theme) {}

    void paint(QPainter& painter) const;

    // Places are in the plot's coordinates.

    [[nodiscard]] QPointF markerPosition(std::size_t sample) const;
    /// The sample whose marker is here, and the epoch whose losses are.
    [[nodiscard]] std::optional<std::size_t> sampleAt(QPointF position) const;
    [[nodiscard]] std::optional<std::size_t> epochIndexAt(QPointF position) const;
    /// Names of baselines and of the best epoch, where they cover no curve if possible.
    [[nodiscard]] std::vector<Label> labels(const QFont& font) const;
    /// Above the axes, where no curve runs.
    [[nodiscard]] QRectF legendBox(const QFontMetricsF& metrics) const;
    /// Where curves run.
    [[nodiscard]] std::vector<QPointF> curvePoints() const;

    /// The colour of another run's curve.
    [[nodiscard]] static QColor otherColor(const Theme& theme, std::size_t index);

  private:
    struct LegendEntry {
        QString text;
        QColor color;
        QRectF box = {}; ///< with the line before the words
    };
    struct Baseline {
        double nats = 0.0;
        QString text;
    };

    [[nodiscard]] const LossHistory& history() const { return m_content.history; }
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QPointF pointAt(double epoch, double loss) const;
    /// One beside the other, in as many rows as it takes.
    [[nodiscard]] std::vector<LegendEntry> legendEntries(const QFontMetricsF& metrics) const;
    /// Those in view.
    [[nodiscard]] std::vector<Baseline> baselines() const;
    /// Where the best epoch is, if it is in view.
    [[nodiscard]] std::optional<QPointF> bestPoint() const;
    [[nodiscard]] QString bestWords() const;
    void paintEmpty(QPainter& painter) const;
    void paintBaselines(QPainter& painter) const;
    void paintBest(QPainter& painter) const;
    void paintSamples(QPainter& painter) const;
    void paintSample(QPainter& painter, std::size_t i, bool isBright) const;
    void paintLegend(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;

    const QCustomPlot& m_plot;
    const Content& m_content;
    const Theme& m_theme;
};

} // namespace leitmotif
