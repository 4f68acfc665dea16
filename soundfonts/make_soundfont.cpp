// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the embedded SoundFont: make_soundfont FILE.sf2
#include "core/base/files.h"
#include "soundfonts/drum_kit.h"
#include "soundfonts/instruments.h"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace leitmotif;
    if (argc != 2) {
        std::fputs("usage: make_soundfont FILE.sf2\n", stderr);
        return 2;
    }
    soundfont::Bank bank;
    bank.name = "Leitmotif";
    bank.copyright = "Synthesized by Leitmotif; public domain (CC0-1.0)";
    soundfont::addPrograms(bank);
    soundfont::addDrumKit(bank);
    const auto written = writeFileAtomically(argv[1], soundfont::sf2Bytes(bank));
    if (!written) {
        std::fprintf(stderr, "make_soundfont: %s\n", describe(written.error()).c_str());
        return 1;
    }
    return 0;
}
