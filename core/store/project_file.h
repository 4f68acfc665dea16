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
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace leitmotif {

/// A file that was opened as a source, with its original bytes.
struct StoredSource {
    std::int64_t id = 0;
    std::string name; ///< path when it was opened
    std::shared_ptr<const Bytes> bytes;
    CorpusSelection selection;
};

/// A source of a run without its bytes.
struct SourceHead {
    std::int64_t id = 0;
    std::string name;
    std::uint64_t hash = 0; ///< hashOf() its bytes
    std::uint64_t size = 0; ///< in bytes
    CorpusSelection selection;
};

/// The ids of stored sources by the hash of their bytes; for ProjectFile::addSources().
struct KnownSources {
    bool isRead = false;
    std::unordered_multimap<std::int64_t, std::int64_t> ids;
};

enum class RunState : std::uint8_t { Running, Finished, Stopped, Failed };

/// A run as stored in the project.
struct StoredRun {
    std::int64_t id = 0;
    Recipe recipe;
    std::uint64_t corpusHash = 0;
    std::vector<std::int64_t> sources; ///< that it learned from
    RunState state = RunState::Running;
    std::optional<RunStarted> started;
    std::vector<EpochFinished> epochs;
    std::optional<RunFinished> finished;
    std::string failure;    ///< sentence, if it failed or cannot be read
    bool isDamaged = false; ///< the run itself, not only some of its epochs
    /// The epoch of the last checkpoint, 0: within the first; nothing: there is no checkpoint.
    std::optional<int> lastCheckpoint;

    /// Planned epochs in all: fewer than the recipe's if it limits the updates.
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

/// An epoch whose weights are kept.
struct KeptEpoch {
    int epoch = 0;
    bool isBest = false;

    bool operator==(const KeptEpoch&) const = default;
};

/// One .leitmotif file: an SQLite database, saved continuously. Owned by one thread (the storage
/// thread, or a command). Every method that writes is one transaction, so a kill loses at most the
/// current one. docs/file_formats.md describes every table.
///
/// Errors: what reads can give ProjectUnreadable; what writes can give ProjectNotWritable (a full
/// disk and the like; another try may succeed), ProjectCannotHold (such as data that is too large;
/// no try will succeed) and, in a project that is read only, ProjectReadOnly. After an error the
/// project is as before.
///
/// Every row has a checksum. Damaged data is neither taken for absent nor overwritten: lists leave
/// it out and takeDamage() reports it; a query for it alone gives ProjectDamaged. The first write
/// checks the whole file before, and gives ProjectDamaged if the database is corrupt.
///
/// Its sections have a source each: project_file (opening and closing), project_sources,
/// project_documents (histories), project_runs, project_results (epochs, takes, checkpoints, maps).
class ProjectFile {
  public:
    /// Makes a new file or opens an existing one. Errors: ProjectUnreadable, ProjectTooNew,
    /// ProjectNotWritable. A project that is open elsewhere is opened to be read only.
    static Result<std::unique_ptr<ProjectFile>> open(const std::filesystem::path& path);
    /// Opens an existing file for reading only, even if it is open elsewhere, and does not lock it.
    /// Errors: FileNotReadable, ProjectUnreadable, ProjectTooNew.
    static Result<std::unique_ptr<ProjectFile>> openToRead(const std::filesystem::path& path);
    ~ProjectFile();
    ProjectFile(const ProjectFile&) = delete;
    ProjectFile& operator=(const ProjectFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const;
    [[nodiscard]] bool isReadOnly() const;
    /// Success, or the reason why the project is read only.
    [[nodiscard]] Result<void> mayWrite() const;
    /// Prepares for the first write, which else does it: checks and upgrades the file. Errors:
    /// those of all methods that write.
    Result<void> beginWriting();
    /// The damage found since the last call, each part once: ProjectDamaged. Also
    /// ProjectLogMissing, after opening a copy that was made without its log.
    [[nodiscard]] std::vector<Error> takeDamage() const;
    /// True if the file was deleted, replaced or overwritten by another process after the first
    /// write; then only moveTo() can write.
    [[nodiscard]] bool isDisplaced() const;
    /// Saves a displaced project at `path` and closes it; the file at its old path is not touched.
    /// Errors: ProjectNotWritable; then it is as before.
    Result<void> moveTo(const std::filesystem::path& path);
    /// Moves the log into the file. Called before the project is closed: if it turns out to be
    /// displaced, everything can still be saved elsewhere.
    void prepareToClose();
    /// True without any source, run or take.
    Result<bool> isEmpty() const;

    // Sources
    /// Stores a source; returns its id, or that of a stored source with equal name, bytes and
    /// selection.
    Result<std::int64_t> addSource(const std::string& name, const Bytes& bytes,
                                   const CorpusSelection& selection);
    /// The same of many sources in one transaction; the id of each. `known` is kept from one call
    /// to the next, while nothing else writes sources.
    Result<std::vector<std::int64_t>> addSources(std::span<const StoredSource> sources,
                                                 KnownSources& known);
    /// Changes the selection for future runs; past runs keep theirs.
    Result<void> setSelection(std::int64_t source, const CorpusSelection& selection);
    /// Hides a source from sources(), with its history, or shows it again.
    Result<void> hideSource(std::int64_t source, bool isHidden);
    /// Removes a source with its history; its bytes are kept while a run refers to it.
    Result<void> removeSource(std::int64_t source);
    /// All sources with their original bytes, without edits.
    Result<std::vector<StoredSource>> sources() const;
    /// All sources with the bytes of their scores after the applied edits: the training data.
    Result<std::vector<StoredSource>> sourcesAsEdited() const;
    /// The id of a source with these bytes, for a run to refer to: the source itself, or, if it
    /// holds others, a hidden one.
    Result<std::int64_t> keepVersion(const StoredSource& source);
    /// The sources of a run, removed ones included, with the selections of that time. Errors:
    /// NoSuchRun.
    Result<std::vector<StoredSource>> sourcesOf(std::int64_t run) const;
    /// The same without their bytes. Errors: likewise.
    Result<std::vector<SourceHead>> sourceHeadsOf(std::int64_t run) const;
    /// The bytes of a source. Errors: ProjectDamaged.
    Result<std::shared_ptr<const Bytes>> sourceBytes(std::int64_t source) const;

    // Histories of sources and takes; undone edits belong to them until another one follows
    /// Errors: EditNotApplicable if there is no such source or take.
    Result<void> addEdit(DocumentKey document, const StoredEdit& edit);
    /// Sets the number of applied edits, after undo and redo. Errors: EditNotApplicable if there
    /// are fewer edits.
    Result<void> setEditPosition(DocumentKey document, std::int64_t appliedEdits);
    /// Replaces a whole history. Errors: EditNotApplicable.
    Result<void> setHistory(DocumentKey document, const std::vector<StoredEdit>& edits,
                            std::int64_t appliedEdits);
    /// Measures of a take as it was edited, until it is edited again.
    Result<void> setMeasures(std::int64_t take, const TakeMeasures& measures);
    /// Whatever was ever edited; the one that was changed last comes last.
    Result<std::vector<StoredDocument>> documents() const;

    // Runs
    Result<std::int64_t> addRun(const Recipe& recipe, std::uint64_t corpusHash,
                                const std::vector<std::int64_t>& sources);
    /// Changes the recipe, such as the planned epochs, when a run is resumed.
    Result<void> setRecipe(std::int64_t run, const Recipe& recipe);
    /// Stores an event: start, epoch, take (its id is returned), map (in place of the one before),
    /// checkpoint, end. Others are ignored. An equal take of the same run, epoch and seed is not
    /// stored twice. Keeps the weights of the best and of sampled epochs, and both parts of a
    /// checkpoint only of the last two; a run that ends leaves two.
    Result<std::int64_t> record(const RunEvent& event);
    /// All runs. One with an unreadable recipe is listed as failed, with the readable part, and
    /// cannot be resumed.
    Result<std::vector<StoredRun>> runs() const;
    /// Errors: NoSuchRun, RecipeUnreadable.
    Result<StoredRun> run(std::int64_t id) const;
    /// Removes a run with its takes, and frees the space.
    Result<void> removeRun(std::int64_t run);
    /// Errors: NoSuchRun, NoCheckpoint, WeightsDamaged.
    Result<StoredCheckpoint> checkpoint(std::int64_t run, EpochChoice epoch) const;
    /// The epochs that checkpoint() has undamaged, the latest first. Errors: NoSuchRun.
    Result<std::vector<KeptEpoch>> keptEpochs(std::int64_t run) const;
    /// The newest undamaged checkpoint with its training state. Errors: NoCheckpoint, or
    /// CheckpointDamaged where there was one.
    Result<StoredCheckpoint> resumePoint(std::int64_t run) const;

    // What runs made
    /// The newest map of a run; nothing if it has none. Errors: CheckpointUnreadable.
    Result<std::optional<LatentMapDrawn>> latentMap(std::int64_t run) const;
    /// All takes after their edits.
    Result<std::vector<StoredTake>> takes() const;
    Result<void> removeTake(std::int64_t take);

    /// Checks everything in the project.
    [[nodiscard]] ProjectCheck check() const;
    /// Writes a new project with everything undamaged. A run whose own row is damaged keeps the
    /// rest, under a recipe that says so. Errors: FileNotWritable, also if the path exists.
    Result<void> mendTo(const std::filesystem::path& path) const;
    /// Writes a consistent copy to `path`, also while this project is in use. Errors:
    /// ProjectNotWritable.
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
