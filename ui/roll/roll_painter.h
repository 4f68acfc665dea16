// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/snap_grid.h"
#include "core/music/score.h"
#include "ui/roll/note_index.h"
#include "ui/roll/note_selection.h"
#include "ui/roll/roll_geometry.h"
#include "ui/theme/theme.h"

#include <QStaticText>

#include <array>
#include <optional>
#include <vector>

class QPainter;

namespace leitmotif {

/// How the notes of one track are painted.
struct NoteStyle {
    std::size_t color = 0;       ///< of Theme::tracks, repeated
    bool colorByChannel = false; ///< for a track of several channels
    bool isGhost = false;        ///< another track than the edited one: behind and faint
    const NoteSelection* selected = nullptr;
    const NoteSelection* hidden = nullptr; ///< left out: shown elsewhere by a gesture
    const Note* hovered = nullptr;
};

/// The style of a track of a score in every view.
[[nodiscard]] NoteStyle styleOfTrack(const Score& score, std::size_t track);

/// Paints notes and grids for every view of notes. Keeps the colours that it computed from a theme
/// and its memory, so that painting soon allocates nothing. GUI thread.
class RollPainter {
  public:
    explicit RollPainter(Theme theme);

    [[nodiscard]] const Theme& theme() const { return m_theme; }

    /// Rows and grid lines of the area.
    void paintBackground(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                         const MeterMap& meter, Snap snap) const;
    /// The notes that reach into `area`. Wide ones are rounded and carry their names where `font`
    /// fits; where notes are narrower than a few pixels they become plain marks.
    void paintNotes(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                    const NoteIndex& notes, const NoteStyle& style);
    /// Those of `notes` that reach into `area`, painted as selected ones; they need no order.
    void paintSelected(QPainter& painter, const QRectF& area, const RollGeometry& geometry,
                       const std::vector<Note>& notes, const NoteStyle& style);

    /// The fill of a note: the track's colour, weaker for a lower velocity.
    [[nodiscard]] QColor noteColor(const Note& note, const NoteStyle& style) const;

  private:
    static constexpr std::size_t kShades = 16; // of velocity
    static constexpr std::size_t kColors = 8;
    using Shades = std::array<QColor, kShades>;

    struct Box {
        QRectF rect;
        const Note* note;
        bool isSelected;
    };

    /// Notes narrower than a pixel that follow each other without a gap in one row.
    struct Run {
        QRectF rect; ///< empty: none
        std::size_t color = 0;
    };

    [[nodiscard]] std::size_t colorOf(const Note& note, const NoteStyle& style) const {
        return (style.colorByChannel ? note.channel : style.color) % kColors;
    }
    [[nodiscard]] const Shades& shadesOf(const Note& note, const NoteStyle& style) const;
    /// How notes of a geometry are painted.
    struct Shape {
        bool areRowsLow;
        double height; ///< of a note
    };
    struct BoxColors {
        QColor edge;
        QColor fill;
    };

    [[nodiscard]] static Shape shapeOf(const RollGeometry& geometry);
    [[nodiscard]] BoxColors colorsOf(const Box& box, const NoteStyle& style) const;
    void paintRounded(QPainter& painter, const Box& box, const NoteStyle& style);
    void paintName(QPainter& painter, const QRectF& rect, const Note& note, const QColor& fill);
    void addMark(const QRectF& rect, const Note& note, const NoteStyle& style, bool isSelected);
    void addToRun(const QRectF& rect, const Note& note, const NoteStyle& style);
    void closeRuns();
    void paintBoxes(QPainter& painter, const NoteStyle& style, double height);
    void paintMarks(QPainter& painter, const NoteStyle& style);

    Theme m_theme;
    std::array<Shades, kColors> m_shades;
    std::array<Shades, kColors> m_ghosts;
    std::array<QStaticText, RollGeometry::kRows> m_names;
    // Memory that is used again by every paint
    std::vector<Box> m_boxes;
    std::array<std::array<std::vector<QRectF>, kShades>, kColors> m_marks;
    std::vector<QRectF> m_selectedMarks;
    std::array<Run, RollGeometry::kRows> m_runs;
    std::array<double, RollGeometry::kRows> m_painted; ///< right end of the last mark in a row
};

} // namespace leitmotif
