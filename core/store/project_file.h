// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/result.h"
#include "core/corpus/corpus.h"
#include "core/runs/recipe.h"
#include "core/runs/run_event.h"
#include "core/runs/stored_take.h"
#include "core/store/project_check.h"
#include "core/store/stored_document.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

/// A file that was opened as a source, with its original bytes.
struct StoredSource {
    std::int64_t id = 0;
    std::string name; ///< path when it was opened
    std::shared_ptr<const Bytes> bytes;
    CorpusSelection selection;
};

enum class RunState : std::uint8_t { Running, Finished, Stopped, Failed };

/// A run as the project knows it.
struct StoredRun {
    std::int64_t id = 0;
    Recipe recipe;
    std::uint64_t corpusHash = 0;
    std::vector<std::int64_t> sources; ///< what it learned from
    RunState state = RunState::Running;
    std::optional<RunStarted> started;
    std::vector<EpochFinished> epochs;
    std::optional<RunFinished> finished;
    std::string failure;    ///< sentence, if it failed or cannot be read
    bool isDamaged = false; ///< the run itself, and not only some of its epochs
    /// After which epoch resume goes on, 0: within the first; nothing: there is no checkpoint.
    std::optional<int> lastCheckpoint;

    /// Epochs in all: fewer than the recipe's where that limits the updates.
    [[nodiscard]] int plannedEpochs() const {
        return started ? started->epochs : recipe.training.epochs;
    }
};

struct StoredCheckpoint {
    int epoch = 0;
    std::shared_ptr<const Bytes> weights;
    std::shared_ptr<const Bytes> training; ///< null if only weights were kept
};

/// Which weights of a run: an epoch, the best one or the last one.
struct EpochChoice {
    enum class Kind : std::uint8_t { Number, Best, Last } kind = Kind::Last;
    int number = 0;
};

