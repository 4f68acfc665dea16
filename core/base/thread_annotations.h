// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which mutex guards what, for clang to check (-Wthread-safety); other compilers read nothing.
#if defined(__clang__)
#define LEITMOTIF_ATTRIBUTE(x) __attribute__((x))
#else
#define LEITMOTIF_ATTRIBUTE(x)
#endif

/// A class that is a lock, and one that holds a lock as long as it lives.
#define CAPABILITY(name) LEITMOTIF_ATTRIBUTE(capability(name))
#define SCOPED_CAPABILITY LEITMOTIF_ATTRIBUTE(scoped_lockable)
/// A member that is read and written only by who holds the mutex.
#define GUARDED_BY(mutex) LEITMOTIF_ATTRIBUTE(guarded_by(mutex))
/// A function that is called only by who holds the mutex.
#define REQUIRES(...) LEITMOTIF_ATTRIBUTE(requires_capability(__VA_ARGS__))
/// What locks and unlocks.
#define ACQUIRE(...) LEITMOTIF_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) LEITMOTIF_ATTRIBUTE(release_capability(__VA_ARGS__))
