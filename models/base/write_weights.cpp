// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the best weights of a run as a file of pretrained weights, in bf16.
//
// Usage: leitmotif_write_weights PROJECT.leitmotif RUN OUT.weights

#include "core/base/files.h"
#include "core/store/project_file.h"
#include "models/checkpoint/checkpoint.h"

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

Result<void> writeWeights(const char* project, std::int64_t run, const char* out) {
    const auto file = ProjectFile::openToRead(project);
    if (!file)
        return file.error();
    const auto checkpoint = (*file)->checkpoint(run, {EpochChoice::Kind::Best, 0});
    if (!checkpoint)
        return checkpoint.error();
    auto part = weightsFromBytes(*checkpoint->weights);
    if (!part)
        return part.error();
    part->description = nlohmann::json::object(); // that of the pieces it learned from
    return writeFileAtomically(out, toBytes(*part, Storage::BF16));
}

} // namespace

} // namespace leitmotif

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "usage: leitmotif_write_weights PROJECT RUN OUT\n";
        return EXIT_FAILURE;
    }
    const auto done = leitmotif::writeWeights(words[1], std::atoll(words[2]), words[3]);
    if (!done)
        std::cerr << leitmotif::describe(done.error()) << '\n';
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
