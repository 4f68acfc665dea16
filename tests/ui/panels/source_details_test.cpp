// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/source_details.h"

#include "tests/ui/sample_data.h"
#include "ui/panels/source_panel.h"
#include "ui/panels/track_delegate.h"

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

class SourceDetailsTest : public testing::Test {
  protected:
    SourceDetailsTest() {
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

TEST_F(SourceDetailsTest, ShowsTheReport) {
    m_panel.setSource(sample::source(1, "/music/bach.mid"));
    EXPECT_TRUE(find<QLabel>("sourceFacts")->text().contains(QStringLiteral("117")));
    EXPECT_TRUE(find<QLabel>("sourceFacts")->text().contains(QStringLiteral("72 bpm")));
    EXPECT_TRUE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("Enough")));
    auto* tracks = find<QListWidget>("tracksList");
    ASSERT_EQ(tracks->count(), 3);
    EXPECT_TRUE(tracks->item(0)->text().contains(QStringLiteral("melody")));
    const QString words = tracks->item(0)->data(Qt::AccessibleTextRole).toString();
    for (const char* word : {"Right hand", "Grand piano", "812", "G3–A5"})
        EXPECT_TRUE(words.contains(QString::fromUtf8(word))) << words.toStdString();
    auto* fold = find<QToolButton>("findingsButton");
    EXPECT_TRUE(fold->isVisible());
    EXPECT_FALSE(find<QLabel>("sourceFindings")->isVisible());
    QTest::mouseClick(fold, Qt::LeftButton);
    EXPECT_TRUE(find<QLabel>("sourceFindings")->isVisible());
    EXPECT_FALSE(find<QLabel>("sourceFindings")->text().isEmpty());
}

TEST_F(SourceDetailsTest, TracksCanBeLeftOutButNotTheLastOne) {
    m_panel.setSource(sample::source(1, "/music/bach.mid"));
    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    check(0, false);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toLongLong(), 1);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>().tracks, std::vector<std::size_t>{1});
    EXPECT_EQ(m_panel.sources()[0].selection.tracks, std::vector<std::size_t>{1});
    check(1, false);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(find<QListWidget>("tracksList")->item(1)->checkState(), Qt::Checked);
    check(0, true);
    ASSERT_EQ(changed.count(), 2);
    EXPECT_TRUE(changed[1][1].value<CorpusSelection>().tracks.empty());
}

/// A file of format 0 whose channels are listed.
SourceItem channels() {
    SourceItem item = sample::source(1, "/music/one-track.mid");
    for (std::size_t i = 0; i < item.report.tracks.size(); ++i)
        item.report.tracks[i].choice = {0, static_cast<std::uint8_t>(2 * i)};
    return item;
}

TEST_F(SourceDetailsTest, ChannelsCanBeChosenAsTracksCan) {
    m_panel.setSource(channels());
    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    check(0, false);
    ASSERT_EQ(changed.count(), 1);
    const auto selection = changed[0][1].value<CorpusSelection>();
    EXPECT_TRUE(selection.tracks.empty());
    EXPECT_EQ(selection.withoutChannels, std::vector<std::uint8_t>{0});
    EXPECT_TRUE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("522")));
    SourceItem again = channels();
    again.selection = selection;
    m_panel.setSource(again);
    EXPECT_EQ(find<QListWidget>("tracksList")->item(0)->checkState(), Qt::Unchecked);
    EXPECT_EQ(find<QListWidget>("tracksList")->item(1)->checkState(), Qt::Checked);
    check(1, false);
    EXPECT_EQ(find<QListWidget>("tracksList")->item(1)->checkState(), Qt::Checked);
}

