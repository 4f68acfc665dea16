// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/window_test.h"

#include "assets/demo_pieces.h"
#include "core/base/files.h"
#include "ui/base/translations.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QPushButton>

namespace leitmotif {

QAction* WindowTest::action(const char* name) {
    for (const QWidget* const menu : m_window.findChildren<QWidget*>())
        for (QAction* const one : menu->actions())
            if (one->objectName() == QLatin1String(name))
                return one;
    ADD_FAILURE() << name;
    return nullptr;
}

void WindowTest::SetUp() {
    qputenv("XDG_DATA_HOME", m_folder.filePath("data").toUtf8()); // of this test alone
    Settings settings;
    settings.theme = qEnvironmentVariable("LEITMOTIF_E2E_THEME", QStringLiteral("dark"));
    settings.audioDriver = QStringLiteral("none"); // the clock plays
    settings.soundFont = QStringLiteral("builtin");
    m_settings.setSettings(settings);
    const QStringList size = qEnvironmentVariable("LEITMOTIF_E2E_SIZE").split(QLatin1Char('x'));
    if (size.size() == 2)
        m_window.resize(size[0].toInt(), size[1].toInt());
    else
        m_window.resize(1280, 800);
    m_window.show();
    m_window.activateWindow(); // keys go to the active window
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_window, kPatienceMs));
}

QString WindowTest::sourceFile() {
    if (qEnvironmentVariableIsSet("LEITMOTIF_E2E_FILE"))
        return qEnvironmentVariable("LEITMOTIF_E2E_FILE");
    const QString path = m_folder.filePath(QStringLiteral("prelude.mid"));
    EXPECT_TRUE(writeFileAtomically(path.toStdString(), demoPieces().front().midi));
    return path;
}

void WindowTest::type(QSpinBox* box, int value) {
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::number(value));
    QTest::keyClick(box, Qt::Key_Tab); // Return would press a dialog's button
    EXPECT_EQ(box->value(), value);
}

void WindowTest::type(QDoubleSpinBox* box, double value) {
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, box->locale().toString(value, 'f', box->decimals()));
    QTest::keyClick(box, Qt::Key_Tab); // Return would press a dialog's button
    EXPECT_DOUBLE_EQ(box->value(), value);
}

void WindowTest::choose(QComboBox* box, const QVariant& data) {
    const int wanted = box->findData(data);
    ASSERT_GE(wanted, 0) << data.toString().toStdString();
    box->setFocus();
    while (box->currentIndex() != wanted)
        QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
}

void WindowTest::pressAndWait(const char* button) {
    auto* const pressed = find<QPushButton>(button);
    ASSERT_TRUE(waitFor([&] { return pressed->isVisible() && pressed->isEnabled(); }));
    click(pressed);
    ASSERT_NE(m_window.train().state(), TrainingState::Idle);
    ASSERT_TRUE(waitFor([&] { return m_window.train().state() == TrainingState::Idle; }));
}

void WindowTest::shoot(const char* name) {
    if (!qEnvironmentVariableIsSet("LEITMOTIF_E2E_SHOTS"))
        return;
    QApplication::processEvents();
    m_window.screen()->grabWindow(0).save(
        QStringLiteral("%1/%2.png").arg(qEnvironmentVariable("LEITMOTIF_E2E_SHOTS"), name));
}

} // namespace leitmotif

int main(int argc, char** argv) {
    const QTemporaryDir home; // nothing of the person's own is read or written
    qputenv("XDG_CONFIG_HOME", home.filePath("config").toUtf8());
    qputenv("XDG_DATA_HOME", home.filePath("data").toUtf8());
    testing::InitGoogleTest(&argc, argv);
    QApplication application(argc, argv);
    leitmotif::installTranslations(
        application, qEnvironmentVariable("LEITMOTIF_E2E_LANGUAGE", QStringLiteral("en")));
    return RUN_ALL_TESTS();
}
