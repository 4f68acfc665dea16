// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Thread safety annotations, which clang checks (-Wthread-safety). Empty for other compilers.
#if defined(__clang__)
#define LEITMOTIF_ATTRIBUTE(x) __attribute__((x))
#else
#define LEITMOTIF_ATTRIBUTE(x)
#endif

/// A class that is a lock, and one that holds a lock during its lifetime.
#define CAPABILITY(name) LEITMOTIF_ATTRIBUTE(capability(name))
#define SCOPED_CAPABILITY LEITMOTIF_ATTRIBUTE(scoped_lockable)
/// A member that is read and written only with the mutex held.
#define GUARDED_BY(mutex) LEITMOTIF_ATTRIBUTE(guarded_by(mutex))
/// A function that is called only with the mutex held.
#define REQUIRES(...) LEITMOTIF_ATTRIBUTE(requires_capability(__VA_ARGS__))
/// Functions that lock and unlock.
#define ACQUIRE(...) LEITMOTIF_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) LEITMOTIF_ATTRIBUTE(release_capability(__VA_ARGS__))
