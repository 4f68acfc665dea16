// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/takes_panel.h"

#include "ui/base/controls.h"
#include "ui/panels/take_delegate.h"
#include "ui/panels/take_model.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace leitmotif {
namespace {

constexpr int kCardLetters = 36; // that a card is wide at least

struct ExportFormat {
    const char* ending;
    const char* name;
};
constexpr ExportFormat kFormats[] = {
    {"mid", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "MIDI file…")},
    {"wav", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "WAV audio…")},
    {"flac", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "FLAC audio…")},
    {"ogg", QT_TRANSLATE_NOOP("leitmotif::TakesPanel", "Ogg Vorbis audio…")},
};

} // namespace

TakesPanel::TakesPanel(QWidget* parent)
    : QFrame(parent), m_model(new TakeModel(this)), m_delegate(new TakeDelegate(this)) {
    setObjectName(QStringLiteral("takesPanel"));
    setProperty("role", QStringLiteral("panel"));
    m_view = named(new QListView(this), "takesList", tr("Takes"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setMouseTracking(true);
    m_view->setDragEnabled(true);
    m_view->setDragDropMode(QAbstractItemView::DragOnly);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setToolTip(tr("Drag a card into another program as a MIDI file"));
    m_view->setProperty("role", QStringLiteral("cards"));
    m_view->installEventFilter(this);

    auto* top = new QHBoxLayout;
    top->addWidget(heading(this, tr("Takes")));
    m_count = roleLabel(this, {}, "muted", "takesCount");
    top->addWidget(m_count);
    top->addStretch(1);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(kSmallGap / 2);
    buildToolbar(tools);
    m_playNew = named(new QCheckBox(tr("Play new takes"), this), "playNewTakesBox",
                      tr("Play new takes by themselves"));
    m_playNew->setToolTip(m_playNew->accessibleName());
    QLabel* empty = roleLabel(this,
                              tr("What the model makes up appears here, first after a few "
                                 "seconds of training: listen, keep what is good, and see "
                                 "how much of it is copied."),
                              "muted", "takesEmpty");
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(kPanelMargin);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(empty);
    m_pages->addWidget(m_view);
    m_pages->setMinimumWidth(fontMetrics().averageCharWidth() * kCardLetters);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kPanelMargin, kPanelMargin);
    column->setSpacing(kGap);
    column->addLayout(top);
    column->addLayout(tools);
    column->addWidget(m_pages, 1);
    column->addWidget(m_playNew);

    connect(m_playNew, &QCheckBox::toggled, this, &TakesPanel::playsNewTakesChanged);
    connect(m_delegate, &TakeDelegate::playClicked, this,
            [this](const QModelIndex& index) { togglePlay(m_model->takeAt(index).id); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        updateButtons();
        emit currentTakeChanged(currentTake());
    });
    updateButtons();
}

void TakesPanel::buildToolbar(QHBoxLayout* row) {
    m_play = iconButton(this, "play", "playTakeButton", tr("Play this take"));
    m_edit = iconButton(this, "editor", "editTakeButton", tr("Open in the editor"));
    m_place = iconButton(this, "place", "placeTakeButton", tr("Place at the playhead"));
    m_compare = iconButton(this, "compare", "compareTakeButton", tr("Compare with another take"));
    m_rewrite = iconButton(this, "rewrite", "rewriteTakeButton", tr("Rewrite this take"));
    m_export = iconButton(this, "export", "exportTakeButton", tr("Export this take"));
    m_remove = iconButton(this, "trash", "removeTakeButton", tr("Delete this take"));
    for (QToolButton* button : {m_play, m_edit, m_place, m_compare, m_rewrite, m_export})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_remove);
    const auto onCurrent = [this](QToolButton* button, auto action) {
        connect(button, &QToolButton::clicked, this, [this, action] {
            if (const auto id = currentTake())
                (this->*action)(*id);
        });
    };
    onCurrent(m_play, &TakesPanel::togglePlay);
    onCurrent(m_edit, &TakesPanel::editRequested);
    onCurrent(m_place, &TakesPanel::placeRequested);
    onCurrent(m_compare, &TakesPanel::compareRequested);
    onCurrent(m_rewrite, &TakesPanel::rewrite);
    onCurrent(m_remove, &TakesPanel::removeRequested);
    auto* menu = new QMenu(m_export);
    for (const ExportFormat& format : kFormats) {
        const QString ending = QLatin1String(format.ending);
        QAction* action = menu->addAction(tr(format.name), this, [this, ending] {
            if (const auto id = currentTake())
                emit exportRequested(*id, ending);
        });
        action->setObjectName(QStringLiteral("exportTake_%1").arg(ending));
    }
    m_export->setMenu(menu);
    m_export->setPopupMode(QToolButton::InstantPopup);
}

