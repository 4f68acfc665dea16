// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/log_check.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <vector>

namespace leitmotif {

namespace {

// The format is described at https://www.sqlite.org/fileformat2.html#walformat
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kFrameHeaderBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682; // its last bit: checksums of big-endian words
constexpr std::uint32_t kLargestPage = 65'536;

using ByteView = std::span<const unsigned char>;

std::uint32_t numberAt(ByteView bytes, std::size_t offset) {
    return static_cast<std::uint32_t>(bytes[offset]) << 24U |
           static_cast<std::uint32_t>(bytes[offset + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[offset + 2]) << 8U | bytes[offset + 3];
}

class Checksum {
  public:
    explicit Checksum(bool isBigEndian) : m_isBigEndian(isBigEndian) {}
    void add(ByteView bytes) {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            m_first += wordAt(bytes, i) + m_second;
            m_second += wordAt(bytes, i + 4) + m_first;
        }
    }
    /// Stored as two numbers.
    [[nodiscard]] bool equals(ByteView bytes, std::size_t offset) const {
        return numberAt(bytes, offset) == m_first && numberAt(bytes, offset + 4) == m_second;
    }

  private:
    [[nodiscard]] std::uint32_t wordAt(ByteView bytes, std::size_t offset) const {
        const auto word = numberAt(bytes, offset);
        return m_isBigEndian ? word : __builtin_bswap32(word);
    }

    bool m_isBigEndian;
    std::uint32_t m_first = 0;
    std::uint32_t m_second = 0;
};

} // namespace

bool isLogDamaged(const std::filesystem::path& log) {
    std::ifstream stream(log, std::ios::binary);
    std::array<unsigned char, kHeaderBytes> header{};
    const auto read = [&](std::span<unsigned char> bytes) {
        stream.read(reinterpret_cast<char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()));
        return stream.gcount() == static_cast<std::streamsize>(bytes.size());
    };
    if (!read(header))
        return false; // none, or nothing in it yet
    const auto magic = numberAt(header, 0);
    const auto page = numberAt(header, 8);
    Checksum checksum((magic & 1U) != 0);
    checksum.add(ByteView(header).first(kFrameHeaderBytes));
    if ((magic & ~1U) != kMagic || !checksum.equals(header, kFrameHeaderBytes) ||
        page > kLargestPage)
        return stream.peek() != std::ifstream::traits_type::eof(); // all that follows is lost
    bool isSound = true;
    std::vector<unsigned char> frame(kFrameHeaderBytes + page);
    while (read(frame)) {
        const bool isOfThisLog = numberAt(frame, 8) == numberAt(header, 16) &&
                                 numberAt(frame, 12) == numberAt(header, 20);
        const bool isCommit = numberAt(frame, 4) != 0;
        if (!isSound && isOfThisLog && isCommit)
            return true;
        if (!isSound)
            continue; // until something committed follows
        checksum.add(ByteView(frame).first(8));
        checksum.add(ByteView(frame).subspan(kFrameHeaderBytes));
        isSound = isOfThisLog && checksum.equals(frame, 16);
    }
    return false;
}

} // namespace leitmotif
