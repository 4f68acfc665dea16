// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/takes_panel.h"

#include "core/runs/recipe.h"
#include "tests/ui/sample_data.h"
#include "ui/base/words.h"
#include "ui/panels/take_delegate.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <gtest/gtest.h>

#include <memory>

namespace leitmotif {
namespace {

class TakesPanelTest : public testing::Test {
  protected:
    TakesPanelTest() {
        m_panel.resize(320, 600);
        m_panel.show();
    }

    void addThree() {
        for (int i = 1; i <= 3; ++i)
            m_panel.addTake(sample::take(i, 5 * i));
        QApplication::processEvents();
    }
    QListView& list() { return *m_panel.findChild<QListView*>(QStringLiteral("takesList")); }
    QToolButton& button(const char* name) {
        return *m_panel.findChild<QToolButton*>(QLatin1String(name));
    }

    TakesPanel m_panel;
};

TEST_F(TakesPanelTest, NewestIsFirstAndCurrent) {
    addThree();
    EXPECT_EQ(m_panel.currentTake(), 3);
    EXPECT_EQ(list().model()->index(0, 0).data().toString(), QStringLiteral("LSTM, epoch 15"));
    EXPECT_EQ(list().model()->index(2, 0).data().toString(), QStringLiteral("LSTM, epoch 5"));
}

TEST_F(TakesPanelTest, ACardSaysAllOfItAtTheNarrowestWidth) {
    addThree();
    m_panel.resize(m_panel.minimumSizeHint().width(), 600);
    QApplication::processEvents();
    QStyleOptionViewItem option;
    option.initFrom(&list());
    option.rect = list().visualRect(list().model()->index(0, 0));
    const int room = TakeDelegate::linesRect(option).width();
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    for (const Recipe& recipe : presets()) {
        Take take = sample::take(1, 1950, 0.12);
        take.origin.preset = recipe.name;
        take.notes = 240;
        const TakeDelegate::Lines lines = TakeDelegate::linesOf(take);
        EXPECT_LE(QFontMetrics(bold).horizontalAdvance(lines[0].first), room) << recipe.name;
        for (const auto& [left, right] : {lines[1], lines[2]})
            EXPECT_LE(option.fontMetrics.horizontalAdvance(left) + kGap +
                          option.fontMetrics.horizontalAdvance(right),
                      room)
                << left.toStdString() << " " << right.toStdString();
    }
}

TEST_F(TakesPanelTest, ATakeOfARunThatCountsIterationsSaysSo) {
    Take take = sample::take(1, 300);
    take.origin.preset = "coe-gan";
    ASSERT_TRUE(preset("coe-gan")->countsIterations());
    m_panel.addTake(take);
    const QModelIndex card = list().model()->index(0, 0);
    for (const int role : {Qt::DisplayRole, Qt::AccessibleTextRole})
        EXPECT_TRUE(card.data(role).toString().contains(QStringLiteral(", iteration 300")))
            << card.data(role).toString().toStdString();
}

TEST_F(TakesPanelTest, ANewTakeDoesNotTakeAwayWhatIsLookedAt) {
    addThree();
    m_panel.setCurrentTake(1);
    m_panel.addTake(sample::take(4, 20));
    EXPECT_EQ(m_panel.currentTake(), 1);
}

TEST_F(TakesPanelTest, ButtonsActOnTheCurrentTake) {
    addThree();
    m_panel.setCurrentTake(2);
    QSignalSpy play(&m_panel, &TakesPanel::playRequested);
    QSignalSpy edit(&m_panel, &TakesPanel::editRequested);
    QSignalSpy place(&m_panel, &TakesPanel::placeRequested);
    QSignalSpy remove(&m_panel, &TakesPanel::removeRequested);
    QSignalSpy exported(&m_panel, &TakesPanel::exportRequested);
    QTest::mouseClick(&button("playTakeButton"), Qt::LeftButton);
    QTest::mouseClick(&button("editTakeButton"), Qt::LeftButton);
    QTest::mouseClick(&button("placeTakeButton"), Qt::LeftButton);
    QTest::mouseClick(&button("removeTakeButton"), Qt::LeftButton);
    for (QSignalSpy* spy : {&play, &edit, &place, &remove}) {
        ASSERT_EQ(spy->count(), 1);
        EXPECT_EQ((*spy)[0][0].toLongLong(), 2);
    }
    for (const char* ending : {"mid", "wav", "flac", "ogg"})
        m_panel.findChild<QAction*>(QStringLiteral("exportTake_%1").arg(QLatin1String(ending)))
            ->trigger();
    ASSERT_EQ(exported.count(), 4);
    EXPECT_EQ(exported[2], (QVariantList{qint64(2), QStringLiteral("flac")}));
}

TEST_F(TakesPanelTest, WithoutTakesNothingCanBePressed) {
    for (const char* name : {"playTakeButton", "editTakeButton", "placeTakeButton",
                             "exportTakeButton", "removeTakeButton"})
        EXPECT_FALSE(button(name).isEnabled()) << name;
    addThree();
    EXPECT_TRUE(button("playTakeButton").isEnabled());
    for (int i = 1; i <= 3; ++i)
        m_panel.removeTake(i);
    EXPECT_FALSE(button("playTakeButton").isEnabled());
}

TEST_F(TakesPanelTest, ThePlayMarkOfACardPlaysAndThenStopsIt) {
    addThree();
    QSignalSpy play(&m_panel, &TakesPanel::playRequested);
    QSignalSpy stop(&m_panel, &TakesPanel::stopRequested);
    const QRect card = list().visualRect(list().model()->index(1, 0));
    const QPoint mark = TakeDelegate::playRect(card).center();
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, mark);
    ASSERT_EQ(play.count(), 1);
    EXPECT_EQ(play[0][0].toLongLong(), 2);
    m_panel.setPlaying(2);
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, mark);
    EXPECT_EQ(stop.count(), 1);
    EXPECT_EQ(play.count(), 1);
}

