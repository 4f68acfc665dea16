// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessions/store_session.h"
#include "app/window/background.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>

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

    /// When an unnamed project is left, it is removed with all that is in it, as was asked for.
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
    /// Another number for each project that is opened.
    [[nodiscard]] std::uint64_t serial() const { return m_serial; }
    /// Puts `question(ProjectFile&)` to the storage thread and calls `then(answer)` on this one,
    /// unless the receiver is gone or the project has been left by then. REQUIRES: as of store().
    template <class Question, class Then>
    void ask(QObject* receiver, Question question, Then then) {
        m_store->ask(std::move(question), whileOpen(receiver, std::move(then)));
    }
    /// Keeps an event of a run and calls `then(event)` likewise; a take has its id by then.
    template <class Then>
    void record(QObject* receiver, RunEvent event, Then then) {
        m_store->record(std::move(event), whileOpen(receiver, std::move(then)));
    }
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

    /// `then`, to be called on any thread: it comes to this one, while the project is open.
    template <class Then>
    auto whileOpen(QObject* receiver, Then then) {
        return [receiver = QPointer<QObject>(receiver), self = QPointer<ProjectController>(this),
                serial = m_serial, then = std::move(then)](auto answer) {
            deliver(receiver, std::move(answer), [self, serial, then](auto value) {
                if (self && self->m_serial == serial)
                    then(std::move(value));
            });
        };
    }

    std::unique_ptr<StoreSession> m_store;
    std::uint64_t m_serial = 0;
    bool m_isUnnamed = true;
    bool m_isDiscarded = false;
};

} // namespace leitmotif
