// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/loss_overlay.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace leitmotif {

class LossTicker;

/// The chart itself. QCustomPlot draws axes and curves, LossOverlay what lies over them. GUI
/// thread.
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
    [[nodiscard]] const LossOverlay& overlay() const { return m_overlay; }

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
    /// How one of the run's curves is drawn: smoothed, and faintly as it is.
    struct Graphs {
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
    };

    [[nodiscard]] const LossHistory& history() const { return m_content.history; }
    void buildCurves();
    void fillCurves();
    void fillGraphs(const Graphs& graphs, const std::vector<double>& epochs,
                    const std::vector<double>& losses);
    void fillOthers();
    void applyRanges();
    void nameLosses();
    /// Epochs, and which of them have a take.
    void nameEpochs();
    void leaveRun();
    /// Makes room for the legend.
    void layOutLegend();
    void selectSample(std::optional<std::size_t> sample);
    [[nodiscard]] QString sampleToolTip(std::size_t sample) const;

    LossOverlay::Content m_content;
    Theme m_theme;
    const LossOverlay m_overlay{*this, m_content, m_theme};
    Graphs m_train;
    Graphs m_validation;
    std::vector<QCPGraph*> m_otherGraphs; ///< one each, owned by the plot
    double m_smoothing = 0.0;
    int m_sampleEvery = 0;
    QSharedPointer<LossTicker> m_lossTicker;
    bool m_isLogarithmic = false;
    // One replot for all that changes before the next turn of the event loop. QCustomPlot's own
    // rpQueuedReplot was seen to lose the last one.
    QTimer m_replot;
    bool m_followsRun = true; // until the person zooms or pans
    std::optional<std::size_t> m_pressed;
};

} // namespace leitmotif
