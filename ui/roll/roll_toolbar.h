// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace leitmotif {

class PianoRoll;

/// Tools, grid, quantize, track and zoom of one piano roll, always in step with it. Its buttons
/// show the roll's actions, whose icons follow PianoRoll::setTheme. GUI thread.
class RollToolbar : public QWidget {
    Q_OBJECT

  public:
    /// REQUIRES: `roll` outlives it, or goes with it.
    explicit RollToolbar(PianoRoll& roll, QWidget* parent = nullptr);

  private:
    QToolButton* addButton(const char* name, const QString& action);
    QWidget* addSeparator();
    void buildSnaps();
    void buildTracks();
    void listTracks();
    void showState();
    void listHidden();
    /// Which grid Automatic stands for now.
    void showSnap();

    PianoRoll& m_roll;
    QComboBox* m_snaps;
    QComboBox* m_tracks;
    QLabel* m_gridLabel = nullptr;
    QMenu* m_more = nullptr; ///< what the row has no room for
};

} // namespace leitmotif
