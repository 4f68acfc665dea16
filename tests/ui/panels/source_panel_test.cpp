// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/source_panel.h"

#include "tests/ui/sample_data.h"
#include "ui/panels/track_delegate.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class SourcePanelTest : public testing::Test {
  protected:
    SourcePanelTest() {
        m_panel.resize(380, 420);
        m_panel.show();
    }

    template <class T>
    T* find(const char* name) {
        return m_panel.findChild<T*>(QLatin1String(name));
    }
    void check(int row, bool isOn) {
        find<QListWidget>("tracksList")
            ->item(row)
            ->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
    }

    SourcePanel m_panel;
};

TEST_F(SourcePanelTest, EmptyStateOffersWhatToDo) {
    QSignalSpy dialog(&m_panel, &SourcePanel::openDialogRequested);
    QSignalSpy demo(&m_panel, &SourcePanel::demoPieceRequested);
    auto* open = find<QPushButton>("openFileButton");
    ASSERT_TRUE(open->isVisible());
    QTest::mouseClick(open, Qt::LeftButton);
    EXPECT_EQ(dialog.count(), 1);
    EXPECT_FALSE(find<QPushButton>("demoPieceButton")->isVisible());
    m_panel.setDemoPieces({{QStringLiteral("prelude"), QStringLiteral("Prelude"), {}}});
    EXPECT_TRUE(find<QPushButton>("demoPieceButton")->isVisible());
    find<QPushButton>("demoPieceButton")->menu()->actions().front()->trigger();
    ASSERT_EQ(demo.count(), 1);
    EXPECT_EQ(demo[0][0].toString(), QStringLiteral("prelude"));
}

TEST_F(SourcePanelTest, RecentFilesOpen) {
    QSignalSpy opened(&m_panel, &SourcePanel::openFileRequested);
    m_panel.setRecentFiles({QStringLiteral("/music/you & me.mid")});
    find<QPushButton>("recentFilesButton")->menu()->actions().front()->trigger();
    ASSERT_EQ(opened.count(), 1);
    EXPECT_EQ(opened[0][0].toString(), QStringLiteral("/music/you & me.mid"));
}

TEST_F(SourcePanelTest, WhatIsHeldOutIsShownAndStaysSo) {
    for (const PieceRole role : {PieceRole::Validation, PieceRole::Test}) {
        SourceItem item = sample::source(1, "/music/judge.mid");
        item.selection = {{0}, BarRange{2, 9}, role};
        m_panel.setSource(item);
        EXPECT_TRUE(
            find<QListWidget>("sourceList")->item(0)->text().contains(QStringLiteral("held out")));
        EXPECT_TRUE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("Held out")));
        EXPECT_TRUE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("812")));
        QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
        auto* tracks = find<QListWidget>("tracksList");
        QTest::mouseClick(tracks->viewport(), Qt::LeftButton, {},
                          tracks->visualItemRect(tracks->item(1)).center());
        ASSERT_EQ(changed.count(), 1);
        EXPECT_EQ(changed[0][1].value<CorpusSelection>(),
                  (CorpusSelection{{}, BarRange{2, 9}, role}));
        QTest::keyClick(find<QSpinBox>("fromBarBox"), Qt::Key_Up);
        ASSERT_EQ(changed.count(), 2);
        EXPECT_EQ(changed[1][1].value<CorpusSelection>(),
                  (CorpusSelection{{}, BarRange{3, 9}, role}));
        EXPECT_EQ(m_panel.sources()[0].selection.role, role);
    }
    m_panel.setSource(sample::source(1, "/music/judge.mid"));
    EXPECT_EQ(find<QListWidget>("sourceList")->item(0)->text(), QStringLiteral("judge.mid"));
    EXPECT_TRUE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("Enough")));
}

