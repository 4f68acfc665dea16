// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/takes_panel.h"

#include "ui/base/controls.h"
#include "ui/panels/candidate_bar.h"
#include "ui/panels/take_delegate.h"
#include "ui/panels/take_export_menu.h"
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

} // namespace

TakesPanel::TakesPanel(QWidget* parent)
    : QFrame(parent), m_model(new TakeModel(this)), m_delegate(new TakeDelegate(this)) {
    setObjectName(QStringLiteral("takesPanel"));
    setProperty("role", QStringLiteral("panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPanelMargin, kGap, kPanelMargin, kPanelMargin);
    column->setSpacing(kGap);
    buildHeader(column);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(kSmallGap / 2);
    buildToolbar(tools);
    column->addLayout(tools);
    m_candidates = new CandidateBar(this);
    column->addWidget(m_candidates);
    buildList(column);
    m_playNew = named(new QCheckBox(tr("Play new takes"), this), "playNewTakesBox",
                      tr("Play new takes by themselves"));
    m_playNew->setToolTip(m_playNew->accessibleName());
    column->addWidget(m_playNew);
    connect(m_playNew, &QCheckBox::toggled, this, &TakesPanel::playsNewTakesChanged);
    connect(m_candidates, &CandidateBar::keepClicked, this, [this] { judge(true); });
    connect(m_candidates, &CandidateBar::throwAwayClicked, this, [this] { judge(false); });
    connect(m_candidates, &CandidateBar::keepAllClicked, this, &TakesPanel::keepAllRequested);
    connect(m_candidates, &CandidateBar::onlyNewChanged, this, &TakesPanel::applyFilter);
    updateButtons();
}

void TakesPanel::buildHeader(QVBoxLayout* column) {
    auto* top = new QHBoxLayout;
    top->addWidget(heading(this, tr("Takes")));
    m_count = roleLabel(this, {}, "muted", "takesCount");
    top->addWidget(m_count);
    top->addStretch(1);
    m_more = named(new QToolButton(this), "moreTakesButton", tr("More takes of this run"));
    m_more->setText(tr("More takes"));
    m_more->setToolTip(m_more->accessibleName());
    setIconName(m_more, QStringLiteral("dice"));
    m_more->setProperty("role", QStringLiteral("fold"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setFocusPolicy(Qt::TabFocus);
    top->addWidget(m_more);
    m_origin = iconButton(this, "info", "takeOriginButton", tr("What this take was learned from"));
    top->addWidget(m_origin);
    column->addLayout(top);
}

void TakesPanel::buildList(QVBoxLayout* column) {
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
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
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
    column->addWidget(m_pages, 1);
    connect(m_view, &QListView::customContextMenuRequested, this, &TakesPanel::showMenu);
    connect(m_delegate, &TakeDelegate::playClicked, this,
            [this](const QModelIndex& index) { togglePlay(m_model->takeAt(index).id); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        updateButtons();
        emit currentTakeChanged(currentTake());
    });
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
    onCurrent(m_more, &TakesPanel::moreRequested);
    onCurrent(m_origin, &TakesPanel::originRequested);
    onCurrent(m_remove, &TakesPanel::removeRequested);
    m_export->setMenu(makeTakeExportMenu(m_export, [this](const QString& ending) {
        if (const auto id = currentTake())
            emit exportRequested(*id, ending);
    }));
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

void TakesPanel::showMenu(const QPoint& place) {
    const QModelIndex index = m_view->indexAt(place);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("takeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const qint64 take = m_model->takeAt(index).id;
    if (m_model->isCandidate(take)) {
        menu->addAction(tr("Keep") + QStringLiteral("\tK"), this, [this] { judge(true); });
        menu->addAction(tr("Throw away") + QStringLiteral("\tX"), this, [this] { judge(false); });
        menu->addSeparator();
    }
    const std::pair<QToolButton*, const char*> entries[] = {
        {m_play, "\tEnter"}, {m_edit, "\tE"}, {m_place, ""},  {m_compare, "\tC"},
        {m_rewrite, "\tR"},  {m_more, "\tM"}, {m_origin, ""}, {m_remove, "\tDel"}};
    for (const auto& [button, keys] : entries) {
        QAction* action = menu->addAction(button->accessibleName() + QLatin1String(keys), button,
                                          &QToolButton::click);
        action->setEnabled(button->isEnabled());
    }
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void TakesPanel::setCandidates(const std::set<qint64>& takes) {
    m_model->setCandidates(takes);
    updateCandidates();
    applyFilter();
}

void TakesPanel::judge(bool isKept) {
    const auto take = currentTake();
    if (!take || !m_model->isCandidate(*take))
        return;
    const auto next = m_model->candidateAfter(*take);
    if (isKept)
        emit keepRequested(*take);
    else
        emit removeRequested(*take);
    if (!next)
        return;
    setCurrentTake(*next);
    emit playRequested(*next);
}

void TakesPanel::applyFilter() {
    const bool isFiltered = !m_model->candidates().empty() && m_candidates->showsOnlyNew();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const qint64 take = m_model->takeAt(m_model->index(row)).id;
        m_view->setRowHidden(row, isFiltered && !m_model->isCandidate(take));
    }
    const auto current = currentTake();
    if (isFiltered && !(current && m_model->isCandidate(*current)))
        setCurrentTake(*m_model->candidates().begin());
}

void TakesPanel::updateCandidates() {
    const auto current = currentTake();
    m_candidates->setLeft(static_cast<int>(m_model->candidates().size()),
                          current && m_model->isCandidate(*current));
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
    applyFilter();
    // Follow the newest, but do not take away what somebody looks at further down, or judges.
    if (wasOnNewest && m_model->candidates().empty()) {
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
    applyFilter();
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

void TakesPanel::focusList() {
    m_view->setFocus();
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
    for (QToolButton* button :
         {m_play, m_edit, m_place, m_compare, m_more, m_origin, m_export, m_remove})
        button->setEnabled(current.has_value());
    m_rewrite->setEnabled(current && m_isRewritable);
    updateCandidates();
    const bool isPlaying = current && m_playing == current;
    setIconName(m_play, isPlaying ? QStringLiteral("stop") : QStringLiteral("play"));
    m_play->setAccessibleName(isPlaying ? tr("Stop this take") : tr("Play this take"));
    m_play->setToolTip(m_play->accessibleName());
    if (!m_theme.name.isEmpty())
        refreshIcons(*this, m_theme);
}

bool TakesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isPlain = !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    return isPlain && actOn(key->key());
}

bool TakesPanel::step(int by) {
    const QModelIndex from = m_view->currentIndex();
    if (m_model->candidates().empty() || !from.isValid())
        return false; // the list does it
    int row = from.row() + by;
    while (row >= 0 && row < m_model->rowCount() && m_view->isRowHidden(row))
        row += by;
    if (row < 0 || row >= m_model->rowCount())
        return true;
    const qint64 take = m_model->takeAt(m_model->index(row)).id;
    setCurrentTake(take);
    if (m_playing) // who listens to one goes on listening
        emit playRequested(take);
    return true;
}

bool TakesPanel::actOn(int key) {
    const auto current = currentTake();
    if (!current)
        return false;
    switch (key) {
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Down:
        return step(1);
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
    case Qt::Key_M:
        emit moreRequested(*current);
        return true;
    case Qt::Key_K:
        judge(true);
        return true;
    case Qt::Key_X:
        judge(false);
        return true;
    default:
        return false;
    }
}

} // namespace leitmotif
