// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/soundfont_library.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string_view>
#include <system_error>

extern "C" {
extern const unsigned char leitmotif_soundfont[];
extern const unsigned char leitmotif_soundfont_end[];
}

namespace leitmotif {

namespace fs = std::filesystem;

namespace {

std::string environment(const char* name, const std::string& fallback) {
    const char* const value = std::getenv(name);
    return value && *value ? value : fallback;
}

/// True if the file begins with "RIFF", a length and "sfbk".
bool isSoundFontFile(const fs::path& path) {
    std::array<char, 12> head{};
    std::ifstream stream(path, std::ios::binary);
    if (!stream.read(head.data(), head.size()))
        return false;
    const std::string_view view(head.data(), head.size());
    return view.substr(0, 4) == "RIFF" && view.substr(8, 4) == "sfbk";
}

bool hasSoundFontEnding(const fs::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return ending == ".sf2" || ending == ".sf3";
}

std::vector<fs::path> soundFontsIn(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (hasSoundFontEnding(it->path()))
            paths.push_back(it->path());
    std::ranges::sort(paths);
    return paths;
}

/// Adds a file if it is a SoundFont and new; links become the file they lead to.
void add(const fs::path& path, std::vector<SoundFont>& fonts) {
    std::error_code code;
    const fs::path real = fs::canonical(path, code);
    if (code || !fs::is_regular_file(real, code) || !isSoundFontFile(real))
        return;
    if (std::ranges::find(fonts, real, &SoundFont::path) == fonts.end())
        fonts.push_back({real.stem().string(), real});
}

fs::path fluidSynthDefault() {
    const std::unique_ptr<fluid_settings_t, decltype(&delete_fluid_settings)> settings(
        new_fluid_settings(), delete_fluid_settings);
    char* text = nullptr;
    if (!settings ||
        fluid_settings_getstr_default(settings.get(), "synth.default-soundfont", &text) != FLUID_OK)
        return {};
    return text ? fs::path(text) : fs::path();
}

} // namespace

bool SoundFont::isBuiltin() const {
    return path == kBuiltinSoundFont;
}

SoundFontPlaces systemSoundFontPlaces() {
    SoundFontPlaces places;
    if (const fs::path path = fluidSynthDefault(); !path.empty())
        places.files.push_back(path);
    for (const char* folder :
         {"/usr/share/soundfonts", "/usr/share/sounds/sf2", "/usr/share/sounds/sf3"})
        places.folders.emplace_back(folder);
    const std::string home = environment("HOME", "");
    std::vector<fs::path> dataFolders = {environment("XDG_DATA_HOME", home + "/.local/share")};
    std::istringstream list(environment("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    for (std::string folder; std::getline(list, folder, ':');)
        dataFolders.emplace_back(folder);
    for (const fs::path& folder : dataFolders)
        if (folder.is_absolute())
            for (const char* below : {"soundfonts", "sounds/sf2", "sounds/sf3"})
                places.folders.push_back(folder / below);
    return places;
}

std::vector<SoundFont> findSoundFonts(const fs::path& preferred, const SoundFontPlaces& places) {
    std::vector<SoundFont> fonts;
    const SoundFont builtin{"Leitmotif", kBuiltinSoundFont};
    if (!preferred.empty() && preferred != builtin.path)
        add(preferred, fonts);
    for (const fs::path& path : places.files)
        add(path, fonts);
    for (const fs::path& folder : places.folders)
        for (const fs::path& path : soundFontsIn(folder))
            add(path, fonts);
    fonts.push_back(builtin);
    return fonts;
}

Result<SoundFont> soundFontAt(const fs::path& path) {
    if (path == kBuiltinSoundFont)
        return findSoundFonts({}, {}).back();
    std::error_code code;
    if (!fs::exists(path, code))
        return Error{ErrorCode::FileNotReadable, {path.string(), "no such file"}};
    if (!isSoundFontFile(path))
        return Error{ErrorCode::SoundFontUnreadable, {path.string()}};
    return SoundFont{path.stem().string(), path};
}

std::span<const unsigned char> builtinSoundFontBytes() {
    return {leitmotif_soundfont, leitmotif_soundfont_end};
}

} // namespace leitmotif