TEST_F(SourceDetailsTest, TheSwitchAtATrackMakesDrumsOfIt) {
    SourceItem item = sample::source(1, "/music/daw.mid");
    item.report.tracks[1].maybeDrums = true;
    m_panel.setSource(item);
    QSignalSpy chosen(&m_panel, &SourcePanel::selectionChanged);
    QSignalSpy drums(&m_panel, &SourcePanel::drumsRequested);
    auto* tracks = find<QListWidget>("tracksList");
    EXPECT_TRUE(tracks->item(1)
                    ->data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("looks like drums")));
    const auto click = [&](int row) {
        QTest::mouseClick(tracks->viewport(), Qt::LeftButton, {},
                          TrackDelegate::drumsRect(tracks->visualItemRect(tracks->item(row)),
                                                   tracks->fontMetrics())
                              .center());
    };
    click(1);
    ASSERT_EQ(drums.count(), 1);
    EXPECT_EQ(drums[0][0].toLongLong(), 1);
    EXPECT_EQ(drums[0][1].value<TrackChoice>().track, 1U);
    EXPECT_TRUE(drums[0][2].toBool());
    EXPECT_EQ(chosen.count(), 0) << "it is still learned";
    item.report.tracks[1].maybeDrums = false;
    item.report.tracks[1].isDrums = true;
    m_panel.setSource(item);
    click(1);
    ASSERT_EQ(drums.count(), 2);
    EXPECT_FALSE(drums[1][2].toBool());
    // And from the keyboard: the menu of the row.
    tracks->setCurrentRow(0);
    QContextMenuEvent key(QContextMenuEvent::Keyboard, {-10, -10}, {0, 0});
    QApplication::sendEvent(tracks->viewport(), &key);
    auto* menu = find<QMenu>("trackMenu");
    ASSERT_NE(menu, nullptr);
    EXPECT_FALSE(menu->actions().front()->isChecked());
    menu->actions().front()->trigger();
    ASSERT_EQ(drums.count(), 3);
    EXPECT_EQ(drums[2][1].value<TrackChoice>().track, 0U);
    EXPECT_TRUE(drums[2][2].toBool());
}

TEST_F(SourceDetailsTest, TracksWithoutNotesCannotBeChosen) {
    m_panel.setSource(sample::source(1, "/music/bach.mid"));
    auto* tracks = find<QListWidget>("tracksList");
    EXPECT_TRUE(tracks->item(0)->flags() & Qt::ItemIsUserCheckable);
    EXPECT_FALSE(tracks->item(2)->flags() & Qt::ItemIsUserCheckable);
}

TEST_F(SourceDetailsTest, AClickOrSpaceOnATrackChoosesIt) {
    m_panel.setSource(sample::source(1, "/music/bach.mid"));
    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    auto* tracks = find<QListWidget>("tracksList");
    QTest::mouseClick(tracks->viewport(), Qt::LeftButton, {},
                      tracks->visualItemRect(tracks->item(0)).center());
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>().tracks, std::vector<std::size_t>{1});
    tracks->setFocus();
    QTest::keyClick(tracks, Qt::Key_Space);
    ASSERT_EQ(changed.count(), 2);
    EXPECT_TRUE(changed[1][1].value<CorpusSelection>().tracks.empty());
}

TEST_F(SourceDetailsTest, BarsAreOneBasedAndNeverEmpty) {
    m_panel.setSource(sample::source(1, "/music/bach.mid"));
    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    find<QSpinBox>("fromBarBox")->setValue(5);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>().bars, (BarRange{4, 116}));
    find<QSpinBox>("toBarBox")->setValue(2);
    EXPECT_EQ(find<QSpinBox>("toBarBox")->value(), 5);
    EXPECT_EQ(changed.last()[1].value<CorpusSelection>().bars, (BarRange{4, 4}));
}

