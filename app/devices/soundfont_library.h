// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// An available SoundFont: a file, or the embedded one.
struct SoundFont {
    std::string name;           ///< as shown
    std::filesystem::path path; ///< kBuiltinSoundFont for the embedded one

    [[nodiscard]] bool isBuiltin() const;

    bool operator==(const SoundFont&) const = default;
};

/// The path that means the embedded SoundFont.
inline constexpr const char* kBuiltinSoundFont = "builtin";

/// Where SoundFonts are searched: files first, then folders, each in this order.
struct SoundFontPlaces {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> folders;
};

/// FluidSynth's default SoundFont, the folders of the distributions and the XDG data folders.
[[nodiscard]] SoundFontPlaces systemSoundFontPlaces();

/// All SoundFonts in `places`, `preferred` (the user's setting, may be empty) first, each file once
/// however many links lead to it; the embedded one always comes last. Files that are not SF2 or SF3
/// are left out.
[[nodiscard]] std::vector<SoundFont>
findSoundFonts(const std::filesystem::path& preferred = {},
               const SoundFontPlaces& places = systemSoundFontPlaces());

/// The SoundFont of a path, or of "builtin". Errors: FileNotReadable, SoundFontUnreadable.
Result<SoundFont> soundFontAt(const std::filesystem::path& path);

/// The bytes of the embedded SoundFont (SF2).
[[nodiscard]] std::span<const unsigned char> builtinSoundFontBytes();

} // namespace leitmotif
