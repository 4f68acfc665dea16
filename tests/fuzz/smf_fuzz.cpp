// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus.h"
#include "core/midi/import_report.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"

#include <cstdlib>

using namespace leitmotif;

namespace {

void require(bool law) {
    if (!law)
        std::abort();
}

} // namespace

/// Any bytes are read or refused; what was read is written so that it is read the same, can be
/// reported on and cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto once = readMidi({data, size}, "fuzz.mid");
    if (!once)
        return 0;
    const Bytes written = midiBytes(once->score);
    const auto twice = readMidi(written, "fuzz.mid");
    require(twice.has_value());
    require(once->score.hash() == twice->score.hash());
    require(midiBytes(twice->score) == written);
    const ImportReport report = reportOn(once->score, "fuzz.mid", once->findings);
    require(report.notes == once->score.noteCount());
    require(report.bars >= 1);
    const auto pieces =
        corpusPieces(once->score, "fuzz.mid", {.tracks = {}, .bars = BarRange{0, report.bars / 2}});
    require(!pieces || Corpus(*pieces).noteCount() <= report.notes);
    return 0;
}
