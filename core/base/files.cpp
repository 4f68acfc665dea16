// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include "core/base/output_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

namespace leitmotif {

namespace {

Error unreadable(const std::filesystem::path& path, const std::string& reason) {
    return {ErrorCode::FileNotReadable, {path.string(), reason}};
}

} // namespace

Result<Bytes> readFile(const std::filesystem::path& path, std::uintmax_t limit) {
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return unreadable(path, "no such file");
    if (!std::filesystem::is_regular_file(path, code))
        return unreadable(path, "not a file");
    const auto size = std::filesystem::file_size(path, code);
    if (code)
        return unreadable(path, code.message());
    if (size > limit)
        return Error{ErrorCode::FileTooLarge, {path.string()}};
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return unreadable(path, std::strerror(errno));
    Bytes bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (stream.bad())
        return unreadable(path, "the disk reported an error");
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 std::span<const std::uint8_t> bytes) {
    auto file = OutputFile::open(path);
    if (!file)
        return file.error();
    if (const auto written = file->write(bytes); !written)
        return written;
    return file->finish();
}

std::uint64_t hashOf(std::span<const std::uint8_t> bytes, std::uint64_t seed) {
    for (const auto byte : bytes)
        seed = (seed ^ byte) * 0x100000001b3U;
    return seed;
}

} // namespace leitmotif
