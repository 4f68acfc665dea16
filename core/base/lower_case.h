// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace leitmotif {

/// The text with the capital letters of ASCII in lower case, whatever the locale; other bytes stay.
[[nodiscard]] inline std::string lowerCase(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

/// The extension of a file's name in lower case, with its dot: ".mid". Empty if there is none.
[[nodiscard]] inline std::string endingOf(const std::filesystem::path& path) {
    return lowerCase(path.extension().string());
}

} // namespace leitmotif
