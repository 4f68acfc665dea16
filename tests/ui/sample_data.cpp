// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sample_data.h"

#include "core/base/random.h"
#include "core/encoding/pictures/roll_image.h"

#include <cmath>

namespace leitmotif::sample {

Score score(std::uint64_t seed, int bars) {
    Random random(seed);
    Score result = emptyScore({}, 600'000);
    std::vector<Note> notes;
    int pitch = 64;
    for (int step = 0; step < bars * 8; ++step) {
        pitch += static_cast<int>(random.below(9)) - 4;
        pitch = std::min(84, std::max(52, pitch));
        Note note;
        note.onset = {step * 240};
        note.length = {random.below(3) == 0 ? 480 : 220};
        note.pitch = {static_cast<std::uint8_t>(pitch)};
        note.velocity = {static_cast<std::uint8_t>(60 + random.below(50))};
        notes.push_back(note);
        if (step % 4 == 0) {
            note.pitch = {static_cast<std::uint8_t>(36 + random.below(12))};
            note.length = {900};
            notes.push_back(note);
        }
    }
    result.tracks.push_back(std::make_shared<Track>(
        std::move(notes),
        std::vector<Event>{textEvent({}, meta::kTrackName, "Piano"), programChange({}, 0, 0)}));
    return result;
}

Take take(std::int64_t id, int epoch, double copied) {
    Take result;
    result.id = id;
    result.origin = {1, "lstm", epoch, static_cast<std::uint64_t>(id)};
    result.score = std::make_shared<const Score>(score(static_cast<std::uint64_t>(id)));
    result.notes = result.score->noteCount();
    result.bars = 8;
    result.copied = copied;
    result.longestCopy = copied > 0.0 ? 11 : 0;
    return result;
}

LossHistory history(int epochs, int planned) {
    Random random(7);
    LossHistory result;
    RunStarted started;
    started.parameters = 117'000;
    started.device = "cpu";
    started.precision = "f32";
    started.notes = 1200;
    started.validationNotes = 130;
    started.unigramNats = 6.1;
    started.ngramNats = 4.4;
    started.epochs = planned;
    result.add({1, started});
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        EpochFinished finished;
        finished.epoch = epoch;
        finished.loss = 2.2 + 4.6 * std::exp(-epoch / 9.0) + 0.10 * random.normal();
        finished.validationLoss =
            3.5 + 3.6 * std::exp(-epoch / 6.0) + 0.008 * epoch + 0.10 * random.normal();
        finished.seconds = 0.6 * epoch;
        result.add({1, finished});
        if (epoch % 5 == 0)
            result.add({1, TakeSampled{take(epoch / 5, epoch)}});
    }
    return result;
}

LatentMap latentMap() {
    const CorpusPiece piece{"piece.mid", score(3, 64), false};
    const RollImage image = *RollImage::fit(Corpus({piece}), {.columnsPerBeat = 12, .bars = 1});
    const std::vector<RollPicture> pictures = image.encode(piece);
    LatentMap map;
    map.side = 10;
    map.reach = 2.0;
    map.shown = 0.42;
    map.rows = image.rowCount();
    map.columns = image.columnCount();
    map.encoding = image.toJson();
    for (int cell = 0; cell < map.cellCount(); ++cell)
        for (const std::uint8_t velocity : pictures[static_cast<std::size_t>(cell) % 64])
            map.pixels.push_back(velocity > 0 ? LatentMap::kSounds | velocity : 9);
    Random random(5);
    for (int bar = 0; bar < 64; ++bar)
        map.points.push_back({static_cast<float>(random.uniform() * 4.0 - 2.0),
                              static_cast<float>(random.uniform() * 3.0 - 1.5), 0, bar,
                              bar < 56 ? PieceRole::Training : PieceRole::Validation});
    return map;
}

SourceItem source(qint64 id, const std::string& path) {
    const auto part = [](int number, const char* name, std::size_t notes, int lowest, int highest) {
        TrackReport report;
        report.number = number;
        report.choice = {static_cast<std::size_t>(number - 1), std::nullopt};
        report.name = name;
        report.channels = {static_cast<std::uint8_t>(number - 1)};
        report.program = 0;
        report.notes = notes;
        report.lowest = lowest;
        report.highest = highest;
        report.polyphony = notes > 0 ? 3 : 0;
        return report;
    };
    SourceItem item;
    item.id = id;
    item.report.file = path;
    item.report.bars = 117;
    item.report.notes = 1334;
    item.report.seconds = 243.0;
    item.report.key = "C major";
    item.report.isEnough = true;
    item.report.tempos = {{{0}, 833'333}};
    item.report.signatures = {{{0}, 4, 4}};
    item.report.tracks = {part(1, "Right hand", 812, 55, 81), part(2, "Left hand", 522, 36, 67),
                          part(3, "Copyright", 0, 0, 0)};
    item.report.tracks[0].isMelody = true;
    item.report.findings = {{ImportFinding::HangingNote, 2, 3}};
    return item;
}

SourceItem manyTracks() {
    SourceItem item = source(1, "/music/orchestra.mid");
    while (item.report.tracks.size() < 24)
        item.report.tracks.push_back(item.report.tracks.front());
    return item;
}

} // namespace leitmotif::sample
