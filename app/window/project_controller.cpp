// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_controller.h"

#include "app/sessions/unsaved_projects.h"
#include "app/window/background.h"

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
        deliver(guard, std::move(error), [this](const Error& e) { emit storingFailed(e); });
    });
    if (!store)
        return store.error();
    leave();
    m_store = std::move(*store);
    m_isUnnamed = isUnnamed;
    emit opened();
    emit nameChanged();
    return {};
}

void ProjectController::leave() {
    if (!m_store)
        return;
    emit aboutToLeave();
    const std::filesystem::path path = m_store->path();
    const bool isEmpty =
        m_isUnnamed &&
        m_store->ask([](ProjectFile& file) { return file.isEmpty(); }).get().value_or(false);
    m_store.reset();
    if (isEmpty)
        removeProject(path);
}

Result<void> ProjectController::saveAs(const std::filesystem::path& path) {
    const Result<void> saved = m_store->saveAs(path, m_isUnnamed).get();
    if (!saved)
        return saved.error();
    m_isUnnamed = false;
    emit nameChanged();
    return {};
}

std::filesystem::path ProjectController::abandoned() const {
    const auto projects = abandonedProjects(userDataFolder());
    return projects.empty() ? std::filesystem::path() : projects.front().path;
}

QString ProjectController::name() const {
    return m_isUnnamed ? QString() : QString::fromStdString(m_store->path().stem().string());
}

} // namespace leitmotif
