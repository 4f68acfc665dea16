// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report_text.h"

#include "core/analysis/key_finder.h"
#include "core/base/plain_text.h"
#include "core/music/general_midi.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
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

std::string joined(const std::vector<std::string>& parts, const char* separator) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string instrumentOf(const Part& part) {
    return part.isDrums ? "Drums" : programName(part.program.value_or(0));
}

/// The only instrument of a track, or the number of instruments.
std::string instrumentOf(const TrackReport& track) {
    if (track.parts.empty())
        return track.program ? programName(*track.program) : "-";
    return track.parts.size() == 1 ? instrumentOf(track.parts.front())
                                   : std::to_string(track.parts.size()) + " parts";
}

/// "1-3,10" for 1, 2, 3 and 10.
std::string channelsOf(const TrackReport& track) {
    std::vector<std::uint8_t> channels = track.channels;
    std::ranges::sort(channels);
    std::vector<std::string> runs;
    for (std::size_t first = 0; first < channels.size();) {
        std::size_t last = first;
        while (last + 1 < channels.size() && channels[last + 1] == channels[last] + 1)
            ++last;
        runs.push_back(std::to_string(channels[first] + 1));
        if (last > first)
            runs.back() += (last > first + 1 ? "-" : ",") + std::to_string(channels[last] + 1);
        first = last + 1;
    }
    return joined(runs, ",");
}

std::string remarkOn(const TrackReport& track, bool hasPorts) {
    std::vector<std::string> remarks;
    if (hasPorts && !track.parts.empty())
        remarks.push_back("port " + std::to_string(track.parts.front().port + 1));
    if (track.isSilent)
        remarks.emplace_back("not heard");
    else if (track.maybeDrums)
        remarks.emplace_back("looks like drums");
    else if (track.isMelody)
        remarks.emplace_back("melody");
    return joined(remarks, ", ");
}

/// The tracks of a file and their parts, in columns as wide as their texts.
class TrackTable {
  public:
    explicit TrackTable(const ImportReport& report) : m_report(report) {
        constexpr std::size_t kWidestName = 48;
        for (const TrackReport& track : report.tracks) {
            m_name = std::max(m_name, std::min(kWidestName, columnsOf(track.name)));
            m_channels = std::max(m_channels, columnsOf(channelsOf(track)));
            m_instrument = std::max(m_instrument, columnsOf(instrumentOf(track)));
            for (const Part& part : track.parts) {
                m_instrument = std::max(m_instrument, columnsOf(instrumentOf(part)));
                m_hasPorts = m_hasPorts || part.port > 0;
            }
        }
    }

    [[nodiscard]] std::string text() const {
        if (m_report.tracks.empty())
            return {};
        std::string lines =
            line({"Track", "Name", "Channels", "Instrument", "Notes", "Range", "Voices", ""});
        for (const TrackReport& track : m_report.tracks) {
            lines += line({std::to_string(track.number), track.name, channelsOf(track),
                           instrumentOf(track), std::to_string(track.notes), rangeOf(track),
                           std::to_string(track.polyphony), remarkOn(track, m_hasPorts)});
            for (const Part& part : track.parts)
                if (track.parts.size() > 1)
                    lines += line({"", "", std::to_string(part.channel + 1), instrumentOf(part),
                                   std::to_string(part.notes), "", "", ""});
        }
        return lines;
    }

  private:
    using Cells = std::array<std::string, 8>;

    static std::string rangeOf(const TrackReport& track) {
        return track.notes > 0 ? pitchName(track.lowest) + "-" + pitchName(track.highest) : "-";
    }

    [[nodiscard]] std::string line(const Cells& cells) const {
        const std::array<std::size_t, 7> widths = {5, m_name, m_channels, m_instrument, 7, 9, 6};
        std::string text = " ";
        for (std::size_t i = 0; i < widths.size(); ++i)
            text += " " + inColumns(cells[i], widths[i]) + (i > 0 && i < 4 ? " " : "");
        text += " " + cells.back();
        text.erase(text.find_last_not_of(' ') + 1);
        return text + "\n";
    }

    const ImportReport& m_report;
    std::size_t m_name = 12;
    std::size_t m_channels = 8;
    std::size_t m_instrument = 12;
    bool m_hasPorts = false;
};

std::string summaryLine(const ImportReport& report) {
    const auto seconds = static_cast<long>(std::lround(report.seconds));
    char length[32];
    std::snprintf(length, sizeof length, "%ld:%02ld", seconds / 60, seconds % 60);
    // The usual tempo is that of most notes, as takes have it; there may be no notes.
    const bool hasTempos = report.tempos.size() > 1 && report.notes > 0;
    const bool hasSignatures = report.signatures.size() > 1 && report.notes > 0;
    auto usual = report.usual;
    if (!hasTempos && !report.tempos.empty())
        usual.microseconds = report.tempos.front().microseconds;
    if (!hasSignatures && !report.signatures.empty()) {
        usual.numerator = report.signatures.front().numerator;
        usual.denominator = report.signatures.front().denominator;
    }
    char tempo[64];
    std::snprintf(tempo, sizeof tempo, "%s%.4g bpm", hasTempos ? "mostly " : "",
                  60e6 / usual.microseconds);
    return joined({"format " + std::to_string(report.format),
                   std::to_string(report.notes) + (report.notes == 1 ? " note" : " notes"),
                   std::to_string(report.bars) + (report.bars == 1 ? " bar" : " bars"), length,
                   (hasSignatures ? "mostly " : "") + std::to_string(usual.numerator) + "/" +
                       std::to_string(usual.denominator),
                   tempo, report.key.empty() ? "no key" : withSigns(report.key),
                   report.beat == BeatKind::Metrical ? "keeps the beat" : "free of the beat",
                   report.isEnough ? "enough to learn from" : "too little to learn from"},
                  ", ");
}

/// One line for each finding, up to a readable number.
std::string findingLines(const ImportReport& report) {
    constexpr std::size_t kMostLines = 12;
    std::string text;
    std::size_t lines = 0;
    for (const ImportNote& note : report.findings)
        if (++lines <= kMostLines)
            text += "  " + describe(note) + "\n";
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
    const std::string text =
        plainText(report.file) + "\n  " + summaryLine(report) + "\n" + TrackTable(report).text();
    return text + findingLines(report) + "\n";
}

} // namespace leitmotif
