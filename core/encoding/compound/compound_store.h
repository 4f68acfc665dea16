// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/output_file.h"
#include "core/corpus/corpus.h"
#include "core/encoding/common/encoding.h"
#include "core/encoding/compound/compound_piece.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// A piece in a CompoundStore: where its content lies, and where it comes from.
struct StoredPiece {
    std::uint64_t firstNote = 0;
    std::uint64_t notes = 0; ///< as encoded
    std::uint64_t firstBar = 0;
    std::uint64_t bars = 0;
    std::uint64_t firstProgram = 0;
    std::uint64_t programs = 0;
    std::uint64_t scoreNotes = 0; ///< of its score
    std::uint64_t scoreHash = 0;
    std::uint32_t source = 0; ///< number of its file among those that were not left out
    std::uint32_t number = 0; ///< among the pieces of its file
    std::int32_t stride = 1;  ///< see CompoundEncoding::stride(); 1 where the beat is free
    std::uint8_t role = 0;    ///< PieceRole
    std::uint8_t hasFreeBeat = 0;
    std::array<std::uint8_t, 2> unused = {};
};

/// An encoded piece, to be stored.
struct EncodedPiece {
    CompoundPiece piece;
    StoredPiece facts; ///< all but the places and counts of its content
};

/// Encodes a piece by itself.
[[nodiscard]] EncodedPiece encodedPiece(const CorpusPiece& piece, const EncodingOptions& options,
                                        int transposition);

/// The encoded pieces of a corpus that is too large for memory, in a file that is mapped: 16 bytes
/// a note. Immutable; several threads may read. The file is a cache: it holds nothing that cannot
/// be made again, in the byte order of this machine.
///
/// notes (CompoundNote) · bars (CompoundBar) · programs · pieces (StoredPiece) · remarks (text),
/// each filled up to 8 bytes · Trailer, with a checksum of all before it.
class CompoundStore {
  public:
    /// `key`: one of those that it was written with. Errors: FileNotReadable, if there is no such
    /// file or it is damaged, cut off, of another key or another version.
    static Result<CompoundStore> open(const std::filesystem::path& path, std::uint64_t key);
    /// A file that open() has just checked. Errors: FileNotReadable.
    static Result<CompoundStore> openChecked(const std::filesystem::path& path);

    [[nodiscard]] std::span<const StoredPiece> pieces() const { return m_pieces; }
    [[nodiscard]] CompoundView view(std::size_t piece) const;
    /// Text that was stored with the pieces.
    [[nodiscard]] const std::string& remarks() const { return m_remarks; }
    [[nodiscard]] CorpusFacts facts() const;
    /// Gives the memory of what was read back to the system, which reads it again when it is
    /// needed. Views stay valid.
    void release() const;

  private:
    friend class CompoundStoreWriter;
    struct Trailer {
        std::array<char, 8> magic = {'L', 'M', 'n', 'o', 't', 'e', 's', '1'};
        std::uint64_t notes = 0;
        std::uint64_t bars = 0;
        std::uint64_t programs = 0;
        std::uint64_t pieces = 0;
        std::uint64_t remarks = 0; ///< bytes
        std::array<std::uint64_t, 2> keys = {};
        std::uint64_t checksum = 0;
    };
    struct Mapping;

    static Result<CompoundStore> opened(const std::filesystem::path& path,
                                        const std::uint64_t* key);
    [[nodiscard]] bool lay(const Trailer& trailer);

    std::shared_ptr<const Mapping> m_mapping;
    std::span<const CompoundNote> m_notes;
    std::span<const CompoundBar> m_bars;
    std::span<const std::uint8_t> m_programs;
    std::span<const StoredPiece> m_pieces;
    std::string m_remarks;
};

/// Writes the file of a CompoundStore, piece by piece. Until finish() there is no such file, so
/// that a kill leaves nothing of it.
class CompoundStoreWriter {
  public:
    /// Errors: FileNotWritable.
    static Result<CompoundStoreWriter> create(const std::filesystem::path& path);

    /// Errors: FileNotWritable.
    Result<void> add(EncodedPiece piece);
    /// Errors: FileNotWritable.
    Result<void> finish(std::array<std::uint64_t, 2> keys, const std::string& remarks);

  private:
    explicit CompoundStoreWriter(OutputFile file) : m_file(std::move(file)) {}
    Result<void> write(std::span<const std::uint8_t> bytes);
    Result<void> flushNotes();

    OutputFile m_file;
    std::uint64_t m_checksum = 0;
    std::uint64_t m_notes = 0; ///< so far
    Bytes m_waiting;           ///< notes that are not written yet
    std::vector<CompoundBar> m_bars;
    std::vector<std::uint8_t> m_programs;
    std::vector<StoredPiece> m_pieces;
};

} // namespace leitmotif
