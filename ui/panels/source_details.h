// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/source_panel.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace leitmotif {

class TrackDelegate;

/// The import report of one file, and which of its tracks and bars to learn from. Part of
/// SourcePanel. GUI thread.
class SourceDetails : public QWidget {
    Q_OBJECT

  public:
    explicit SourceDetails(QWidget* parent = nullptr);

    void setSource(const SourceItem& source);
    void setTheme(const Theme& theme);

  signals:
    /// A track or bar was chosen or left out.
    void selectionChanged(const leitmotif::CorpusSelection& selection);
    /// What a track or channel plays is to be drums, or no drums any more.
    void drumsRequested(const leitmotif::TrackChoice& choice, bool areDrums);

  private:
    void buildTracks(QVBoxLayout* column);
    void buildBars(QVBoxLayout* column);
    void showTracks();
    void showFindings();
    void showVerdict();
    void takeSelection();
    void checkChosen();
    void switchDrums(int row);
    void showTrackMenu(const QPoint& position);
    [[nodiscard]] bool isChosen(const TrackReport& track) const;

    SourceItem m_source;
    Theme m_theme;
    bool m_isFilling = false;
    QLabel* m_facts;
    QLabel* m_beat;
    QLabel* m_verdict;
    QToolButton* m_findingsFold;
    QLabel* m_findings;
    QListWidget* m_tracks;
    TrackDelegate* m_delegate;
    QSpinBox* m_from;
    QSpinBox* m_to;
};

} // namespace leitmotif