TEST_F(TakesPanelTest, ATakeIsRewrittenOnceThatIsPossible) {
    addThree();
    m_panel.setCurrentTake(2);
    QSignalSpy rewrite(&m_panel, &TakesPanel::rewriteRequested);
    const auto press = [this] {
        QTest::mouseClick(&button("rewriteTakeButton"), Qt::LeftButton);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_R);
    };
    press();
    EXPECT_EQ(rewrite.count(), 0);
    m_panel.setRewritable(false, QStringLiteral("Train first"));
    EXPECT_EQ(button("rewriteTakeButton").toolTip(), QStringLiteral("Train first"));
    press();
    EXPECT_EQ(rewrite.count(), 0);
    m_panel.setRewritable(true);
    EXPECT_EQ(button("rewriteTakeButton").toolTip(), button("rewriteTakeButton").accessibleName());
    press();
    ASSERT_EQ(rewrite.count(), 2);
    for (const auto& asked : rewrite)
        EXPECT_EQ(asked[0].toLongLong(), 2);
    for (int i = 1; i <= 3; ++i)
        m_panel.removeTake(i);
    EXPECT_FALSE(button("rewriteTakeButton").isEnabled());
}

TEST_F(TakesPanelTest, TheKeyboardIsEnough) {
    addThree();
    QSignalSpy play(&m_panel, &TakesPanel::playRequested);
    QSignalSpy edit(&m_panel, &TakesPanel::editRequested);
    QSignalSpy remove(&m_panel, &TakesPanel::removeRequested);
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Down);
    QTest::keyClick(&list(), Qt::Key_Return);
    QTest::keyClick(&list(), Qt::Key_E);
    QTest::keyClick(&list(), Qt::Key_Delete);
    for (QSignalSpy* spy : {&play, &edit, &remove}) {
        ASSERT_EQ(spy->count(), 1);
        EXPECT_EQ((*spy)[0][0].toLongLong(), 2);
    }
}

