// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/runs/recipe.h"
#include "core/runs/take_series.h"
#include "core/store/project_file.h"

#include <QDialog>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace leitmotif {

/// Music that takes may go on from.
struct TakeStart {
    QString words;   ///< "prelude.mid"
    qint64 bars = 0; ///< that can be chosen from; 0: it is taken as it is
};

/// A run that is asked for takes.
struct TakeOffer {
    qint64 run = 0;
    QString words; ///< "Run 3: Base · 16 epochs"
    Recipe recipe;
    std::vector<KeptEpoch> epochs; ///< the latest first, not empty
    std::optional<int> epoch;      ///< that is proposed; nothing: the best one, else the last
    QList<TakeStart> starts;
    quint64 seed = 1; ///< that is proposed
};

/// What was asked for.
struct MoreTakesWish {
    qint64 run = 0;
    int epoch = 0;
    TakeWish takes;                ///< but for its start
    std::optional<int> start = {}; ///< of the offer's; nothing: takes begin a piece
    BarRange bars = {};            ///< of that start
};

/// Asks which takes a run is to make: of which epoch, how many, how long, how daring, from where,
/// to what end. Settings that the run's model does not read are not there. Keeps what was set
/// while the same run is asked. Not modal to other windows; GUI thread.
class MoreTakesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit MoreTakesDialog(QWidget* parent = nullptr);

    void ask(const TakeOffer& offer);
    /// As the form shows it.
    [[nodiscard]] MoreTakesWish wish() const;

  signals:
    void takesRequested(const leitmotif::MoreTakesWish& wish);

  private:
    void buildControls();
    void buildStart();
    [[nodiscard]] QFormLayout* makeForm();
    void connectControls();
    void showEpochs(const TakeOffer& offer);
    void showStarts(const QList<TakeStart>& starts);
    void showRecipe(const Recipe& recipe);
    void showBars();
    void showNote();
    /// A row that appears takes no room from the others.
    void growToFit();

    TakeOffer m_offer;
    QFormLayout* m_form;
    QLabel* m_run;
    QComboBox* m_epoch;
    QSpinBox* m_count;
    QSpinBox* m_candidates;
    QSpinBox* m_bars;
    QDoubleSpinBox* m_temperature;
    QComboBox* m_start;
    QWidget* m_startBars;
    QSpinBox* m_from;
    QSpinBox* m_to;
    QComboBox* m_end;
    QSpinBox* m_seed;
    QLabel* m_note;
    QPushButton* m_go;
};

} // namespace leitmotif
