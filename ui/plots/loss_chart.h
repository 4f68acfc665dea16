// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/loss_ranges.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace leitmotif {

/// The chart itself. QCustomPlot draws axes and curves; markers, labels and the read-out under the
/// pointer are painted over them, so that moving the pointer replots nothing.
class LossChart : public QCustomPlot {
    Q_OBJECT

  public:
    explicit LossChart(QWidget* parent = nullptr);

    void setHistory(const LossHistory& history);
    /// After how many epochs a take comes (Recipe::sampleEvery); 0: nothing is said of takes.
    void setSampleEvery(int epochs);
    void setOthers(std::vector<OtherCurve> others);
    void setSmoothing(double factor);
    void setLogarithmic(bool isLogarithmic);
    void setTheme(const Theme& theme);
    void setPlayingTake(std::optional<qint64> take);
    /// Shows everything again and goes on following the run.
    void fit();

    /// Axes and curves at once, then what is painted over them.
    void paintAll(QCPPainter& painter, QSize size);
    /// Where the marker of a sample is, in widget coordinates.
    [[nodiscard]] QPointF markerPosition(std::size_t sample) const;
    /// A text over the curves.
    struct Label {
        QRectF box;
        QString text;
        QColor color;
    };
    /// Names of baselines and of the best epoch, where they cover no curve if there is such a
    /// place.
    [[nodiscard]] std::vector<Label> labels(const QFont& font) const;
    /// Above the axes, where no curve runs.
    [[nodiscard]] QRectF legendBox(const QFontMetricsF& metrics) const;
    /// Where curves run, in widget coordinates.
    [[nodiscard]] std::vector<QPointF> curvePoints() const;

  signals:
    void sampleActivated(qint64 take);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    struct Curve {
        std::vector<double> raw;
        std::vector<double> smooth;
        QString name;
        QCPGraph* rawGraph = nullptr;
        QCPGraph* graph = nullptr;
    };

    void buildCurves();
    void fillCurves();
    void fillOthers();
    [[nodiscard]] QColor otherColor(std::size_t index) const;
    void applyRanges();
    void nameLosses();
    /// Epochs, and which of them have a take.
    void nameEpochs();
    [[nodiscard]] QString takesWords() const;
    void leaveRun();
    class LossTicker;
    void paintOverlay(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;
    void paintBaselines(QPainter& painter) const;
    void paintBest(QPainter& painter) const;
    void paintSamples(QPainter& painter) const;
    void paintSample(QPainter& painter, std::size_t i, bool isBright) const;
    struct LegendEntry {
        QString text;
        QColor color;
        QRectF box = {}; ///< with the line before the words
    };
    /// One beside the other, in as many rows as it takes.
    [[nodiscard]] std::vector<LegendEntry> legendEntries(const QFontMetricsF& metrics) const;
    /// Makes room for the legend.
    void layOutLegend();
    struct Baseline {
        double nats = 0.0;
        QString text;
    };
    /// Those in view.
    [[nodiscard]] std::vector<Baseline> baselines() const;
    /// Where the best epoch is, if it is in view.
    [[nodiscard]] std::optional<QPointF> bestPoint() const;
    [[nodiscard]] QString bestWords() const;
    void paintLegend(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;
    [[nodiscard]] std::optional<std::size_t> sampleAt(QPointF position) const;
    [[nodiscard]] std::optional<std::size_t> epochIndexAt(QPointF position) const;
    void selectSample(std::optional<std::size_t> sample);
    [[nodiscard]] QString sampleWords(std::size_t sample) const;
    [[nodiscard]] QString sampleToolTip(std::size_t sample) const;

    LossHistory m_history;
    Theme m_theme;
    Curve m_train;
    Curve m_validation;
    std::vector<OtherCurve> m_others;
    std::vector<QCPGraph*> m_otherGraphs; ///< one each, owned by the plot
    double m_smoothing = 0.0;
    int m_sampleEvery = 0;
    QSharedPointer<LossTicker> m_lossTicker;
    bool m_isLogarithmic = false;
    // One replot for all that changes before the next turn of the event loop. QCustomPlot's own
    // rpQueuedReplot was seen to lose the last one.
    QTimer m_replot;
    bool m_followsRun = true; // until the person zooms or pans
    std::optional<qint64> m_playing;
    std::optional<std::size_t> m_selected; // by the keyboard
    std::optional<std::size_t> m_hovered;  // sample under the pointer
    std::optional<std::size_t> m_pressed;
    std::optional<std::size_t> m_readout; // index of the epoch under the pointer
};

} // namespace leitmotif
