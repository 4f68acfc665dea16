// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/compound/compound_store.h"

#include "core/encoding/compound/compound_encoding.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace leitmotif {

namespace {

constexpr std::size_t kUnit = 8;              // bytes that sections are filled up to
constexpr std::size_t kBytesAtOnce = 1 << 20; // of notes, that are written

static_assert(std::is_trivially_copyable_v<CompoundNote> && sizeof(CompoundNote) == 16);
static_assert(std::is_trivially_copyable_v<CompoundBar> && sizeof(CompoundBar) == 4);
static_assert(std::is_trivially_copyable_v<StoredPiece> && sizeof(StoredPiece) == 80);

constexpr std::size_t filled(std::size_t bytes) {
    return (bytes + kUnit - 1) / kUnit * kUnit;
}

/// Goes on with a checksum. REQUIRES: a multiple of kUnit bytes. Eight at a time, so that a large
/// file is checked about as fast as it is read.
std::uint64_t checksumOf(std::span<const std::uint8_t> bytes, std::uint64_t sum) {
    for (std::size_t i = 0; i < bytes.size(); i += kUnit) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, kUnit);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15U;
        sum ^= sum >> 29U;
    }
    return sum;
}

template <class Item>
std::span<const std::uint8_t> bytesOf(std::span<const Item> items) {
    return {reinterpret_cast<const std::uint8_t*>(items.data()), items.size_bytes()};
}

/// Appends a note whose unused bytes are 0, so that equal pieces give equal files.
void append(Bytes& bytes, const CompoundNote& note) {
    std::array<std::uint8_t, sizeof note> stored = {};
    std::memcpy(stored.data() + offsetof(CompoundNote, bar), &note.bar, sizeof note.bar);
    stored[offsetof(CompoundNote, at)] = note.at;
    stored[offsetof(CompoundNote, part)] = note.part;
    stored[offsetof(CompoundNote, pitch)] = note.pitch;
    stored[offsetof(CompoundNote, duration)] = note.duration;
    stored[offsetof(CompoundNote, velocity)] = note.velocity;
    std::memcpy(stored.data() + offsetof(CompoundNote, source), &note.source, sizeof note.source);
    bytes.insert(bytes.end(), stored.begin(), stored.end());
}

/// A file that is read.
class Descriptor {
  public:
    explicit Descriptor(const std::filesystem::path& path)
        : m_number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] std::size_t size() const {
        struct stat state {};
        return ::fstat(m_number, &state) == 0 ? static_cast<std::size_t>(state.st_size) : 0;
    }
    /// Reads all of `bytes` at a place; false if there is not so much.
    [[nodiscard]] bool read(std::span<std::uint8_t> bytes, std::size_t place) const {
        while (!bytes.empty()) {
            const ssize_t size =
                ::pread(m_number, bytes.data(), bytes.size(), static_cast<off_t>(place));
            if (size < 0 && errno == EINTR)
                continue;
            if (size <= 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(size));
            place += static_cast<std::size_t>(size);
        }
        return true;
    }
    /// The checksum of the first bytes; nothing if they cannot be read.
    [[nodiscard]] std::optional<std::uint64_t> checksum(std::size_t size) const {
        std::vector<std::uint8_t> portion(1U << 20U);
        std::uint64_t sum = 0;
        for (std::size_t place = 0; place < size;) {
            const auto some = std::span(portion).first(std::min(portion.size(), size - place));
            if (!read(some, place))
                return {};
            sum = checksumOf(some, sum);
            place += some.size();
        }
        return sum;
    }

  private:
    int m_number;
};

Error unusable(const std::filesystem::path& path, const std::string& reason) {
    return {ErrorCode::FileNotReadable, {path.string(), reason}};
}

} // namespace

EncodedPiece encodedPiece(const CorpusPiece& piece, const EncodingOptions& options,
                          int transposition) {
    EncodedPiece encoded;
    auto [words, stride] = CompoundEncoding::encodedAlone(piece, options, transposition);
    encoded.piece = std::move(words);
    encoded.facts.scoreNotes = piece.score.noteCount();
    encoded.facts.scoreHash = piece.score.hash();
    encoded.facts.stride = piece.hasFreeBeat ? 1 : stride;
    encoded.facts.role = static_cast<std::uint8_t>(piece.role);
    encoded.facts.hasFreeBeat = piece.hasFreeBeat ? 1 : 0;
    return encoded;
}

