// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/store_session.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <memory>

namespace leitmotif {

/// The project that is open: always exactly one, at first an unnamed one in the user's data folder.
/// Everything is written as it happens; this class only opens, names and leaves projects. GUI
/// thread.
class ProjectController : public QObject {
    Q_OBJECT

  public:
    explicit ProjectController(QObject* parent = nullptr);
    /// Closes the project; an unnamed one with nothing in it is removed.
    ~ProjectController() override;

    /// A fresh unnamed one. Errors: FileNotWritable, ProjectNotWritable.
    Result<void> openUnnamed();
    Result<void> open(const std::filesystem::path& path);
    /// Goes on at `path`; an unnamed project moves there. Errors: ProjectNotWritable.
    Result<void> saveAs(const std::filesystem::path& path);

    /// When an unnamed project is left, it is removed with all that is in it: somebody said so.
    /// Undone if another one cannot be opened.
    void discardWhenLeft() { m_isDiscarded = true; }
    /// The same if there is nothing to lose: no source, no run.
    void discardIfBare();

    /// An unnamed project that a crash or an earlier start left.
    struct Abandoned {
        std::filesystem::path path;
        QDateTime lastChange;
        QStringList sources; ///< file names of what it learns from
    };
    /// The latest first.
    [[nodiscard]] static QList<Abandoned> abandoned();

    /// REQUIRES: a project has been opened.
    [[nodiscard]] StoreSession& store() { return *m_store; }
    [[nodiscard]] bool isOpen() const { return m_store != nullptr; }
    [[nodiscard]] bool isUnnamed() const { return m_isUnnamed; }
    [[nodiscard]] bool isReadOnly() const { return m_store->isReadOnly(); }
    /// File name without folder and ending; empty if it is unnamed.
    [[nodiscard]] QString name() const;

  signals:
    /// The project is about to be left: nothing may use its store any more.
    void aboutToLeave();
    /// Another project is open; read everything anew.
    void opened();
    void nameChanged();
    /// It was read only and goes on elsewhere: what was done since it was opened is not yet in it.
    void becameWritable();
    /// Something could not be kept on the disk.
    void storingFailed(const leitmotif::Error& error);

  private:
    Result<void> change(const std::filesystem::path& path, bool isUnnamed);
    void leave();

    std::unique_ptr<StoreSession> m_store;
    bool m_isUnnamed = true;
    bool m_isDiscarded = false;
};

} // namespace leitmotif
