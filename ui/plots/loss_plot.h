// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/loss_history.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QImage>

#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QSlider;
class QToolButton;

namespace leitmotif {

class LossChart;

/// The held-out losses of another run, beside the one that is shown.
struct OtherCurve {
    QString name;
    std::vector<double> epochs; ///< ascending
    std::vector<double> losses; ///< nats per note
};

/// The losses of one run as they arrive, with controls: smoothing, log scale, fit. One call of
/// setHistory() is one replot, so the owner calls it once per drain of the run's mailbox. GUI
/// thread.
class LossPlot : public QFrame {
    Q_OBJECT

  public:
    explicit LossPlot(QWidget* parent = nullptr);

    /// Shows a run; an empty history shows what to do instead.
    void setHistory(const LossHistory& history);
    /// Which of its epochs have a take beside the best and the last one (Recipe::sampleEvery).
    void setSampleEvery(int epochs);
    /// Held-out losses of other runs, which are shown too if the person wants it.
    void setOthers(std::vector<OtherCurve> others);
    void setShowsOthers(bool shows);
    /// Whether the run has a latent map to go over to.
    void setHasMap(bool hasMap);
    void setTheme(const Theme& theme);
    /// Highlights the marker of the take that is heard.
    void setPlayingTake(std::optional<qint64> take);

    /// 0 to 0.999.
    [[nodiscard]] double smoothing() const;
    void setSmoothing(double factor);

  signals:
    /// A marker was clicked, or Enter pressed on it: play this take (or stop it if it plays).
    void sampleActivated(qint64 take);
    /// Show the latent map in place of the losses.
    void mapRequested();
    /// So that the owner can remember it.
    void smoothingChanged(double factor);

  private:
    void showSmoothing();
    void showOthers();
    void describe(const LossHistory& history);

    LossChart* m_chart;
    QSlider* m_smoothing;
    QLabel* m_smoothingValue;
    QCheckBox* m_overlay;
    std::vector<OtherCurve> m_others;
    QCheckBox* m_logarithmic;
    QToolButton* m_fit;
    QToolButton* m_map;
};

/// The same picture without a window: `size` in pixels, by the same painter. Needs a QApplication
/// (the offscreen platform will do).
[[nodiscard]] QImage lossPlotImage(const LossHistory& history, const Theme& theme, QSize size);

} // namespace leitmotif
