// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/midi/smf_reader.h"

#include "core/base/files.h"
#include "core/midi/file_kind.h"
#include "core/midi/findings.h"
#include "core/midi/note_pairs.h"
#include "core/midi/track_reader.h"
#include "core/music/patterns.h"
#include "core/music/score_texts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace leitmotif {

namespace {

using ByteSpan = std::span<const std::uint8_t>;

constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kHeaderFields = 6;
constexpr std::size_t kMostTracks = 0xffff; // that a header can announce
/// Before the header: MacBinary puts 128, mail and the web a few hundred. Further in, the music is
/// part of another file, such as a project or an archive.
constexpr std::size_t kMostOtherBytes = 2048;

bool hasId(ByteSpan bytes, std::size_t position, std::string_view id) {
    return position <= bytes.size() && bytes.size() - position >= id.size() &&
           std::equal(id.begin(), id.end(), bytes.begin() + static_cast<std::ptrdiff_t>(position));
}

std::uint16_t word(ByteSpan bytes, std::size_t position) {
    return static_cast<std::uint16_t>(bytes[position] << 8U | bytes[position + 1]);
}

std::uint32_t longWord(ByteSpan bytes, std::size_t position) {
    return static_cast<std::uint32_t>(word(bytes, position)) << 16U | word(bytes, position + 2);
}

std::uint32_t littleEndianLongWord(ByteSpan bytes, std::size_t position) {
    return static_cast<std::uint32_t>(bytes[position + 3]) << 24U |
           static_cast<std::uint32_t>(bytes[position + 2]) << 16U |
           static_cast<std::uint32_t>(bytes[position + 1]) << 8U | bytes[position];
}

/// The MIDI file in the "data" chunk of a RIFF file.
std::optional<ByteSpan> insideRiff(ByteSpan bytes, Findings& findings) {
    std::size_t position = 12;
    while (position + kChunkHeader <= bytes.size()) {
        const std::size_t content = position + kChunkHeader;
        const std::size_t size = std::min<std::size_t>(littleEndianLongWord(bytes, position + 4),
                                                       bytes.size() - content);
        if (hasId(bytes, position, "data") && hasId(bytes, content, "MThd"))
            return bytes.subspan(content, size);
        findings.add(ImportFinding::AlienChunk);
        position = content + size + size % 2;
    }
    return std::nullopt;
}

/// After other bytes, a header counts only if a track follows.
std::optional<ByteSpan> behindOtherBytes(ByteSpan bytes, std::size_t mostBytes) {
    static constexpr std::string_view kId = "MThd";
    const ByteSpan searched = bytes.first(std::min(bytes.size(), mostBytes + kId.size()));
    auto from = searched.begin();
    while (true) {
        const auto found = std::search(from, searched.end(), kId.begin(), kId.end());
        if (found == searched.end())
            return std::nullopt;
        const ByteSpan file = bytes.subspan(static_cast<std::size_t>(found - searched.begin()));
        if (file.size() >= kChunkHeader + kHeaderFields &&
            hasId(file, kChunkHeader + std::size_t{longWord(file, 4)}, "MTrk"))
            return file;
        from = found + 1;
    }
}

std::optional<ByteSpan> locate(ByteSpan bytes, Findings& findings) {
    if (hasId(bytes, 0, "MThd"))
        return bytes;
    const bool isRiff = hasId(bytes, 0, "RIFF") && hasId(bytes, 8, "RMID");
    if (isRiff)
        if (const auto file = insideRiff(bytes, findings))
            return file;
    const auto file = behindOtherBytes(bytes, isRiff ? bytes.size() : kMostOtherBytes);
    if (file)
        findings.add(ImportFinding::SearchedForHeader);
    return file;
}

/// Where the first chunk after the header begins.
std::size_t endOfHeader(ByteSpan file, Findings& findings) {
    const std::size_t fields = kChunkHeader + kHeaderFields;
    const std::uint32_t declared = longWord(file, 4);
    if (declared == kHeaderFields)
        return fields;
    findings.add(ImportFinding::HeaderTooLong);
    const std::size_t end = kChunkHeader + std::size_t{declared};
    const bool isBelievable =
        declared > kHeaderFields && (end == file.size() || chunkBeginsAt(file, end));
    return isBelievable ? end : nextTrackChunk(file, fields);
}

/// Reads chunk after chunk.
class FileReader {
  public:
    FileReader(ByteSpan file, Findings& findings, const MidiReadOptions& options)
        : m_file(file), m_findings(findings), m_options(options) {}

