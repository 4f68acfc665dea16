// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/unsaved_projects.h"
#include "tests/core/store/test_project.h"

namespace leitmotif {
namespace {

TEST(UnsavedProjects, FindsWhatNobodyHasOpenAndRemovesWhatIsEmpty) {
    const TestFolder folder;
    EXPECT_TRUE(abandonedProjects(folder.path()).empty());
    const auto left = require(newUnsavedPath(folder.path()));
    const auto open = require(newUnsavedPath(folder.path()));
    const auto empty = require(newUnsavedPath(folder.path()));
    EXPECT_NE(left, open);
    EXPECT_EQ(left.parent_path(), folder / "unsaved");
    require(require(ProjectFile::open(left))->addSource("a.mid", {1}, {}));
    require(ProjectFile::open(empty));
    const auto owner = require(ProjectFile::open(open));
    require(owner->addSource("a.mid", {1}, {}));

    const auto found = abandonedProjects(folder.path());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().path, left);
    EXPECT_TRUE(std::filesystem::exists(open));
    EXPECT_FALSE(std::filesystem::exists(empty));
}

TEST(UnsavedProjects, LiveWhereTheDesktopSays) {
    ::setenv("XDG_DATA_HOME", "/somewhere", 1);
    EXPECT_EQ(userDataFolder(), "/somewhere/leitmotif");
    ::setenv("XDG_DATA_HOME", "relative", 1); // to be ignored, says the specification
    ::setenv("HOME", "/home/eve", 1);
    EXPECT_EQ(userDataFolder(), "/home/eve/.local/share/leitmotif");
}

} // namespace
} // namespace leitmotif
