// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_controller.h"

#include "app/sessions/unsaved_projects.h"

#include <QFileInfo>

#include <utility>

namespace leitmotif {

ProjectController::ProjectController(QObject* parent) : QObject(parent) {}

ProjectController::~ProjectController() {
    leave();
}

Result<void> ProjectController::openUnnamed() {
    auto path = newUnsavedPath(userDataFolder());
    std::error_code code;
    const auto temporary = std::filesystem::temp_directory_path(code);
    if (!path && !code) // a home that cannot be written: work where a restart may lose it
        path = newUnsavedPath(temporary / "leitmotif");
    if (!path)
        return path.error();
    return change(*path, true);
}

Result<void> ProjectController::open(const std::filesystem::path& path) {
    std::error_code code;
    const auto unsavedFolder = userDataFolder() / "unsaved";
    const bool isUnnamed = std::filesystem::equivalent(path.parent_path(), unsavedFolder, code);
    return change(path, isUnnamed && !code);
}

Result<void> ProjectController::change(const std::filesystem::path& path, bool isUnnamed) {
    auto store = StoreSession::open(path, [guard = QPointer<QObject>(this), this](Error error) {
        deliver(guard, std::move(error), [this](const Error& e) {
            emit storingFailed(e);
            if (e.code == ErrorCode::ProjectMoved)
                emit nameChanged();
        });
    });
    if (!store) {
        m_isDiscarded = false;
        return store.error();
    }
    leave();
    m_store = std::move(*store);
    (void)m_store->ask([](ProjectFile&) { lowerThread(BackgroundWork::Short); }); // its thread
    m_isUnnamed = isUnnamed;
    emit opened();
    emit nameChanged();
    return {};
}

void ProjectController::leave() {
    if (!m_store)
        return;
    ++m_serial;
    emit aboutToLeave();
    const std::filesystem::path path = m_store->path();
    const bool isOver =
        m_isUnnamed && !m_store->isReadOnly() &&
        (std::exchange(m_isDiscarded, false) ||
         m_store->ask([](ProjectFile& file) { return file.isEmpty(); }).get().value_or(false));
    m_store.reset();
    if (isOver)
        removeProject(path);
}

void ProjectController::discardIfBare() {
    auto isBare = m_store->ask([](ProjectFile& file) {
        const auto sources = file.sources();
        const auto runs = file.runs();
        return sources && sources->empty() && runs && runs->empty();
    });
    m_isDiscarded = isBare.get();
}

Result<void> ProjectController::saveAs(const std::filesystem::path& path) {
    const bool wasReadOnly = isReadOnly();
    const Result<void> saved = m_store->saveAs(path, m_isUnnamed).get();
    if (!saved)
        return saved.error();
    m_isUnnamed = false;
    m_isDiscarded = false;
    emit nameChanged();
    if (wasReadOnly && !isReadOnly())
        emit becameWritable();
    return {};
}

QList<ProjectController::Abandoned> ProjectController::abandoned() {
    QList<Abandoned> all;
    for (const UnsavedProject& project : abandonedProjects(userDataFolder())) {
        const QFileInfo info(QString::fromStdString(project.path.string()));
        Abandoned one{project.path, info.lastModified(), {}};
        const auto file = ProjectFile::openToRead(project.path);
        const auto sources = file ? (*file)->sources() : file.error();
        for (const StoredSource& source : sources.value_or({}))
            one.sources << QFileInfo(QString::fromStdString(source.name)).fileName();
        all << one;
    }
    return all;
}

QString ProjectController::name() const {
    return m_isUnnamed ? QString() : QString::fromStdString(m_store->path().stem().string());
}

} // namespace leitmotif