    ReadMidi read() {
        m_result.score.format = word(m_file, 8);
        m_result.score.division.raw = word(m_file, 12);
        m_position = endOfHeader(m_file, m_findings);
        while (m_position < m_file.size() && m_tracks.size() < kMostTracks)
            readChunk();
        pair();
        if (m_position < m_file.size())
            m_findings.add(ImportFinding::BytesBetweenTracks, m_file.size() - m_position);
        if (m_result.score.division.raw == 0)
            m_findings.add(ImportFinding::DivisionZero);
        checkTrackCount();
        m_findings.appendTo(m_result.findings, 0);
        std::ranges::stable_sort(m_result.findings, {}, &ImportNote::track);
        if (m_result.score.format == 2 && !m_options.isBeforeFormat3)
            layOutPatterns(m_result.score);
        readTextsAs(m_result.score, m_options.text);
        return std::move(m_result);
    }

    /// True if there is damage and not a single event.
    [[nodiscard]] bool isGarbage() const { return m_hasDamage && !m_hasEvents; }

  private:
    void readChunk() {
        const bool isChunk = chunkBeginsAt(m_file, m_position);
        if (isChunk && hasId(m_file, m_position, "MTrk")) {
            readTrack();
        } else if (isChunk) {
            m_findings.add(ImportFinding::AlienChunk);
            m_position += kChunkHeader + longWord(m_file, m_position + 4);
        } else {
            const std::size_t next = nextTrackChunk(m_file, m_position + 1);
            m_findings.add(ImportFinding::BytesBetweenTracks, next - m_position);
            m_hasDamage = m_hasDamage || (m_tracks.empty() && declaredTracks() > 0);
            m_position = next;
        }
    }

    void readTrack() {
        Findings findings;
        TrackReader reader(m_file, m_position + kChunkHeader, longWord(m_file, m_position + 4),
                           findings);
        m_tracks.push_back(reader.read());
        m_position = reader.next();
        m_hasEvents = m_hasEvents || reader.hasEvents();
        m_hasDamage = m_hasDamage || findings.count(ImportFinding::UnreadableBytes) > 0 ||
                      findings.count(ImportFinding::DataWithoutStatus) > 0;
        m_trackFindings.push_back(findings);
    }

    void pair() {
        const bool areParallel = m_result.score.format != 2;
        m_result.score.tracks =
            paired(std::move(m_tracks), m_trackFindings, areParallel,
                   m_options.isBeforeFormat3 ? NotePairing::FirstInFirstOut : NotePairing::Mended);
        for (std::size_t i = 0; i < m_trackFindings.size(); ++i)
            m_trackFindings[i].appendTo(m_result.findings, static_cast<int>(i) + 1);
    }

    [[nodiscard]] std::uint16_t declaredTracks() const { return word(m_file, 10); }

    void checkTrackCount() {
        const std::uint16_t declared = declaredTracks();
        if (declared == m_result.score.tracks.size())
            return;
        m_findings.add(ImportFinding::TrackCountWrong, std::max<std::size_t>(1, declared));
        if (declared < m_result.score.tracks.size())
            m_result.score.declaredTracks = declared;
    }

    ByteSpan m_file;
    Findings& m_findings;
    const MidiReadOptions& m_options;
    ReadMidi m_result;
    std::vector<UnpairedTrack> m_tracks;
    std::vector<Findings> m_trackFindings; // of each
    std::size_t m_position = 0;
    bool m_hasEvents = false;
    bool m_hasDamage = false;
};

} // namespace

Result<ReadMidi> readMidi(std::span<const std::uint8_t> bytes, const std::string& name,
                          const MidiReadOptions& options) {
    if (bytes.empty())
        return Error{ErrorCode::MidiEmpty, {name}};
    Findings findings;
    const auto file = locate(bytes, findings);
    if (!file)
        return notMidi(bytes, name);
    if (file->size() < kChunkHeader + kHeaderFields)
        return Error{ErrorCode::MidiTruncated, {name}};
    FileReader reader(*file, findings, options);
    ReadMidi result = reader.read();
    if (reader.isGarbage())
        return Error{ErrorCode::MidiUnreadable, {name, "no event of it can be read"}};
    return result;
}

Result<ReadMidi> readMidiFile(const std::filesystem::path& path) {
    auto bytes = readFile(path);
    if (!bytes)
        return bytes.error();
    return readMidi(*bytes, path.string());
}

} // namespace leitmotif
