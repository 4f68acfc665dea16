// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace leitmotif {

/// A file that is being written. Until finish() everything goes into an unnamed temporary file
/// beside it, so that a full disk or a kill leaves the old file as it was. finish() replaces a
/// regular file in one step, through symbolic links; it writes to pipes, devices and open
/// descriptors (such as /dev/stdout). Without finish() nothing changes.
class OutputFile {
  public:
    /// Errors: FileNotWritable.
    static Result<OutputFile> open(const std::filesystem::path& path);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;
    ~OutputFile();

    /// The descriptor to write to: readable and seekable whatever is at the path. Open as long as
    /// this object lives.
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Appends. Errors: FileNotWritable.
    Result<void> write(std::span<const std::uint8_t> bytes);
    /// Errors: FileNotWritable.
    Result<void> finish();

  private:
    explicit OutputFile(std::filesystem::path path) : m_path(std::move(path)) {}
    bool openNeighbour();
    bool openStream();
    bool replace();
    bool copyToStream() const;
    void close();

    std::filesystem::path m_path;   // as the caller gave it
    std::filesystem::path m_target; // the file to replace, behind all links
    std::string m_temporary;        // name of the temporary file, if it has one
    int m_stream = -1;              // a pipe or device to write to instead
    int m_descriptor = -1;
};

/// True if `path` is a pipe, a device or an open descriptor, which writing does not replace.
[[nodiscard]] bool isStream(const std::filesystem::path& path);

} // namespace leitmotif