/// One .leitmotif file: an SQLite database that is written as one goes. Owned by one thread (the
/// storage thread, or a command). Every method that writes is one transaction, so a kill loses at
/// most the one under way. docs/file_formats.md describes every table.
///
/// Errors: what reads can give ProjectUnreadable; what writes can give ProjectNotWritable (a full
/// disk and the like; another try may succeed), ProjectCannotHold (such as data that is too large;
/// none ever will) and, in a project that is read only, ProjectReadOnly. What was there stays.
///
/// Every row has a checksum. What is damaged is neither taken for absent nor overwritten: lists
/// leave it out and takeDamage() tells of it; a question for it alone is answered ProjectDamaged.
/// The first write looks at the whole file before, and gives ProjectDamaged if it is no sound
/// database.
class ProjectFile {
  public:
    /// Makes a new file or opens an existing one. Errors: ProjectUnreadable, ProjectTooNew,
    /// ProjectNotWritable. A project that is open elsewhere is opened to be read only.
    static Result<std::unique_ptr<ProjectFile>> open(const std::filesystem::path& path);
    /// Opens an existing file only to look at it, whoever has it open, and leaves it free for
    /// others. Errors: FileNotReadable, ProjectUnreadable, ProjectTooNew.
    static Result<std::unique_ptr<ProjectFile>> openToRead(const std::filesystem::path& path);
    ~ProjectFile();
    ProjectFile(const ProjectFile&) = delete;
    ProjectFile& operator=(const ProjectFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const;
    [[nodiscard]] bool isReadOnly() const;
    /// Why it is read only, or success.
    [[nodiscard]] Result<void> mayWrite() const;
    /// What the first write would do before it: the check of the file, the upgrade. Errors: as of
    /// whatever writes.
    Result<void> beginWriting();
    /// What was found damaged since the last call, each part once: ProjectDamaged. Also
    /// ProjectLogMissing, after opening a copy that was made without its log.
    [[nodiscard]] std::vector<Error> takeDamage() const;
    /// True if the file was deleted, replaced or overwritten by somebody else after the first
    /// write; nothing can be written then, but moveTo().
    [[nodiscard]] bool isDisplaced() const;
    /// Saves a displaced project at `path` and closes it; what stands at its own path is not
    /// touched. Errors: ProjectNotWritable; then it is as before.
    Result<void> moveTo(const std::filesystem::path& path);
    /// Moves what is still in the log into the file. To be called before the project is closed,
    /// which could no longer save it elsewhere: if it is displaced afterwards, all of it is still
    /// here.
    void prepareToClose();
    /// Nothing but empty tables: no source, run or take.
    Result<bool> isEmpty() const;

    // Sources
    /// A source that is there with equal name, bytes and selection is not stored twice: its id
    /// comes back.
    Result<std::int64_t> addSource(const std::string& name, const Bytes& bytes,
                                   const CorpusSelection& selection);
    /// For runs to come; past runs keep the selection that they learned from.
    Result<void> setSelection(std::int64_t source, const CorpusSelection& selection);
    /// Out of sources(), with its history, until it is shown again or removed.
    Result<void> hideSource(std::int64_t source, bool isHidden);
    /// Its history goes; its bytes are kept while a run refers to it.
    Result<void> removeSource(std::int64_t source);
    /// With their original bytes, whatever was edited.
    Result<std::vector<StoredSource>> sources() const;
    /// What is to be learned from: with the bytes of their scores after the applied edits.
    Result<std::vector<StoredSource>> sourcesAsEdited() const;
    /// The source that a run refers to in order to remember these bytes: the source itself, or, if
    /// it holds others, a hidden one beside it.
    Result<std::int64_t> keepVersion(const StoredSource& source);
    /// What a run learned from, removed sources included, with the selections of that time.
    /// Errors: NoSuchRun.
    Result<std::vector<StoredSource>> sourcesOf(std::int64_t run) const;

    // Histories of sources and takes; undone edits belong to them until another one follows
    /// Errors: EditNotApplicable if there is no such source or take.
    Result<void> addEdit(DocumentKey document, const StoredEdit& edit);
    /// After undo and redo. Errors: EditNotApplicable if there are not so many edits.
    Result<void> setEditPosition(DocumentKey document, std::int64_t appliedEdits);
    /// A whole history at once. Errors: likewise.
    Result<void> setHistory(DocumentKey document, const std::vector<StoredEdit>& edits,
                            std::int64_t appliedEdits);
    /// Measures of a take as it was edited, until it is edited again.
    Result<void> setMeasures(std::int64_t take, const TakeMeasures& measures);
    /// Whatever was ever edited; the one that was changed last comes last.
    Result<std::vector<StoredDocument>> documents() const;

    // Runs
    Result<std::int64_t> addRun(const Recipe& recipe, std::uint64_t corpusHash,
                                const std::vector<std::int64_t>& sources);
    /// Planned epochs and the like, when a run is resumed further.
    Result<void> setRecipe(std::int64_t run, const Recipe& recipe);
    /// Stores an event: start, epoch, take (its id is returned), map (in place of the one before),
    /// checkpoint, end. Others are ignored. An equal take of the same run, epoch and seed is not
    /// stored twice. Weights are kept of the best and of sampled epochs, both parts of a checkpoint
    /// only of the last two; a run that ends leaves two.
    Result<std::int64_t> record(const RunEvent& event);
    /// One whose recipe cannot be read is there as failed, with what can be read of it; nothing
    /// goes on from it.
    Result<std::vector<StoredRun>> runs() const;
    /// Errors: NoSuchRun, RecipeUnreadable.
    Result<StoredRun> run(std::int64_t id) const;
    /// With its takes, and gives the space back.
    Result<void> removeRun(std::int64_t run);
    /// Errors: NoSuchRun, NoCheckpoint, WeightsDamaged.
    Result<StoredCheckpoint> checkpoint(std::int64_t run, EpochChoice epoch) const;
    /// The newest undamaged checkpoint with its training state. Errors: NoCheckpoint, or
    /// CheckpointDamaged where there was one.
    Result<StoredCheckpoint> resumePoint(std::int64_t run) const;

    // What runs made
    /// The newest one of a run; nothing if it has none. Errors: CheckpointUnreadable.
    Result<std::optional<LatentMapDrawn>> latentMap(std::int64_t run) const;
    /// As they stand after their edits.
    Result<std::vector<StoredTake>> takes() const;
    Result<void> removeTake(std::int64_t take);

    /// Looks at everything that the project holds.
    [[nodiscard]] ProjectCheck check() const;
    /// Writes a new project of all that is whole. Of a run whose own row is damaged the rest is
    /// kept, under a recipe that says so. Errors: FileNotWritable, also if something stands there.
    Result<void> mendTo(const std::filesystem::path& path) const;
    /// A consistent copy at `path`, also while this one is in use. Errors: ProjectNotWritable.
    Result<void> copyTo(const std::filesystem::path& path) const;

    struct Database; ///< defined beside the sources of this class

  private:
    explicit ProjectFile(std::unique_ptr<Database> database);
    static Result<std::unique_ptr<ProjectFile>> openReading(std::unique_ptr<Database> database);
    static Result<std::unique_ptr<ProjectFile>> openWriting(std::unique_ptr<Database> database,
                                                            bool isNew);

    std::unique_ptr<Database> m_database;
};

} // namespace leitmotif
