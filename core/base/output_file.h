// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace leitmotif {

/// A file that is being written. Until finish() everything goes into a neighbour without a name, so
/// that a full disk or a kill leaves what stood at the path as it was. Regular files are then
/// replaced in one step, through symbolic links; pipes, devices and open descriptors (such as
/// /dev/stdout) are written to. Not finished: nothing happened.
class OutputFile {
  public:
    /// Errors: FileNotWritable.
    static Result<OutputFile> open(const std::filesystem::path& path);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;
    ~OutputFile();

    /// Where to write: readable and seekable, whatever stands at the path. Stays open until the end
    /// of this object.
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

    std::filesystem::path m_path;   // as it was asked for
    std::filesystem::path m_target; // the file to replace, behind all links
    std::string m_temporary;        // name of the neighbour, where it has or gets one
    int m_stream = -1;              // a pipe or device to write to instead
    int m_descriptor = -1;
};

/// True if writing to `path` goes to a pipe, a device or an open descriptor, and replaces nothing.
[[nodiscard]] bool isStream(const std::filesystem::path& path);

} // namespace leitmotif
