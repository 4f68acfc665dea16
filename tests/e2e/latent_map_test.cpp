// SPDX-License-Identifier: GPL-3.0-or-later
// A walk in the latent space of a VAE, in the real window.
#include "tests/e2e/window_test.h"
#include "ui/plots/latent_canvas.h"
#include "ui/plots/latent_sheet.h"

#include <QPushButton>
#include <QToolButton>

namespace leitmotif {
namespace {

class LatentMapTest : public WindowTest {};

TEST_F(LatentMapTest, PicturesAreHeardKeptAndThereTheNextDay) {
    const QString project = m_folder.filePath(QStringLiteral("walk.leitmotif"));
    {
        Workspace workspace(m_window, m_settings);
        workspace.start({project, sourceFile()});
        auto* const train = find<QPushButton>("trainButton");
        ASSERT_TRUE(waitFor([&] { return train->isEnabled(); }));
        choose(find<QComboBox>("presetBox"), QStringLiteral("vae"));
        type(find<QSpinBox>("setting_epochs"), 3);
        type(find<QSpinBox>("setting_sample_every"), 0);
        pressAndWait("trainButton");
        auto* const toMap = find<QToolButton>("showMapButton");
        ASSERT_TRUE(toMap->isVisible());
        click(toMap);
        auto* const canvas = find<LatentCanvas>("latentCanvas");
        ASSERT_TRUE(waitFor([&] { return canvas->isVisible(); }));
        shoot("latent-map");

        const auto map = m_window.latent().map()->map;
        const QRectF area = QRectF(canvas->rect()).adjusted(1, 1, -1, -1);
        int cell = 0; // one that sounds
        while (cell + 1 < map->cellCount() && scoreOf(*map, cell)->noteCount() == 0)
            ++cell;
        const auto notes = scoreOf(*map, cell)->noteCount();
        ASSERT_GT(notes, 0U);
        QTest::mouseClick(canvas, Qt::LeftButton, {},
                          cellRect(*map, cell, area).center().toPoint());
        auto* const hear = find<QToolButton>("latentHearButton");
        const QString stop = LatentView::tr("Stop");
        ASSERT_TRUE(waitFor([&] { return hear->accessibleName() == stop; }));
        click(hear);
        EXPECT_NE(hear->accessibleName(), stop);
        EXPECT_FALSE(m_window.takes().currentTake());
        click(find<QPushButton>("latentKeepButton"));
        ASSERT_TRUE(waitFor([&] { return m_window.takes().currentTake().has_value(); }));
        const auto take = workspace.takes().find(*m_window.takes().currentTake());
        EXPECT_EQ(take->notes, notes);
        EXPECT_EQ(take->origin.epoch, 3);
        click(find<QToolButton>("showLossesButton"));
        EXPECT_TRUE(m_window.plot().isVisible());
        EXPECT_FALSE(canvas->isVisible());
    }
    MainWindow later;
    Workspace workspace(later, m_settings);
    later.show();
    workspace.start({project});
    ASSERT_TRUE(waitFor([&] { return later.latent().map().has_value(); }));
    EXPECT_EQ(later.latent().map()->epoch, 3);
    EXPECT_GT(later.latent().map()->map->points.size(), 0U);
}

TEST_F(LatentMapTest, OtherModelsHaveNone) {
    Workspace workspace(m_window, m_settings);
    workspace.start({sourceFile()});
    ASSERT_TRUE(waitFor([&] { return find<QPushButton>("trainButton")->isEnabled(); }));
    choose(find<QComboBox>("presetBox"), QStringLiteral("lstm"));
    type(find<QSpinBox>("setting_epochs"), 1);
    pressAndWait("trainButton");
    EXPECT_FALSE(find<QToolButton>("showMapButton")->isVisible());
}

} // namespace
} // namespace leitmotif
