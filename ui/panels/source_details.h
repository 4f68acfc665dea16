// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/source_panel.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QScrollArea;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace leitmotif {

class TrackDelegate;
class WholeRowsList;

/// The import report of one file, which of its tracks and bars to learn from, and whether its beat
/// counts. Part of SourcePanel. GUI thread.
class SourceDetails : public QWidget {
    Q_OBJECT

  public:
    explicit SourceDetails(QWidget* parent = nullptr);

    void setSource(const SourceItem& source);
    void setTheme(const Theme& theme);
    /// Where the lines and tracks that are shown stand, for WholeRowsScroll.
    [[nodiscard]] std::vector<QRect> rows() const;

  signals:
    /// A track or bar was chosen or left out, or how the beat is taken.
    void selectionChanged(const leitmotif::CorpusSelection& selection);
    /// What a track or channel plays is to be drums, or no drums any more.
    void drumsRequested(const leitmotif::TrackChoice& choice, bool areDrums);
    /// This part became the current one and is to be in sight.
    void rowReached(const QRect& place);

  private:
    void buildBeat(QVBoxLayout* column);
    void buildTracks(QVBoxLayout* column);
    void buildBars(QVBoxLayout* column);
    void buildTexts(QVBoxLayout* column);
    void showTracks();
    void showBeat();
    void showFindings();
    void showTexts();
    void takeText(int row);
    void showVerdict();
    void takeSelection();
    void checkChosen();
    void switchDrums(int row);
    void showTrackMenu(const QPoint& position);
    [[nodiscard]] QPoint placeOfRows() const;
    [[nodiscard]] bool isChosen(const TrackReport& track) const;
    /// As it is learned: by the file's verdict unless one is chosen.
    [[nodiscard]] bool isFree() const;

    SourceItem m_source;
    Theme m_theme;
    bool m_isFilling = false;
    QLabel* m_facts;
    QComboBox* m_beatChoice;
    QLabel* m_beat;
    QLabel* m_verdict;
    QToolButton* m_findingsFold;
    QLabel* m_findings;
    QScrollArea* m_findingsScroll;
    WholeRowsList* m_tracks;
    TrackDelegate* m_delegate;
    QSpinBox* m_from;
    QSpinBox* m_to;
    QWidget* m_textRow;
    QComboBox* m_texts;
};

} // namespace leitmotif
