// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces that are held out whole, in the real window.
#include "assets/demo_pieces.h"
#include "core/store/project_file.h"
#include "tests/e2e/window_test.h"

#include <QLabel>
#include <QPushButton>

namespace leitmotif {
namespace {

class SourcesWindowTest : public WindowTest {
  protected:
    [[nodiscard]] std::filesystem::path project() const {
        return m_folder.filePath(QStringLiteral("song.leitmotif")).toStdString();
    }

    /// With few notes to learn from, and a whole piece beside them that is held out.
    void makeProject() {
        const auto file = ProjectFile::open(project());
        ASSERT_TRUE(file);
        const auto midi = demoPieces().front().midi;
        const Bytes bytes(midi.begin(), midi.end());
        ASSERT_TRUE((*file)->addSource("few.mid", bytes, {{}, BarRange{0, 1}}));
        ASSERT_TRUE((*file)->addSource("judge.mid", bytes, {{}, {}, PieceRole::Validation}));
    }

    CorpusSelection storedSelection(std::size_t source) {
        const auto file = ProjectFile::openToRead(project());
        EXPECT_TRUE(file);
        return (*file)->sources()->at(source).selection;
    }
};

TEST_F(SourcesWindowTest, WhatIsHeldOutStaysSoAndIsNoneOfTheNotesToLearnFrom) {
    makeProject();
    Workspace workspace(m_window, m_settings);
    workspace.start({QString::fromStdString(project().string())});
    auto* const train = find<QPushButton>("trainButton");
    const auto saysWhy = [&] {
        return find<QLabel>("trainingState")->text().contains(QStringLiteral("at least 64"));
    };
    EXPECT_TRUE(waitFor(saysWhy));
    EXPECT_FALSE(train->isEnabled());

    ASSERT_EQ(m_window.source().currentSource(), 2);
    type(find<QSpinBox>("fromBarBox"), 3);
    ASSERT_TRUE(waitFor([&] { return storedSelection(1).bars.has_value(); }));
    EXPECT_EQ(storedSelection(1).bars->first, 2);
    EXPECT_EQ(storedSelection(1).role, PieceRole::Validation);
    EXPECT_FALSE(train->isEnabled());
}

} // namespace
} // namespace leitmotif
