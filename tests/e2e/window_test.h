// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/settings_store.h"
#include "app/window/workspace.h"
#include "ui/main_window.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <functional>

namespace leitmotif {

inline constexpr int kPatienceMs = 60'000; // generous: the machine may be busy with anything

/// The real window with nothing in it yet, to be driven by real events.
class WindowTest : public testing::Test {
  protected:
    void SetUp() override;

    /// The file of LEITMOTIF_E2E_FILE, or a demo piece.
    QString sourceFile();

    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_window.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    /// An action in any menu or bar of the window; a failure of the test if there is none.
    QAction* action(const char* name);

    static void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    static void type(QSpinBox* box, int value);
    static void type(QDoubleSpinBox* box, double value);
    /// Chooses the entry with this data by the keyboard.
    static void choose(QComboBox* box, const QVariant& data);
    [[nodiscard]] static bool waitFor(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    /// Chooses an entry by the keyboard in the menu of a button.
    template <class Button>
    static void chooseInMenu(Button* button, const QString& text) {
        QMenu* const menu = button->menu();
        menu->popup(QPoint());
        for (QAction* action : menu->actions())
            if (action->text() == text)
                menu->setActiveAction(action);
        ASSERT_NE(menu->activeAction(), nullptr) << text.toStdString();
        QTest::keyClick(menu, Qt::Key_Return);
    }
    /// Presses Train (or Continue) and waits for the end.
    void pressAndWait(const char* button);
    /// Saves what the window looks like under LEITMOTIF_E2E_SHOTS, if that is set.
    void shoot(const char* name);

    QTemporaryDir m_folder;
    SettingsStore m_settings;
    MainWindow m_window;
};

} // namespace leitmotif
