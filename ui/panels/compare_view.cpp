// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/compare_view.h"

#include "ui/base/controls.h"
#include "ui/base/elided_label.h"
#include "ui/base/folding_row.h"
#include "ui/base/words.h"
#include "ui/panels/take_model.h"
#include "ui/roll/take_roll.h"
#include "ui/theme/icons.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace leitmotif {
namespace {

constexpr double kZoomPerKey = 1.25;
constexpr double kMostPixelsPerTick = 2.0;
constexpr int kRowsAround = 2; // free rows above and below the notes

} // namespace

CompareView::CompareView(QWidget* parent) : QFrame(parent), m_theme(darkTheme()) {
    setObjectName(QStringLiteral("compareView"));
    setProperty("role", QStringLiteral("panel"));
    setAccessibleName(tr("Compare takes"));
    setFocusPolicy(Qt::StrongFocus);
    auto* top = new FoldingRow;
    top->addWidget(heading(this, tr("Compare takes")));
    QLabel* hint = roleLabel(this, tr("Choose another card to see it below"), "muted");
    top->addWidget(hint);
    top->addStretch(1);
    QToolButton* close =
        iconButton(this, "close", "closeCompareButton", tr("Close and go back to the editor"));
    top->addWidget(close);
    top->setFoldable({{hint}});
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(kSmallGap);
    grid->setColumnStretch(1, 1);
    buildRow(Place::Upper, grid);
    buildRow(Place::Lower, grid);
    m_time = named(new QScrollBar(Qt::Horizontal, this), "compareTimeBar", tr("Time"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addLayout(top);
    column->addLayout(grid, 1);
    column->addWidget(m_time);
    connect(close, &QToolButton::clicked, this, &CompareView::closeRequested);
    connect(m_time, &QScrollBar::valueChanged, this, [this](int tick) {
        RollGeometry view = m_view;
        view.leftTick = tick;
        apply(view);
    });
}

void CompareView::buildRow(Place place, QGridLayout* grid) {
    const bool isUpper = place == Place::Upper;
    Row& one = row(place);
    one.title = new ElidedLabel(this);
    setRole(*one.title, "text", isUpper ? "upperTakeTitle" : "lowerTakeTitle");
    one.hear = iconButton(this, "play", isUpper ? "hearUpperButton" : "hearLowerButton",
                          isUpper ? tr("Hear the upper take") : tr("Hear the lower take"));
    setShortcut(one.hear, QKeySequence(isUpper ? Qt::ALT | Qt::Key_1 : Qt::ALT | Qt::Key_2));
    one.roll = new TakeRoll(this);
    one.roll->setObjectName(isUpper ? QStringLiteral("upperTakeRoll")
                                    : QStringLiteral("lowerTakeRoll"));
    const int line = 2 * static_cast<int>(place);
    grid->addWidget(one.hear, line, 0);
    grid->addWidget(one.title, line, 1);
    grid->addWidget(one.roll, line + 1, 0, 1, 2);
    grid->setRowStretch(line + 1, 1);
    connect(one.hear, &QToolButton::clicked, this, [this, &one] {
        if (!one.take)
            return;
        if (m_heard == one.take->id)
            emit stopRequested();
        else
            emit hearRequested(one.take->id);
    });
    connect(one.roll, &TakeRoll::zoomRequested, this, [this](double factor, double x) {
        m_isFitted = false;
        const double whole = canvas().width() / endTick();
        apply(m_view.zoomedInTime(factor, x, whole, kMostPixelsPerTick));
    });
    connect(one.roll, &TakeRoll::scrollRequested, this, [this](double pixels) {
        RollGeometry view = m_view;
        view.leftTick += view.ticksIn(pixels);
        apply(view);
    });
}

void CompareView::setTake(Place place, const StoredTake& take) {
    Row& one = row(place);
    one.take = take;
    one.roll->setScore(*take.score);
    const QString words = tr("%1 · %Ln note(s), %2", nullptr, static_cast<int>(take.notes))
                              .arg(titleOf(take), copiedWordsOf(take));
    one.title->setText(words);
    one.title->setToolTip(words);
    one.roll->setAccessibleName(words);
    fit();
    updateButtons();
}

double CompareView::endTick() const {
    std::int64_t end = 1;
    for (const Row& one : m_rows)
        if (one.take)
            end = std::max(end, one.take->score->end().value);
    return static_cast<double>(end);
}

QSizeF CompareView::canvas() const {
    return m_rows[0].roll->size();
}

void CompareView::fit() {
    int lowest = 127;
    int highest = 0;
    for (const Row& one : m_rows)
        for (const TrackPtr& track : one.roll->score().tracks)
            for (const Note& note : track->notes()) {
                lowest = std::min<int>(lowest, note.pitch.value);
                highest = std::max<int>(highest, note.pitch.value);
            }
    RollGeometry view = m_view;
    if (lowest <= highest) { // the same rows in both, so that pitches compare by eye
        const int rows = highest - lowest + 1 + 2 * kRowsAround;
        view.rowHeight = canvas().height() / rows;
        view.topRow = RollGeometry::kRows - 1 - highest - kRowsAround;
    }
    if (m_isFitted) {
        view.leftTick = 0.0;
        view.pixelsPerTick = canvas().width() / endTick();
    }
    apply(view);
}

void CompareView::apply(RollGeometry view) {
    const double shown = view.ticksIn(canvas().width());
    const double last = std::max(0.0, endTick() - shown);
    view.leftTick = std::clamp(view.leftTick, 0.0, last);
    m_view = view;
    for (const Row& one : m_rows)
        one.roll->setView(view);
    const QSignalBlocker blocker(m_time);
    m_time->setRange(0, static_cast<int>(std::lround(last)));
    m_time->setPageStep(static_cast<int>(std::lround(shown)));
    m_time->setSingleStep(std::max(1, m_time->pageStep() / 16));
    m_time->setValue(static_cast<int>(std::lround(view.leftTick)));
    m_time->setVisible(last > 0.5);
}

void CompareView::setHeard(std::optional<qint64> take) {
    m_heard = take;
    for (const Row& one : m_rows)
        if (!take)
            one.roll->setPlayhead(std::nullopt);
    updateButtons();
}

void CompareView::setPlayhead(double tick) {
    if (!m_heard)
        return;
    for (const Row& one : m_rows)
        one.roll->setPlayhead(tick);
}

void CompareView::updateButtons() {
    for (const Row& one : m_rows) {
        one.hear->setEnabled(one.take.has_value());
        const bool isHeard = one.take && m_heard == one.take->id;
        setIconName(one.hear, isHeard ? QStringLiteral("stop") : QStringLiteral("play"));
        QFont font = one.title->font();
        font.setBold(isHeard);
        one.title->setFont(font);
    }
    refreshIcons(*this, m_theme);
}

void CompareView::setTheme(const Theme& theme) {
    m_theme = theme;
    for (const Row& one : m_rows)
        one.roll->setTheme(theme);
    refreshIcons(*this, theme);
}

void CompareView::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fit();
}

void CompareView::keyPressEvent(QKeyEvent* event) {
    RollGeometry view = m_view;
    const double page = view.ticksIn(canvas().width());
    switch (event->key()) {
    case Qt::Key_Left:
        view.leftTick -= page / 8;
        break;
    case Qt::Key_Right:
        view.leftTick += page / 8;
        break;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        m_isFitted = false;
        view = view.zoomedInTime(event->key() == Qt::Key_Plus ? kZoomPerKey : 1.0 / kZoomPerKey,
                                 canvas().width() / 2, canvas().width() / endTick(),
                                 kMostPixelsPerTick);
        break;
    case Qt::Key_0:
        m_isFitted = true;
        fit();
        return;
    case Qt::Key_Escape:
        emit closeRequested();
        return;
    default:
        QFrame::keyPressEvent(event);
        return;
    }
    apply(view);
}

} // namespace leitmotif
