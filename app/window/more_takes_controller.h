// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/run_requests.h"
#include "app/window/background_sampling.h"
#include "app/window/document_controller.h"
#include "app/window/project_controller.h"
#include "app/window/run_library.h"
#include "app/window/source_controller.h"
#include "app/window/take_library.h"
#include "app/window/training_controller.h"
#include "ui/panels/more_takes_dialog.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

class MainWindow;
class PianoRoll;

/// Takes that a run makes when it is asked, of any epoch whose weights are kept, in the background
/// and while others train. Each appears among the takes as it is made, to be judged. GUI thread.
class MoreTakesController : public QObject {
    Q_OBJECT

  public:
    MoreTakesController(ProjectController& project, const SourceController& sources,
                        const DocumentController& document, const RunLibrary& runs,
                        TakeLibrary& takes, TrainingController& training,
                        BackgroundSampling& sampling, MainWindow& window, const PianoRoll& roll,
                        QObject* parent = nullptr);

  signals:
    /// A sentence about what was done.
    void noticed(const QString& sentence);
    /// A sentence about why it could not be done.
    void failed(const QString& sentence);

  private:
    /// Music that was offered to go on from.
    struct Start {
        std::string name;
        std::shared_ptr<const Score> score;
        std::optional<BarRange> bars; ///< of a selection; else they are chosen
    };

    void askForTake(qint64 take);
    /// `epoch`: that is proposed; nothing: the best one.
    void ask(qint64 run, std::optional<int> epoch);
    void open(qint64 run, std::optional<int> epoch, const Result<std::vector<KeptEpoch>>& kept);
    void offerSelection(TakeOffer& offer);
    /// Of the editor, and the chosen file and take.
    void offerScores(TakeOffer& offer);
    void begin(const MoreTakesWish& wish);
    void make(const MoreTakesWish& wish, LearnedRun learned, std::uint64_t number);
    void add(const Take& take, std::uint64_t number);
    void finish(const Result<void>& outcome);
    [[nodiscard]] QString progressWords() const;

    ProjectController& m_project;
    const SourceController& m_sources;
    const DocumentController& m_document;
    const RunLibrary& m_runs;
    TakeLibrary& m_takes;
    TrainingController& m_training;
    BackgroundSampling& m_sampling;
    MainWindow& m_window;
    const PianoRoll& m_roll;
    MoreTakesDialog* m_dialog;   // owned by the window
    std::vector<Start> m_starts; // of the offer that is open, in its order
    std::uint64_t m_asked = 0;   // the latest question for an offer
    int m_wanted = 0;            // of what is under way
    int m_made = 0;
    int m_arrived = 0; // in the project; equal takes of before do not
};

} // namespace leitmotif
