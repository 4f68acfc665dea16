// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input_files.h"

#include "app/cli/command.h"
#include "core/base/lower_case.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace leitmotif {

namespace {

namespace fs = std::filesystem;

bool hasMidiEnding(const fs::path& path) {
    static constexpr std::array<std::string_view, 5> kEndings = {".mid", ".midi", ".kar", ".rmi",
                                                                 ".smf"};
    return std::ranges::find(kEndings, endingOf(path)) != kEndings.end();
}

std::vector<std::string> midiFilesIn(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code code;
    auto entry = fs::recursive_directory_iterator(
        folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        std::error_code ofEntry;
        if (hasMidiEnding(entry->path()) && entry->is_regular_file(ofEntry))
            files.push_back(entry->path().string());
    }
    std::ranges::sort(files);
    return files;
}

Result<InputFile> readInputFile(const std::string& path) {
    std::error_code code;
    if (fs::is_directory(path, code))
        return Error{ErrorCode::FileNotReadable, {path, "there are no MIDI files in this folder"}};
    auto bytes = readFile(path);
    if (!bytes)
        return bytes.error();
    auto midi = readMidi(*bytes, path);
    if (!midi)
        return midi.error();
    return InputFile{path, std::move(*bytes), std::move(*midi)};
}

} // namespace

std::vector<std::string> expandedInputs(const std::vector<std::string>& inputs) {
    std::vector<std::string> files;
    for (const std::string& input : inputs) {
        std::error_code code;
        const bool isFolder = fs::is_directory(input, code);
        const auto inside = isFolder ? midiFilesIn(input) : std::vector<std::string>{};
        if (inside.empty())
            files.push_back(input);
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

int readInputFiles(const std::vector<std::string>& inputs,
                   const std::function<void(InputFile&&)>& use) {
    std::vector<Error> errors;
    bool isAnyRead = false;
    for (const std::string& path : expandedInputs(inputs)) {
        auto file = readInputFile(path);
        if (file) {
            isAnyRead = true;
            use(std::move(*file));
        } else {
            errors.push_back(file.error());
        }
    }
    for (const Error& error : errors) {
        if (isAnyRead)
            warn(describe(error) + " It was skipped.");
        else
            reportError(error);
    }
    return isAnyRead ? kExitDone : kExitBadInput;
}

} // namespace leitmotif