TEST_F(SourcePanelTest, FilesAreChosenAndRemoved) {
    m_panel.setSources({sample::source(1, "/music/a.mid"), sample::source(2, "/music/b.mid")});
    EXPECT_EQ(m_panel.currentSource(), 1);
    QSignalSpy current(&m_panel, &SourcePanel::currentSourceChanged);
    QSignalSpy removed(&m_panel, &SourcePanel::removeRequested);
    QSignalSpy activated(&m_panel, &SourcePanel::sourceActivated);
    auto* list = find<QListWidget>("sourceList");
    QTest::keyClick(list, Qt::Key_Down);
    ASSERT_EQ(current.count(), 1);
    EXPECT_EQ(m_panel.currentSource(), 2);
    QTest::keyClick(list, Qt::Key_Return);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].toLongLong(), 2);
    QTest::mouseClick(find<QToolButton>("removeSourceButton"), Qt::LeftButton);
    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed[0][0].toLongLong(), 2);
    m_panel.removeSource(2);
    EXPECT_EQ(m_panel.currentSource(), 1);
    m_panel.removeSource(1);
    EXPECT_EQ(m_panel.currentSource(), 0);
    EXPECT_TRUE(find<QPushButton>("openFileButton")->isVisible());
}

TEST_F(SourcePanelTest, AnEditedFileSaysSoAndCanBeReverted) {
    m_panel.setSources({sample::source(1, "/music/a.mid"), sample::source(2, "/music/b.mid")});
    auto* const revert = find<QToolButton>("revertSourceButton");
    auto* const list = find<QListWidget>("sourceList");
    EXPECT_FALSE(revert->isVisible());
    SourceItem edited = sample::source(2, "/music/b.mid");
    edited.isEdited = true;
    m_panel.setSource(edited);
    EXPECT_EQ(m_panel.currentSource(), 1) << "what is chosen stays";
    EXPECT_EQ(list->item(1)->text(), QStringLiteral("b.mid (edited)"));
    EXPECT_FALSE(revert->isVisible());
    m_panel.setCurrentSource(2);
    ASSERT_TRUE(revert->isVisible());
    QSignalSpy reverted(&m_panel, &SourcePanel::revertRequested);
    QTest::mouseClick(revert, Qt::LeftButton);
    ASSERT_EQ(reverted.count(), 1);
    EXPECT_EQ(reverted[0][0].toLongLong(), 2);
    edited.isEdited = false;
    m_panel.setSource(edited);
    EXPECT_FALSE(revert->isVisible());
    EXPECT_EQ(list->item(1)->text(), QStringLiteral("b.mid"));
}

TEST_F(SourcePanelTest, NothingIsCutInASmallPanel) {
    m_panel.setSource(sample::manyTracks());
    auto* scroll = find<QScrollArea>("sourceScroll");
    auto* tracks = find<QListWidget>("tracksList");
    for (const int height : {190, 205, 220, 260, 301}) {
        m_panel.resize(m_panel.minimumSizeHint().width(), height);
        QApplication::processEvents();
        const QRect seen(QPoint(), scroll->viewport()->size());
        const auto place = [&](const QWidget& widget) {
            return QRect(widget.mapTo(scroll->viewport(), QPoint()), widget.size());
        };
        for (const QWidget* part :
             scroll->widget()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
            if (!part->isVisible())
                continue;
            const QRect there = place(*part);
            EXPECT_TRUE(there.left() >= 0 && there.right() <= seen.right())
                << height << part->objectName().toStdString();
            EXPECT_TRUE(part == tracks || seen.contains(there) || !seen.intersects(there))
                << height << part->objectName().toStdString();
        }
        for (int row = 0; row < tracks->count(); ++row) {
            const QRect there = tracks->visualItemRect(tracks->item(row))
                                    .translated(place(*tracks->viewport()).topLeft());
            EXPECT_TRUE(seen.contains(there) || !seen.intersects(there)) << height << row;
        }
    }
}

} // namespace
} // namespace leitmotif
