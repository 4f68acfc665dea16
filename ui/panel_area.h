// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor_slot.h"
#include "ui/panels/compare_view.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/takes_panel.h"
#include "ui/panels/train_panel.h"
#include "ui/plots/latent_view.h"
#include "ui/plots/loss_plot.h"

#include <QSplitter>

class QStackedWidget;

namespace leitmotif {

/// The panels in their three columns: what is learned from and the runs, plot and editor, takes.
/// They are there as long as this is. GUI thread.
class PanelArea : public QSplitter {
    Q_OBJECT

  public:
    explicit PanelArea(QWidget* parent = nullptr);

    [[nodiscard]] SourcePanel& source() { return *m_source; }
    [[nodiscard]] TrainPanel& train() { return *m_train; }
    [[nodiscard]] LossPlot& plot() { return *m_plot; }
    [[nodiscard]] LatentView& latent() { return *m_latent; }
    [[nodiscard]] TakesPanel& takes() { return *m_takes; }
    [[nodiscard]] EditorSlot& editor() { return *m_editor; }
    [[nodiscard]] CompareView& compare() { return *m_compare; }

    /// Lets keys go to the editor; to nothing if it is hidden.
    void focusEditor();
    /// Shows two takes in the editor's place, or the editor again.
    void setComparing(bool isComparing);
    [[nodiscard]] bool isComparing() const;
    /// Whether there is a latent map, which can take the place of the losses.
    void setHasLatentMap(bool hasMap);
    void setTheme(const Theme& theme);

    void showLeft(bool isShown);
    void showPlot(bool isShown);
    void showEditor(bool isShown);
    void showTakes(bool isShown);
    /// To the panel `step` after the one that has the focus, or before; `last` comes after all.
    void goToPanel(int step, QWidget& last);

    /// Sizes of all columns and rows, for the next start.
    [[nodiscard]] QList<QByteArray> splitterStates() const;
    void restoreSplitters(const QList<QByteArray>& states);

  private:
    void makePanels();
    void limitSizes();
    void showPanel(QWidget& panel, bool isShown);
    /// What gets the focus in a panel; null: nothing there can.
    [[nodiscard]] QWidget* controlIn(const QWidget& panel) const;

    SourcePanel* m_source;
    TrainPanel* m_train;
    LossPlot* m_plot;
    LatentView* m_latent;
    QStackedWidget* m_plots; ///< losses, latent map
    EditorSlot* m_editor;
    CompareView* m_compare;
    TakesPanel* m_takes;
    QSplitter* m_left;
    QSplitter* m_centre;
};

} // namespace leitmotif
