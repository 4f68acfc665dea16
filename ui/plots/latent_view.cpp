// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latent_view.h"

#include "ui/base/controls.h"
#include "ui/base/folding_row.h"
#include "ui/base/words.h"
#include "ui/plots/latent_canvas.h"
#include "ui/roll/score_picture.h"
#include "ui/theme/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace leitmotif {

namespace {

constexpr int kMostSideWidth = 196;

} // namespace

/// The music of the chosen picture.
class ScorePreview : public QWidget {
  public:
    explicit ScorePreview(QWidget* parent) : QWidget(parent), m_theme(darkTheme()) {
        setMinimumHeight(40);
    }

    void setScore(Score score) {
        m_score = std::move(score);
        update();
    }
    void setTheme(const Theme& theme) {
        m_theme = theme;
        update();
    }

  protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        paintMiniature(painter, rect(), m_score, m_theme);
    }

  private:
    Score m_score = emptyScore();
    Theme m_theme;
};

LatentView::LatentView(QWidget* parent) : QFrame(parent), m_theme(darkTheme()) {
    setObjectName(QStringLiteral("latentView"));
    setProperty("role", QStringLiteral("panel"));
    m_canvas = named(new LatentCanvas(this), "latentCanvas", tr("Latent map"));
    m_epoch = roleLabel(this, {}, "muted", "latentEpoch");
    m_music =
        named(new QCheckBox(tr("Show the music"), this), "latentMusicBox", tr("Show the music"));
    m_music->setToolTip(tr("Dots where the model puts the bars of the piece: those that it learned "
                           "from, and in another colour those held out"));
    m_music->setChecked(true);
    m_losses = named(new QToolButton(this), "showLossesButton", tr("Show the losses"));
    m_losses->setText(tr("Losses"));
    m_losses->setToolTip(m_losses->accessibleName());
    m_preview = new ScorePreview(this);
    m_place = roleLabel(this, {}, "muted", "latentPlace");
    m_place->setWordWrap(true);
    m_hear = iconButton(this, "play", "latentHearButton", tr("Play this picture"));
    m_keep = named(new QPushButton(tr("Keep as a take"), this), "latentKeepButton",
                   tr("Keep as a take"));
    m_empty = roleLabel(this, {}, "muted", "latentEmpty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    layOut();
    connectControls();
    setMap({});
}

void LatentView::layOut() {
    auto* bar = new FoldingRow;
    bar->setSpacing(kGap);
    bar->addWidget(heading(this, tr("Latent map")));
    bar->addWidget(m_losses);
    bar->addStretch(1);
    bar->addWidget(m_epoch);
    bar->addWidget(m_music);
    bar->setFoldable({{m_epoch}, {m_music}});
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(m_hear);
    buttons->addWidget(m_keep, 1);
    auto* side = new QVBoxLayout;
    side->setSpacing(kSmallGap);
    side->addWidget(m_preview, 1);
    side->addWidget(m_place);
    side->addLayout(buttons);
    auto* sideWidget = new QWidget(this);
    sideWidget->setLayout(side);
    side->setContentsMargins(0, 0, 0, 0);
    sideWidget->setMaximumWidth(kMostSideWidth);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_canvas, 3);
    row->addWidget(m_empty, 3);
    row->addWidget(sideWidget, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kGap, kGap);
    column->setSpacing(kSmallGap);
    column->addLayout(bar);
    column->addLayout(row, 1);
}

void LatentView::connectControls() {
    connect(m_canvas, &LatentCanvas::currentCellChanged, this, &LatentView::showCell);
    connect(m_canvas, &LatentCanvas::cellActivated, this, &LatentView::hearRequested);
    connect(m_music, &QCheckBox::toggled, m_canvas, &LatentCanvas::setShowsMusic);
    connect(m_losses, &QToolButton::clicked, this, &LatentView::lossesRequested);
    connect(m_hear, &QToolButton::clicked, this, [this] {
        if (const auto cell = m_canvas->currentCell())
            emit hearRequested(*cell);
    });
    connect(m_keep, &QPushButton::clicked, this, [this] {
        if (const auto cell = m_canvas->currentCell())
            emit keepRequested(*cell);
    });
}

void LatentView::setMap(const std::optional<LatentMapDrawn>& drawn) {
    m_drawn = drawn;
    m_canvas->setMap(drawn ? drawn->map : nullptr);
    m_canvas->setVisible(drawn.has_value());
    m_empty->setVisible(!drawn);
    m_empty->setText(
        tr("No map yet. The setting \"Map every\" says after how many epochs it comes."));
    QString words = drawn ? capitalized(epochNumber(drawn->epoch, false)) : QString();
    const bool isPart = drawn && drawn->map->shown < 0.9995;
    if (isPart)
        words =
            tr("%1 · %2 % of the spread").arg(words).arg(std::lround(100.0 * drawn->map->shown));
    m_epoch->setText(words);
    m_epoch->setToolTip(
        !isPart ? QString()
                : tr("The code has more than two numbers: the map is the plane in which the "
                     "music spreads most, with so much of its spread."));
    showCell();
}

void LatentView::setDamaged() {
    setMap({});
    m_empty->setText(tr("The map of this run is damaged. When the run goes on, it is drawn anew."));
}

void LatentView::showCell() {
    const auto cell = m_canvas->currentCell();
    auto score = cell ? scoreOf(*m_drawn->map, *cell) : Result<Score>(emptyScore());
    const std::size_t notes = score ? score->noteCount() : 0;
    m_place->setText(!cell ? QString()
                           : tr("%1 · %Ln note(s)", nullptr, static_cast<int>(notes))
                                 .arg(placeWords(*m_drawn->map, *cell)));
    m_preview->setScore(score ? *std::move(score) : emptyScore());
    updateButtons();
}

void LatentView::setPlayingCell(std::optional<int> cell) {
    m_playing = cell;
    m_canvas->setPlayingCell(cell);
    updateButtons();
}

void LatentView::setCanKeep(bool canKeep) {
    m_canKeep = canKeep;
    updateButtons();
}

void LatentView::updateButtons() {
    const auto cell = m_canvas->currentCell();
    const bool isPlaying = cell && m_playing == cell;
    m_hear->setEnabled(cell.has_value());
    m_keep->setEnabled(cell && m_canKeep);
    m_hear->setAccessibleName(isPlaying ? tr("Stop") : tr("Play this picture"));
    m_hear->setToolTip(m_hear->accessibleName());
    setIconName(m_hear, isPlaying ? QStringLiteral("stop") : QStringLiteral("play"));
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

void LatentView::setTheme(const Theme& theme) {
    m_theme = theme;
    m_canvas->setTheme(theme);
    m_preview->setTheme(theme);
    refreshIcons(*this, theme);
}

} // namespace leitmotif
