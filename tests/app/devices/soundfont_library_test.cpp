// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/soundfont_library.h"

#include "app/devices/synth_engine.h"
#include "core/base/files.h"

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

namespace fs = std::filesystem;

class SoundFontLibrary : public ::testing::Test {
  protected:
    void SetUp() override {
        m_folder = fs::path(::testing::TempDir()) /
                   ("soundfonts-" +
                    std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder / "a");
        fs::create_directories(m_folder / "b");
    }
    void TearDown() override { fs::remove_all(m_folder); }

    fs::path write(const std::string& name, const std::string& bytes = "RIFF....sfbkLIST") {
        const fs::path path = m_folder / name;
        EXPECT_TRUE(writeFileAtomically(
            path, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
        return path;
    }

    fs::path m_folder;
};

TEST_F(SoundFontLibrary, PutsTheSettingFirstAndTheBuiltinLast) {
    const auto chosen = write("chosen.sf2");
    const auto byDefault = write("default.sf3");
    const auto inFolder = write("a/Zither.SF2");
    write("a/notes.txt");
    write("a/broken.sf2", "not a SoundFont");
    write("b/Alto.sf3");
    const auto fonts =
        findSoundFonts(chosen, {.files = {byDefault},
                                .folders = {m_folder / "a", m_folder / "nowhere", m_folder / "b"}});
    std::vector<std::string> names;
    for (const SoundFont& font : fonts)
        names.push_back(font.name);
    EXPECT_EQ(names,
              (std::vector<std::string>{"chosen", "default", "Zither", "Alto", "Leitmotif"}));
    EXPECT_TRUE(fonts.back().isBuiltin());
    EXPECT_FALSE(fonts.front().isBuiltin());
}

TEST_F(SoundFontLibrary, ListsAFileOnceHoweverManyLinksLeadToIt) {
    const auto file = write("a/real.sf2");
    fs::create_symlink(file, m_folder / "b" / "default-GM.sf2");
    const auto fonts = findSoundFonts({}, {.files = {m_folder / "b" / "default-GM.sf2"},
                                           .folders = {m_folder / "a", m_folder / "b"}});
    ASSERT_EQ(fonts.size(), 2U);
    EXPECT_EQ(fonts[0].name, "real");
}

TEST_F(SoundFontLibrary, OpensWhatIsNamed) {
    EXPECT_TRUE(soundFontAt("builtin")->isBuiltin());
    EXPECT_EQ(soundFontAt(m_folder / "none.sf2").error().code, ErrorCode::FileNotReadable);
    const auto broken = write("broken.sf2", "RIFF");
    EXPECT_EQ(soundFontAt(broken).error().code, ErrorCode::SoundFontUnreadable);
    // A header without content: FluidSynth reports the error.
    const auto empty = write("empty.sf2");
    const auto engine = SynthEngine::create(*soundFontAt(empty), 48'000);
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, ErrorCode::SoundFontUnreadable);
}

TEST_F(SoundFontLibrary, LooksIntoTheUsersFolders) {
    ::setenv("XDG_DATA_HOME", m_folder.c_str(), 1);
    const auto places = systemSoundFontPlaces();
    ::unsetenv("XDG_DATA_HOME");
    const auto has = [&places](const fs::path& folder) {
        return std::find(places.folders.begin(), places.folders.end(), folder) !=
               places.folders.end();
    };
    EXPECT_TRUE(has(m_folder / "soundfonts"));
    EXPECT_TRUE(has("/usr/share/sounds/sf2"));
    EXPECT_TRUE(has("/usr/share/sounds/sf3"));
    EXPECT_TRUE(has("/usr/share/soundfonts"));
}

} // namespace
} // namespace leitmotif
