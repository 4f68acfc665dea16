// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report_text.h"

#include "core/analysis/key_finder.h"
#include "core/music/general_midi.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace leitmotif {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const Part& part) {
    return {{"port", part.port + 1},
            {"channel", part.channel + 1},
            {"program", part.program.value_or(0)},
            {"instrument", programName(part.program.value_or(0))},
            {"drums", part.isDrums},
            {"maybe_drums", part.looksLikeDrums},
            {"silent", part.isSilent},
            {"notes", part.notes}};
}

Json toJson(const TrackReport& track) {
    Json parts = Json::array();
    for (const Part& part : track.parts)
        parts.push_back(toJson(part));
    Json channels = Json::array();
    for (const std::uint8_t channel : track.channels)
        channels.push_back(channel + 1);
    const bool hasNotes = track.notes > 0;
    return {{"number", track.number},
            {"name", track.name},
            {"channels", std::move(channels)},
            {"program", track.program ? Json(*track.program) : Json()},
            {"instrument", track.program ? Json(programName(*track.program)) : Json()},
            {"drums", track.isDrums},
            {"maybe_drums", track.maybeDrums},
            {"silent", track.isSilent},
            {"notes", track.notes},
            {"lowest", hasNotes ? Json(track.lowest) : Json()},
            {"highest", hasNotes ? Json(track.highest) : Json()},
            {"polyphony", track.polyphony},
            {"melody", track.isMelody},
            {"parts", std::move(parts)}};
}

Json findingsToJson(const ImportReport& report, bool dropped) {
    Json list = Json::array();
    for (const ImportNote& note : report.findings)
        if (isDropped(note.finding) == dropped)
            list.push_back(
                {{"track", note.track}, {"count", note.count}, {"message", describe(note)}});
    return list;
}

/// Text for printf-like columns: counts characters, not bytes.
std::string padded(std::string text, std::size_t width) {
    const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; };
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isStart(text[i]) && ++length > width) {
            text.resize(i);
            length = width;
            break;
        }
        if (static_cast<unsigned char>(text[i]) < 0x20)
            text[i] = ' '; // a name must not steer the terminal
    }
    return text + std::string(width - std::min(width, length), ' ');
}

std::string joined(const std::vector<std::string>& parts, const char* separator) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string instrumentOf(const Part& part) {
    return part.isDrums ? "Drums" : programName(part.program.value_or(0));
}

/// Of a track its only instrument, or how many there are.
std::string instrumentOf(const TrackReport& track) {
    if (track.parts.empty())
        return track.program ? programName(*track.program) : "-";
    return track.parts.size() == 1 ? instrumentOf(track.parts.front())
                                   : std::to_string(track.parts.size()) + " parts";
}

std::string remarkOn(const TrackReport& track) {
    if (track.isSilent)
        return "not heard";
    if (track.maybeDrums)
        return "looks like drums";
    return track.isMelody ? "melody" : "";
}

/// The parts of a track that has several.
std::string partLines(const TrackReport& track) {
    std::string lines;
    for (const Part& part : track.parts)
        if (track.parts.size() > 1)
            lines += std::string(34, ' ') + padded(std::to_string(part.channel + 1), 9) + "  " +
                     padded(instrumentOf(part), 22) + "  " + std::to_string(part.notes) + "\n";
    return lines;
}

std::string trackLine(const TrackReport& track) {
    std::vector<std::string> channels;
    for (const std::uint8_t channel : track.channels)
        channels.push_back(std::to_string(channel + 1));
    const std::string range =
        track.notes > 0 ? pitchName(track.lowest) + "-" + pitchName(track.highest) : "-";
    return "  " + padded(std::to_string(track.number), 6) + padded(track.name, 24) + "  " +
           padded(joined(channels, ","), 9) + "  " + padded(instrumentOf(track), 22) + "  " +
           padded(std::to_string(track.notes), 8) + padded(range, 11) +
           padded(std::to_string(track.polyphony), 7) + remarkOn(track) + "\n" + partLines(track);
}

std::string summaryLine(const ImportReport& report) {
    const auto seconds = static_cast<long>(std::lround(report.seconds));
    char length[32];
    std::snprintf(length, sizeof length, "%ld:%02ld", seconds / 60, seconds % 60);
    char tempo[64];
    std::snprintf(tempo, sizeof tempo, "%.4g bpm%s", 60e6 / report.tempos.front().microseconds,
                  report.tempos.size() > 1 ? " at first" : "");
    const SignatureChange& signature = report.signatures.front();
    return joined(
        {"format " + std::to_string(report.format), std::to_string(report.notes) + " notes",
         std::to_string(report.bars) + (report.bars == 1 ? " bar" : " bars"), length,
         std::to_string(signature.numerator) + "/" + std::to_string(signature.denominator) +
             (report.signatures.size() > 1 ? " at first" : ""),
         tempo, report.key.empty() ? "no key" : withSigns(report.key),
         report.beat == BeatKind::Metrical ? "keeps the beat" : "free of the beat",
         report.isEnough ? "enough to learn from" : "too little to learn from"},
        ", ");
}

/// One line for each finding, up to a number that one may want to read.
std::string findingLines(const ImportReport& report) {
    constexpr std::size_t kMostLines = 12;
    std::string text;
    std::size_t lines = 0;
    for (const ImportNote& note : report.findings)
        if (++lines <= kMostLines)
            text += std::string(isDropped(note.finding) ? "  left out: " : "  mended: ") +
                    describe(note) + "\n";
    if (lines > kMostLines)
        text += "  and " + std::to_string(lines - kMostLines) + " more; --json lists all\n";
    return text;
}

} // namespace

Json toJson(const ImportReport& report) {
    Json tracks = Json::array();
    for (const TrackReport& track : report.tracks)
        tracks.push_back(toJson(track));
    Json tempos = Json::array();
    for (const TempoChange& tempo : report.tempos)
        tempos.push_back({{"tick", tempo.tick.value},
                          {"microseconds", tempo.microseconds},
                          {"bpm", 60e6 / tempo.microseconds}});
    Json signatures = Json::array();
    for (const SignatureChange& signature : report.signatures)
        signatures.push_back({{"tick", signature.tick.value},
                              {"numerator", signature.numerator},
                              {"denominator", signature.denominator}});
    Json text = report.hasForeignTexts ? Json(nameOf(report.texts.encoding)) : Json();
    return {{"file", report.file},
            {"format", report.format},
            {"division", static_cast<std::int16_t>(report.division.raw)},
            {"bars", report.bars},
            {"seconds", report.seconds},
            {"notes", report.notes},
            {"beat", report.beat == BeatKind::Metrical ? "metrical" : "free"},
            {"key", report.key},
            {"enough", report.isEnough},
            {"text_encoding", std::move(text)},
            {"tracks", std::move(tracks)},
            {"tempos", std::move(tempos)},
            {"signatures", std::move(signatures)},
            {"repairs", findingsToJson(report, false)},
            {"dropped", findingsToJson(report, true)}};
}

std::string toText(const ImportReport& report) {
    std::string text = report.file + "\n  " + summaryLine(report) + "\n";
    if (!report.tracks.empty())
        text += "  " + padded("Track", 6) + padded("Name", 24) + "  " + padded("Channels", 9) +
                "  " + padded("Instrument", 22) + "  " + padded("Notes", 8) + padded("Range", 11) +
                padded("Voices", 7) + "\n";
    for (const TrackReport& track : report.tracks)
        text += trackLine(track);
    return text + findingLines(report) + "\n";
}

} // namespace leitmotif
