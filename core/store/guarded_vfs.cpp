// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/guarded_vfs.h"

#include "core/store/file_watch.h"

#include <sqlite3.h>

namespace leitmotif {

namespace {

constexpr int kSetWatch = 0x4c4d; // an own code for sqlite3_file_control()

/// A file of this VFS; the system's own follows it in memory.
struct GuardedFile {
    sqlite3_file base;
    FileWatch* watch;
};

GuardedFile& guarded(sqlite3_file* file) {
    return *reinterpret_cast<GuardedFile*>(file);
}

sqlite3_file* systemFile(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(&guarded(file) + 1);
}

sqlite3_vfs* systemVfs(sqlite3_vfs* vfs) {
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

template <auto kMethod, typename Result, typename... Arguments>
Result toSystemFile(sqlite3_file* file, Arguments... arguments) {
    sqlite3_file* const system = systemFile(file);
    return (system->pMethods->*kMethod)(system, arguments...);
}

template <auto kMethod, typename Result, typename... Arguments>
Result toSystemVfs(sqlite3_vfs* vfs, Arguments... arguments) {
    return (systemVfs(vfs)->*kMethod)(systemVfs(vfs), arguments...);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    FileWatch* const watch = guarded(file).watch;
    if (watch && watch->state() != FileWatch::State::AsItWas)
        return SQLITE_IOERR_WRITE;
    const int result = toSystemFile<&sqlite3_io_methods::xWrite, int>(file, data, size, offset);
    if (watch && result == SQLITE_OK)
        watch->noteWrite(data, static_cast<std::size_t>(size), offset);
    else if (watch)
        watch->noteFailure();
    return result;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    FileWatch* const watch = guarded(file).watch;
    if (watch && watch->state() != FileWatch::State::AsItWas)
        return SQLITE_IOERR_TRUNCATE;
    const int result = toSystemFile<&sqlite3_io_methods::xTruncate, int>(file, size);
    if (watch && result == SQLITE_OK)
        watch->noteSize(size);
    else if (watch)
        watch->noteFailure();
    return result;
}

int control(sqlite3_file* file, int code, void* argument) {
    if (code == kSetWatch) {
        guarded(file).watch = static_cast<FileWatch*>(argument);
        return SQLITE_OK;
    }
    return toSystemFile<&sqlite3_io_methods::xFileControl, int>(file, code, argument);
}

// Version 2 has all that a log needs, and leaves out mapping the file into memory.
constexpr sqlite3_io_methods kMethods = {
    2,
    toSystemFile<&sqlite3_io_methods::xClose>,
    toSystemFile<&sqlite3_io_methods::xRead>,
    write,
    truncate,
    toSystemFile<&sqlite3_io_methods::xSync>,
    toSystemFile<&sqlite3_io_methods::xFileSize>,
    toSystemFile<&sqlite3_io_methods::xLock>,
    toSystemFile<&sqlite3_io_methods::xUnlock>,
    toSystemFile<&sqlite3_io_methods::xCheckReservedLock>,
    control,
    toSystemFile<&sqlite3_io_methods::xSectorSize>,
    toSystemFile<&sqlite3_io_methods::xDeviceCharacteristics>,
    toSystemFile<&sqlite3_io_methods::xShmMap>,
    toSystemFile<&sqlite3_io_methods::xShmLock>,
    toSystemFile<&sqlite3_io_methods::xShmBarrier>,
    toSystemFile<&sqlite3_io_methods::xShmUnmap>,
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    guarded(file) = {};
    const int result =
        systemVfs(vfs)->xOpen(systemVfs(vfs), name, systemFile(file), flags, outFlags);
    if (systemFile(file)->pMethods) // also after some failures
        guarded(file).base.pMethods = &kMethods;
    return result;
}

sqlite3_vfs* makeVfs() {
    sqlite3_vfs* const system = ::sqlite3_vfs_find(nullptr);
    static sqlite3_vfs vfs = {};
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(GuardedFile)) + system->szOsFile;
    vfs.mxPathname = system->mxPathname;
    vfs.zName = "leitmotif";
    vfs.pAppData = system;
    vfs.xOpen = open;
    vfs.xDelete = toSystemVfs<&sqlite3_vfs::xDelete>;
    vfs.xAccess = toSystemVfs<&sqlite3_vfs::xAccess>;
    vfs.xFullPathname = toSystemVfs<&sqlite3_vfs::xFullPathname>;
    vfs.xRandomness = toSystemVfs<&sqlite3_vfs::xRandomness>;
    vfs.xSleep = toSystemVfs<&sqlite3_vfs::xSleep>;
    vfs.xCurrentTime = toSystemVfs<&sqlite3_vfs::xCurrentTime>;
    vfs.xGetLastError = toSystemVfs<&sqlite3_vfs::xGetLastError>;
    vfs.xCurrentTimeInt64 = toSystemVfs<&sqlite3_vfs::xCurrentTimeInt64>;
    ::sqlite3_vfs_register(&vfs, 0);
    return &vfs;
}

} // namespace

const char* guardedVfs() {
    static const sqlite3_vfs* const vfs = makeVfs();
    return vfs->zName;
}

void guard(sqlite3* database, FileWatch& watch) {
    ::sqlite3_file_control(database, "main", kSetWatch, &watch);
}

} // namespace leitmotif
