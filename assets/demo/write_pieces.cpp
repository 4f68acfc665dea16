// SPDX-License-Identifier: GPL-3.0-or-later
// Runs while the project is built: write_pieces FOLDER writes every demo piece as FOLDER/ID.mid.
#include "assets/demo/pieces.h"
#include "core/midi/smf_writer.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

int main(int argc, char** argv) {
    using namespace leitmotif;
    if (argc != 2) {
        std::fprintf(stderr, "usage: write_pieces FOLDER\n");
        return 2;
    }
    const std::array<std::pair<const char*, Score>, 4> pieces = {{{"prelude", preludeInC()},
                                                                  {"minuet", minuetInG()},
                                                                  {"canon", canonInD()},
                                                                  {"groove", groove()}}};
    for (const auto& [id, score] : pieces) {
        const auto path = std::filesystem::path(argv[1]) / (std::string(id) + ".mid");
        if (const auto written = writeMidiFile(score, path); !written) {
            std::fprintf(stderr, "write_pieces: %s\n", describe(written.error()).c_str());
            return 1;
        }
    }
    return 0;
}