TEST_F(SourceDetailsTest, TheBeatIsChosenWhereItIsJudged) {
    SourceItem item = sample::source(1, "/music/bach.mid");
    item.selection = {{1}, BarRange{2, 9}};
    m_panel.setSource(item);
    auto* box = find<QComboBox>("beatBox");
    auto* words = find<QLabel>("sourceBeat");
    EXPECT_EQ(box->currentText(), QStringLiteral("automatic"));
    EXPECT_FALSE(words->isVisible());
    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>(),
              (CorpusSelection{{1}, BarRange{2, 9}, PieceRole::Training, {}, BeatChoice::Free}));
    EXPECT_TRUE(words->text().contains(QStringLiteral("seconds")));
    EXPECT_FALSE(find<QLabel>("sourceVerdict")->text().contains(QStringLiteral("steady beat")));
    // Other choices keep it, and it is shown again with its source.
    find<QSpinBox>("fromBarBox")->setValue(5);
    EXPECT_EQ(changed.last()[1].value<CorpusSelection>().beat, BeatChoice::Free);
    item.selection.beat = BeatChoice::Fixed;
    item.report.beat = BeatKind::Free;
    m_panel.setSource(item);
    EXPECT_EQ(box->currentText(), QStringLiteral("fixed"));
    EXPECT_TRUE(words->text().contains(QStringLiteral("bars and beats")));
    QTest::keyClick(box, Qt::Key_Home);
    EXPECT_TRUE(words->text().contains(QStringLiteral("Played freely")));
}

TEST_F(SourceDetailsTest, TooLittleIsSaid) {
    SourceItem item = sample::source(1, "/music/tiny.mid");
    item.report.tracks.resize(1);
    item.report.tracks[0].notes = 17;
    m_panel.setSource(item);
    const QString verdict = find<QLabel>("sourceVerdict")->text();
    EXPECT_TRUE(verdict.contains(QStringLiteral("17"))) << verdict.toStdString();
    EXPECT_TRUE(verdict.contains(QStringLiteral("64"))) << verdict.toStdString();
}

TEST_F(SourceDetailsTest, TheTrackThatKeysComeToIsInSight) {
    m_panel.resize(m_panel.width(), 240);
    m_panel.setSource(sample::manyTracks());
    QApplication::processEvents();
    auto* scroll = find<QScrollArea>("sourceScroll");
    auto* tracks = find<QListWidget>("tracksList");
    tracks->setFocus();
    for (const int key : {Qt::Key_Home, Qt::Key_End, Qt::Key_Up, Qt::Key_Home}) {
        QTest::keyClick(tracks, static_cast<Qt::Key>(key));
        const QRect row = tracks->visualItemRect(tracks->currentItem());
        const QRect there(tracks->viewport()->mapTo(scroll->viewport(), row.topLeft()), row.size());
        EXPECT_TRUE(QRect(QPoint(), scroll->viewport()->size()).contains(there)) << key;
    }
    // Its report comes anew after an edit, and the view stays.
    QTest::keyClick(tracks, Qt::Key_End);
    const int before = scroll->verticalScrollBar()->value();
    EXPECT_GT(before, 0);
    m_panel.setSource(sample::manyTracks());
    QApplication::processEvents();
    EXPECT_EQ(scroll->verticalScrollBar()->value(), before);
    EXPECT_EQ(tracks->currentRow(), tracks->count() - 1);
}

TEST_F(SourceDetailsTest, TheWritingOfNamesCanBeChosen) {
    SourceItem item = sample::source(1, "/music/elegie.mid");
    item.report.hasForeignTexts = false;
    m_panel.setSource(item);
    auto* box = find<QComboBox>("textEncodingBox");
    EXPECT_FALSE(box->isVisible()); // nothing is unclear
    item.report.hasForeignTexts = true;
    item.report.texts = {TextEncoding::Western, false};
    m_panel.setSource(item);
    ASSERT_TRUE(box->isVisible());
    EXPECT_EQ(box->currentText(), QStringLiteral("Automatic: Western"));

    QSignalSpy changed(&m_panel, &SourcePanel::selectionChanged);
    box->setFocus();
    QTest::keyClicks(box, QStringLiteral("J"));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>().text, TextEncoding::Japanese);
    EXPECT_EQ(changed[0][1].value<CorpusSelection>().tracks, item.selection.tracks);

    item.selection.text = TextEncoding::Korean;
    item.report.texts = {TextEncoding::Korean, true};
    m_panel.setSource(item);
    EXPECT_EQ(box->currentText(), QStringLiteral("Korean"));
    EXPECT_EQ(box->itemText(0), QStringLiteral("Automatic"));
    EXPECT_EQ(changed.count(), 1); // only what people choose is told
}

} // namespace
} // namespace leitmotif
