// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Marks a function whose loops are compiled several times, for wide and narrow vectors; the version
// for the processor is chosen when the program is loaded, so one build runs on all of them. On
// other machines than x86-64 there is only the compiler's own target.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__x86_64__) &&      \
    defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define LEITMOTIF_VECTOR_CODE                                                                      \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LEITMOTIF_VECTOR_CODE
#endif