TEST_F(TakesPanelTest, ACardIsDraggedOutAsAFile) {
    addThree();
    m_panel.setFileProvider([](const Take& take) {
        return QStringLiteral("/tmp/%1.mid").arg(QString::fromStdString(fileNameOf(take)));
    });
    const QModelIndex index = list().model()->index(0, 0);
    EXPECT_TRUE(index.flags() & Qt::ItemIsDragEnabled);
    EXPECT_TRUE(list().dragEnabled());
    const std::unique_ptr<QMimeData> data(list().model()->mimeData({index}));
    ASSERT_NE(data, nullptr);
    EXPECT_TRUE(data->hasFormat(QStringLiteral("text/uri-list")));
    ASSERT_EQ(data->urls().size(), 1);
    EXPECT_EQ(data->urls()[0].toLocalFile(), QStringLiteral("/tmp/lstm-r1-e15.mid"));
    m_panel.setFileProvider([](const Take&) { return QString(); });
    EXPECT_EQ(list().model()->mimeData({index}), nullptr);
}

TEST_F(TakesPanelTest, AScreenReaderHearsWhatACardShows) {
    m_panel.addTake(sample::take(1, 5, 0.123));
    const QString words = list().model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    for (const char* word : {"LSTM", "epoch 5", "8 bar", "80 note", "12 % copied"})
        EXPECT_TRUE(words.contains(QLatin1String(word))) << words.toStdString();
}

TEST_F(TakesPanelTest, AnEditedTakeSaysSo) {
    addThree();
    StoredTake take = sample::take(2, 10);
    take.isEdited = true;
    take.isMeasured = false;
    take.notes = 7;
    m_panel.updateTake(take);
    const auto words = [&](int role) { return list().model()->index(1, 0).data(role).toString(); };
    EXPECT_EQ(words(Qt::DisplayRole), QStringLiteral("LSTM, epoch 10, edited"));
    EXPECT_TRUE(words(Qt::AccessibleTextRole).contains(QStringLiteral("7 notes")));
    EXPECT_FALSE(words(Qt::AccessibleTextRole).contains(QLatin1Char('%'))) << "not known yet";
    EXPECT_EQ(TakeDelegate::linesOf(take)[1].first, QStringLiteral("epoch 10, edited"));
    take.isMeasured = true;
    take.copied = 0.5;
    m_panel.updateTake(take);
    EXPECT_TRUE(words(Qt::AccessibleTextRole).contains(QStringLiteral("50 % copied")));
    take.id = 17;
    m_panel.updateTake(take); // it is not there
    EXPECT_EQ(list().model()->rowCount(), 3);
}

TEST_F(TakesPanelTest, APictureBelongsToItsMusic) {
    // Ids and seeds are the same in every project.
    StoredTake take = sample::take(1, 5);
    const auto picture = [&] {
        m_panel.setTakes({take});
        QApplication::processEvents();
        return list().grab().toImage();
    };
    const QImage first = picture();
    const auto score = take.score;
    take.score = std::make_shared<const Score>(sample::score(99));
    ASSERT_NE(take.score->hash(), score->hash());
    EXPECT_NE(picture(), first);
    take.score = score;
    EXPECT_EQ(picture(), first);
}

TEST_F(TakesPanelTest, AutoplayIsASwitch) {
    QSignalSpy changed(&m_panel, &TakesPanel::playsNewTakesChanged);
    m_panel.findChild<QCheckBox*>(QStringLiteral("playNewTakesBox"))->click();
    ASSERT_EQ(changed.count(), 1);
    EXPECT_TRUE(changed[0][0].toBool());
}

TEST_F(TakesPanelTest, OnlyVisibleCardsArePainted) {
    // A card that is painted makes its miniature, which walks the score: with thousands of takes
    // only those in sight may do so.
    std::vector<StoredTake> takes;
    const auto score = std::make_shared<const Score>(sample::score(1));
    for (int i = 1; i <= 3000; ++i) {
        Take take;
        take.id = i;
        take.origin.epoch = i;
        take.score = score;
        takes.push_back(std::move(take));
    }
    const long before = score.use_count();
    m_panel.setTakes(std::move(takes));
    m_panel.grab();
    EXPECT_GE(before, 3000);
    EXPECT_EQ(list().model()->rowCount(), 3000);
    EXPECT_FALSE(
        list().visualRect(list().model()->index(2999, 0)).intersects(list().viewport()->rect()));
}

} // namespace
} // namespace leitmotif
