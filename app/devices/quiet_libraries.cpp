// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/quiet_libraries.h"

#include <mutex>

#ifdef LEITMOTIF_HAS_JACK
#include <jack/jack.h>
#endif
#ifdef LEITMOTIF_HAS_ALSA
#include <alsa/asoundlib.h>
#endif

namespace leitmotif {

#ifdef LEITMOTIF_HAS_ALSA
namespace {
void ignore(const char* /*file*/, int /*line*/, const char* /*function*/, int /*code*/,
            const char* /*format*/, ...) {}
} // namespace
#endif

void quietLibraries() {
    static std::once_flag once;
    std::call_once(once, [] {
#ifdef LEITMOTIF_HAS_JACK
        jack_set_error_function([](const char*) {});
        jack_set_info_function([](const char*) {});
#endif
#ifdef LEITMOTIF_HAS_ALSA
        snd_lib_error_set_handler(ignore);
#endif
    });
}

} // namespace leitmotif