void TakesPanel::setRewritable(bool isPossible, const QString& reason) {
    m_isRewritable = isPossible;
    m_rewrite->setToolTip(isPossible ? m_rewrite->accessibleName() : reason);
    m_rewrite->setAccessibleDescription(reason);
    updateButtons();
}

void TakesPanel::rewrite(qint64 take) {
    if (m_isRewritable)
        emit rewriteRequested(take);
    else
        emit rewriteRefused(m_rewrite->toolTip());
}

void TakesPanel::setTakes(std::vector<StoredTake> takes) {
    m_model->setTakes(std::move(takes));
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0));
    updateButtons();
}

void TakesPanel::addTake(const StoredTake& take) {
    const bool wasOnNewest = !m_view->currentIndex().isValid() || m_view->currentIndex().row() == 0;
    m_model->add(take);
    // Follow the newest, but do not take away what somebody is looking at further down.
    if (wasOnNewest) {
        m_view->setCurrentIndex(m_model->index(0));
        m_view->scrollToTop();
    }
    updateButtons();
}

void TakesPanel::updateTake(const StoredTake& take) {
    m_model->update(take);
}

void TakesPanel::removeTake(qint64 id) {
    m_model->remove(id);
    updateButtons();
}

std::optional<qint64> TakesPanel::currentTake() const {
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? std::optional<qint64>(m_model->takeAt(index).id) : std::nullopt;
}

void TakesPanel::setCurrentTake(qint64 id) {
    const QModelIndex index = m_model->indexOf(id);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void TakesPanel::setPlaying(std::optional<qint64> take) {
    if (m_playing == take)
        return;
    m_playing = take;
    m_delegate->setPlaying(take, 0.0);
    m_view->viewport()->update();
    updateButtons();
}

void TakesPanel::setPlayingFraction(double fraction) {
    if (!m_playing)
        return;
    m_delegate->setPlaying(m_playing, fraction);
    m_view->update(m_model->indexOf(*m_playing));
}

void TakesPanel::setFileProvider(FileProvider provider) {
    m_model->setFileProvider(std::move(provider));
}

void TakesPanel::setPlaysNewTakes(bool plays) {
    m_playNew->setChecked(plays);
}

void TakesPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_delegate->setTheme(theme);
    m_view->viewport()->update();
    refreshIcons(*this, theme);
}

void TakesPanel::togglePlay(qint64 take) {
    if (m_playing == take)
        emit stopRequested();
    else
        emit playRequested(take);
}

void TakesPanel::updateButtons() {
    const bool hasTakes = m_model->rowCount() > 0;
    m_pages->setCurrentIndex(hasTakes ? 1 : 0);
    m_count->setText(hasTakes ? QString::number(m_model->rowCount()) : QString());
    const auto current = currentTake();
    for (QToolButton* button : {m_play, m_edit, m_place, m_compare, m_export, m_remove})
        button->setEnabled(current.has_value());
    m_rewrite->setEnabled(current && m_isRewritable);
    const bool isPlaying = current && m_playing == current;
    setIconName(m_play, isPlaying ? QStringLiteral("stop") : QStringLiteral("play"));
    m_play->setAccessibleName(isPlaying ? tr("Stop this take") : tr("Play this take"));
    m_play->setToolTip(m_play->accessibleName());
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

bool TakesPanel::eventFilter(QObject* watched, QEvent* event) {
    const auto current = currentTake();
    if (watched == m_view && event->type() == QEvent::KeyPress && current) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            togglePlay(*current);
            return true;
        case Qt::Key_Delete:
            emit removeRequested(*current);
            return true;
        case Qt::Key_E:
            emit editRequested(*current);
            return true;
        case Qt::Key_C:
            emit compareRequested(*current);
            return true;
        case Qt::Key_R:
            rewrite(*current);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace leitmotif
