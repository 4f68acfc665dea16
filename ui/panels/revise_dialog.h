// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/parts.h"

#include <QDialog>
#include <QList>
#include <QString>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace leitmotif {

/// A run that can fill and rewrite bars.
struct Reviser {
    qint64 run = 0;
    QString words;  ///< "Run 3: BiLSTM · 90 epochs"
    int passes = 1; ///< over what is drawn anew, as its recipe says
};

/// Which notes of a piece are to be drawn anew, and how.
struct RevisionWish {
    qint64 run = 0;
    bool isFill = false; ///< what stands in the bars is taken out; else a share is drawn anew
    qint64 firstBar = 0; ///< from 0
    qint64 lastBar = 0;  ///< inclusive
    double share = 0.3;  ///< of the notes that each pass draws anew
    int passes = 1;
    std::vector<TrackChoice> locked = {}; ///< stay as they are
};

/// A track of a piece that may be kept as it is.
struct LockableTrack {
    QString words; ///< "2  Left hand"
    TrackChoice choice;
};

/// Asks which bars of a piece are to be filled or rewritten, by which run, how much of them. Keeps
/// share and run for the next time, and of one piece the kept tracks. Not modal to other windows;
/// GUI thread.
class ReviseDialog : public QDialog {
    Q_OBJECT

  public:
    explicit ReviseDialog(QWidget* parent = nullptr);

    /// Opens it for a piece of so many bars. `tracks`: those with notes. `revisers` are not empty,
    /// newest first; its bars and kind are those of `wish`.
    void ask(const QString& piece, qint64 bars, const QList<LockableTrack>& tracks,
             const QList<Reviser>& revisers, const RevisionWish& wish);
    /// As the form shows it.
    [[nodiscard]] RevisionWish wish() const;

  signals:
    /// The piece of the last ask() is to be changed.
    void revisionRequested(const leitmotif::RevisionWish& wish);

  private:
    void buildControls();
    [[nodiscard]] QFormLayout* makeForm();
    void connectControls();
    void showTracks(const QList<LockableTrack>& tracks, bool isSamePiece);
    [[nodiscard]] int keptTracks() const;
    void showKind();
    void proposePasses();
    void showNote();

    QList<Reviser> m_revisers;
    QLabel* m_piece;
    QComboBox* m_run;
    QSpinBox* m_from;
    QSpinBox* m_to;
    QRadioButton* m_fill;
    QRadioButton* m_rewrite;
    QLabel* m_shareLabel;
    QSpinBox* m_share;
    QSpinBox* m_passes;
    QList<TrackChoice> m_choices; // of the rows
    QLabel* m_tracksLabel;
    QListWidget* m_tracks;
    QLabel* m_note;
    QPushButton* m_go;
};

} // namespace leitmotif