struct CompoundStore::Mapping {
    Mapping(const Descriptor& file, std::size_t length)
        : size(length), start(::mmap(nullptr, length, PROT_READ, MAP_SHARED, file.number(), 0)) {}
    ~Mapping() {
        if (start != MAP_FAILED)
            ::munmap(start, size);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    std::size_t size;
    void* start;
};

Result<CompoundStore> CompoundStore::open(const std::filesystem::path& path, std::uint64_t key) {
    return opened(path, &key);
}

Result<CompoundStore> CompoundStore::openChecked(const std::filesystem::path& path) {
    return opened(path, nullptr);
}

Result<CompoundStore> CompoundStore::opened(const std::filesystem::path& path,
                                            const std::uint64_t* key) {
    const Descriptor file(path);
    if (file.number() < 0)
        return unusable(path, std::strerror(errno));
    const std::size_t size = file.size();
    Trailer trailer;
    const Trailer ours;
    if (size < sizeof trailer ||
        !file.read({reinterpret_cast<std::uint8_t*>(&trailer), sizeof trailer},
                   size - sizeof trailer) ||
        trailer.magic != ours.magic)
        return unusable(path, "it is cut off or of another version");
    if (key != nullptr) {
        if (*key != trailer.keys[0] && *key != trailer.keys[1])
            return unusable(path, "it was made of other music");
        if (file.checksum(size - kUnit) != trailer.checksum)
            return unusable(path, "it is damaged");
    }
    CompoundStore store;
    store.m_mapping = std::make_shared<const Mapping>(file, size);
    if (store.m_mapping->start == MAP_FAILED)
        return unusable(path, std::strerror(errno));
    if (!store.lay(trailer))
        return unusable(path, "it is damaged");
    return store;
}

bool CompoundStore::lay(const Trailer& trailer) {
    const auto* const start = static_cast<const std::uint8_t*>(m_mapping->start);
    std::size_t place = 0;
    bool fits = true;
    const auto section = [&]<class Item>(std::span<const Item>& items, std::uint64_t count) {
        const std::size_t left = m_mapping->size - sizeof trailer - place;
        fits = fits && count <= left / sizeof(Item) && filled(count * sizeof(Item)) <= left;
        if (!fits)
            return;
        items = {reinterpret_cast<const Item*>(start + place), static_cast<std::size_t>(count)};
        place += filled(count * sizeof(Item));
    };
    std::span<const char> remarks;
    section(m_notes, trailer.notes);
    section(m_bars, trailer.bars);
    section(m_programs, trailer.programs);
    section(m_pieces, trailer.pieces);
    section(remarks, trailer.remarks);
    if (!fits || place + sizeof trailer != m_mapping->size)
        return false;
    m_remarks.assign(remarks.begin(), remarks.end());
    const auto isInside = [](std::uint64_t first, std::uint64_t count, std::size_t size) {
        return first <= size && count <= size - first;
    };
    return std::ranges::all_of(m_pieces, [&](const StoredPiece& piece) {
        return isInside(piece.firstNote, piece.notes, m_notes.size()) &&
               isInside(piece.firstBar, piece.bars, m_bars.size()) &&
               isInside(piece.firstProgram, piece.programs, m_programs.size());
    });
}

CompoundView CompoundStore::view(std::size_t piece) const {
    const StoredPiece& stored = m_pieces[piece];
    return {stored.hasFreeBeat != 0, m_bars.subspan(stored.firstBar, stored.bars),
            m_programs.subspan(stored.firstProgram, stored.programs),
            m_notes.subspan(stored.firstNote, stored.notes)};
}

CorpusFacts CompoundStore::facts() const {
    CorpusFacts facts;
    for (const StoredPiece& piece : m_pieces)
        facts.add(static_cast<PieceRole>(piece.role), piece.hasFreeBeat != 0, piece.scoreNotes,
                  piece.scoreHash);
    return facts;
}

void CompoundStore::release() const {
    ::madvise(m_mapping->start, m_mapping->size, MADV_DONTNEED);
}

Result<CompoundStoreWriter> CompoundStoreWriter::create(const std::filesystem::path& path) {
    auto file = OutputFile::open(path);
    if (!file)
        return file.error();
    return CompoundStoreWriter(*std::move(file));
}

Result<void> CompoundStoreWriter::add(EncodedPiece piece) {
    StoredPiece& stored = piece.facts;
    const CompoundPiece& content = piece.piece;
    stored.firstNote = m_notes;
    stored.notes = content.notes.size();
    stored.firstBar = m_bars.size();
    stored.bars = content.bars.size();
    stored.firstProgram = m_programs.size();
    stored.programs = content.programs.size();
    m_pieces.push_back(stored);
    m_bars.insert(m_bars.end(), content.bars.begin(), content.bars.end());
    m_programs.insert(m_programs.end(), content.programs.begin(), content.programs.end());
    m_notes += content.notes.size();
    for (const CompoundNote& note : content.notes)
        append(m_waiting, note);
    return m_waiting.size() < kBytesAtOnce ? Result<void>() : flushNotes();
}

Result<void> CompoundStoreWriter::flushNotes() {
    const auto written = write(m_waiting);
    m_waiting.clear();
    return written;
}

/// Appends bytes, filled up.
Result<void> CompoundStoreWriter::write(std::span<const std::uint8_t> bytes) {
    const std::size_t whole = bytes.size() / kUnit * kUnit;
    std::array<std::uint8_t, kUnit> last = {};
    std::ranges::copy(bytes.subspan(whole), last.begin());
    m_checksum = checksumOf(bytes.first(whole), m_checksum);
    if (const auto written = m_file.write(bytes.first(whole)); !written || whole == bytes.size())
        return written;
    m_checksum = checksumOf(last, m_checksum);
    return m_file.write(last);
}

Result<void> CompoundStoreWriter::finish(std::array<std::uint64_t, 2> keys,
                                         const std::string& remarks) {
    if (const auto written = flushNotes(); !written)
        return written;
    for (const auto section :
         {bytesOf(std::span<const CompoundBar>(m_bars)),
          bytesOf(std::span<const std::uint8_t>(m_programs)),
          bytesOf(std::span<const StoredPiece>(m_pieces)), bytesOf(std::span<const char>(remarks))})
        if (const auto written = write(section); !written)
            return written;
    CompoundStore::Trailer trailer;
    trailer.notes = m_notes;
    trailer.bars = m_bars.size();
    trailer.programs = m_programs.size();
    trailer.pieces = m_pieces.size();
    trailer.remarks = remarks.size();
    trailer.keys = keys;
    const auto bytes = bytesOf(std::span<const CompoundStore::Trailer>(&trailer, 1));
    trailer.checksum = checksumOf(bytes.first(bytes.size() - kUnit), m_checksum);
    if (const auto written = m_file.write(bytes); !written)
        return written;
    return m_file.finish();
}

} // namespace leitmotif
