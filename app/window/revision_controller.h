// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/background_sampling.h"
#include "app/window/document_controller.h"
#include "app/window/project_controller.h"
#include "app/window/run_library.h"
#include "app/window/source_controller.h"
#include "app/window/take_library.h"
#include "app/window/training_controller.h"
#include "ui/panels/revise_dialog.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace leitmotif {

class MainWindow;
class PianoRoll;
struct LearnedRun;

/// Bars that a trained run fills or rewrites: those of the score in the editor, as one step of its
/// undo history even if another one is shown by then, or those of a take, as a new take beside it.
/// One at a time, in the background. GUI thread.
class RevisionController : public QObject {
    Q_OBJECT

  public:
    RevisionController(ProjectController& project, const SourceController& sources,
                       DocumentController& document, const RunLibrary& runs, TakeLibrary& takes,
                       TrainingController& training, BackgroundSampling& sampling,
                       MainWindow& window, PianoRoll& roll, QObject* parent = nullptr);

  signals:
    /// A sentence about what was done.
    void noticed(const QString& sentence);
    /// A sentence about why it could not be done.
    void failed(const QString& sentence);

  private:
    /// What is to be changed: the score in the editor, or a take.
    struct Task {
        std::shared_ptr<const Score> score;
        std::optional<DocumentKey> document = {}; ///< nothing: a take, which gets another beside it
        RevisionWish wish = {};
        std::uint64_t seed = 0;
    };
    /// Either of them, as Task::document says.
    struct Outcome {
        ScoreEdit edit = {};
        std::optional<Take> take = {};
    };

    void askForDocument(bool isFill, qint64 firstBar, qint64 lastBar);
    void askForTake(qint64 take);
    void ask(const QString& piece, Task task);
    void begin(const RevisionWish& wish);
    void take(Result<LearnedRun> learned, std::uint64_t number);
    void revise(LearnedRun learned, std::uint64_t number);
    /// What was drawn, as it is kept; nothing if it was stopped.
    [[nodiscard]] static Result<std::optional<Outcome>>
    outcomeOf(const Task& task, const LearnedRun& learned, Result<std::vector<Score>> scores);
    void finish(Result<std::optional<Outcome>> outcome);
    void keep(Outcome outcome);
    void keepEdit(ScoreEdit edit);
    void showPossible();
    /// By what its source is told of the beat, else by its notes.
    [[nodiscard]] bool followsNoBeat() const;
    [[nodiscard]] static QString whyNot(const Error& error, bool hasLocks);

    ProjectController& m_project;
    const SourceController& m_sources;
    DocumentController& m_document;
    const RunLibrary& m_runs;
    TakeLibrary& m_takes;
    TrainingController& m_training;
    BackgroundSampling& m_sampling;
    MainWindow& m_window;
    PianoRoll& m_roll;
    ReviseDialog* m_dialog;          // owned by the window
    Task m_task;                     // that is asked about or under way
    std::optional<QString> m_reason; // why nothing can be asked for now, as it was told
};

} // namespace leitmotif
